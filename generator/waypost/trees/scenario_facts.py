"""Scenarios that name facts: when a threshold moves, the examples on its two sides move with it."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from waypost.core.nodes import Text
from waypost.model.records import Scenario
from waypost.trees.axes import FactValues, Report, constant, fact_problem
from waypost.trees.rules import Rules

BESIDE = re.compile(r"(<=|>=|<|>)?[ \t]*(facts\.\S+)\Z")


def with_facts(rules: Rules, facts: FactValues, report: Report) -> Rules:
    """``rules`` with the scenarios' facts made values.

    ``facts.X`` and ``<= facts.X`` are the last answer that ``<= facts.X`` takes, ``> facts.X`` is
    the next one; ``>=`` and ``<`` alike. What can't be read goes to ``report``.
    """
    made = _Givens(rules, facts, report)
    scenarios = tuple(made.settled(each) for each in rules.tree.scenarios)
    return replace(rules, tree=replace(rules.tree, scenarios=scenarios))


def unsettled(scenario: Scenario) -> bool:
    """Whether an answer is still a fact, since nothing could be made of it."""
    return any(BESIDE.match(value.strip()) for _, value in scenario.given)


@dataclass(frozen=True, slots=True)
class _Givens:
    rules: Rules
    facts: FactValues
    report: Report

    def settled(self, scenario: Scenario) -> Scenario:
        given = tuple((name, self._value(name, value)) for name, value in scenario.given)
        return replace(scenario, given=given)

    def _value(self, name: Text, value: Text) -> Text:
        question = self.rules.axes.questions.get(name)
        match = BESIDE.match(value.strip())
        if question is None or match is None or question.type not in ("number", "date"):
            return value
        is_date = question.type == "date"
        known = constant(match[2], is_date, self.facts)
        if isinstance(known, str):
            wanted = "a date" if is_date else "a number"
            self.report(fact_problem(known, value, self.facts, wanted))
            return value
        return Text(self._answer(name, match[1] or "<=", known, is_date), value.at)

    def _answer(self, name: Text, operator: str, known: Fraction, is_date: bool) -> str:
        if is_date:
            return date.fromordinal(_nearest(operator, known)).isoformat()
        scale = self.rules.axes.lines[self.rules.axes.name(name).axis].scale
        return f"{scale.value(_nearest(operator, scale.index(known))):f}"


def _nearest(operator: str, index: Fraction) -> int:
    """The whole number nearest to ``index`` for which the comparison holds."""
    match operator:
        case "<=":
            return math.floor(index)
        case ">":
            return math.floor(index) + 1
        case ">=":
            return math.ceil(index)
        case _:
            return math.ceil(index) - 1
