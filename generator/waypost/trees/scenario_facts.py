"""Resolves facts in scenarios: when a threshold moves, the examples on both sides move with it."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from fractions import Fraction

from waypost.core.nodes import Text
from waypost.model.facts import Facts
from waypost.model.records import Scenario
from waypost.trees.answer_types import type_of
from waypost.trees.constants import Report, fact_problem
from waypost.trees.rules import Rules

BESIDE = re.compile(r"(<=|>=|<|>)?[ \t]*(facts\.\S+)\Z")


def with_facts(rules: Rules, facts: Facts, report: Report) -> Rules:
    """``rules`` with the scenarios' facts made values.

    ``facts.X`` and ``<= facts.X`` are the last answer that ``<= facts.X`` takes, ``> facts.X`` is
    the next one; ``>=`` and ``<`` alike. What can't be read goes to ``report``.
    """
    made = _Resolver(rules, facts, report)
    scenarios = tuple(made.resolved(each) for each in rules.tree.scenarios)
    return replace(rules, tree=replace(rules.tree, scenarios=scenarios))


def unresolved(scenario: Scenario) -> bool:
    """True where an answer is still a fact, since that has no fitting value."""
    return any(BESIDE.match(value.strip()) for _, value in scenario.given)


@dataclass(frozen=True, slots=True)
class _Resolver:
    rules: Rules
    facts: Facts
    report: Report

    def resolved(self, scenario: Scenario) -> Scenario:
        given = tuple((name, self._value(name, value)) for name, value in scenario.given)
        return replace(scenario, given=given)

    def _value(self, name: Text, value: Text) -> Text:
        question = self.rules.axes.questions.get(name)
        match = BESIDE.match(value.strip())
        if question is None or match is None or type_of(question).has_options:
            return value
        axis = self.rules.axes.of_answer(name)
        known = axis.constant(match[2], self.facts)
        if isinstance(known, str):
            self.report(fact_problem(known, value, self.facts, axis.wanted))
            return value
        nearest = _nearest(match[1] or "<=", axis.scale.index(known))
        return Text(axis.value(nearest), value.at)


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
