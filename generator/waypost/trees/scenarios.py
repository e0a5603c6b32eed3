"""Reads and runs scenarios, the examples that must hold; finds what has none."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple, cast

from waypost.core.nodes import Mark, Text
from waypost.diagnostics import Problem, Report, nearest
from waypost.model import scalars
from waypost.model.facts import Facts
from waypost.model.records import Scenario
from waypost.model.typed_numbers import number_form, unambiguous
from waypost.trees.constants import fact_problem
from waypost.trees.graph import Graph
from waypost.trees.intervals import Bound, Operator, compare
from waypost.trees.rules import Rules
from waypost.trees.unary_tests import Condition
from waypost.trees.walker import Walked, walk

STUCK: Mapping[str, str] = {
    "gap": "no rule fits",
    "cycle": "it goes round and round",
    "unknown-target": "it leads to what doesn't exist",
}

BESIDE = re.compile(r"(<=|>=|<|>)?[ \t]*(facts\.\S+)\Z")


def with_facts(rules: Rules, facts: Facts, report: Report) -> Rules:
    """``rules`` with the scenarios' facts made values, so that examples move with a threshold.

    ``facts.X`` and ``<= facts.X`` are the last answer that ``<= facts.X`` takes, ``> facts.X`` is
    the next one; ``>=`` and ``<`` alike. What can't be read goes to ``report``.
    """

    def value(name: Text, written: Text) -> Text:
        question = rules.axes.questions.get(name)
        match = BESIDE.match(written.strip())
        axis = rules.axes.of_answer(name) if question is not None else None
        if now := rules.renamed.get((str(name), written.strip())):
            return Text(now, written.at)
        if axis is not None and axis.suggests and (odd := number_form(written.strip(), written)):
            report(odd)
        if axis is None or match is None or axis.discrete:
            return written
        known = axis.constant(match[2], facts)
        if isinstance(known, str):
            report(fact_problem(known, written, facts, axis.wanted))
            return written
        operator = cast(Operator, match[1] or "<=")
        [(low, high)] = compare(operator, axis.scale.index(known))
        value = axis.value(high if "<" in operator else low)
        return Text(unambiguous(Decimal(value)) if axis.suggests else value, written.at)

    scenarios = (
        replace(each, given=tuple((name, value(name, written)) for name, written in each.given))
        for each in rules.tree.scenarios
    )
    return replace(rules, tree=replace(rules.tree, scenarios=tuple(scenarios)))


class ScenarioRun(NamedTuple):
    """A scenario and where it ended."""

    scenario: Scenario
    walked: Walked
    holds: bool


def run_scenarios(rules: Rules, graph: Graph) -> tuple[ScenarioRun, ...]:
    runs = []
    for each in rules.tree.scenarios:
        given = {str(name): _in_yaml(str(value).strip()) for name, value in each.given}
        walked = walk(graph, rules.axes, given, scalars.day(each.today))
        runs.append(ScenarioRun(each, walked, walked.outcome == each.expect))
    return tuple(runs)


def _in_yaml(value: str) -> str | Decimal:
    """An answer of a scenario: a point begins the decimals in YAML, whatever readers mean by it."""
    return Decimal(value) if "." in value and scalars.number(value) is not None else value


def names_in_scenarios(rules: Rules) -> Iterator[Problem]:
    """Scenarios name questions, options and outcomes that exist."""
    outcomes = [str(outcome.id) for outcome in rules.tree.outcomes]
    for scenario in rules.tree.scenarios:
        for name, value in scenario.given:
            question = rules.axes.questions.get(name)
            if question is None:
                close = nearest(name, rules.axes.questions)
                yield Problem.of("unknown-name", name, name=name, nearest=close)
            elif rules.axes.of_answer(name).discrete:
                ids = [str(option.id) for option in question.options]
                if ids and value.strip() not in ids and (name, value.strip()) not in rules.renamed:
                    about = {"option": value, "question": name, "known": ", ".join(ids) or "none"}
                    yield Problem.of("unknown-option", value, **about, nearest=nearest(value, ids))
        if scenario.expect in rules.of_questions and scenario.expect not in outcomes:
            about = {"target": scenario.expect, "nearest": nearest(scenario.expect, outcomes)}
            about |= {"wanted": "outcome", "why": "A scenario expects the id of an outcome."}
            yield Problem.of("unknown-target", scenario.expect, **about)


def failures(runs: Iterable[ScenarioRun], rules: Rules) -> Iterator[Problem]:
    """Scenarios that don't end where they should. What no one can judge isn't blamed on them."""
    known = {str(outcome.id) for outcome in rules.tree.outcomes}
    for each in runs:
        if each.holds or each.walked.hole == "undecided" or each.scenario.expect not in known:
            continue
        if each.walked.hole == "unknown-target" or any(
            _is_faulty(rules, name, value.strip()) for name, value in each.scenario.given
        ):
            continue  # It has been told, and goes when that is mended.
        about = {
            "scenario": each.scenario.name,
            "expected": each.scenario.expect,
            "why": _why(each.walked),
        }
        yield Problem("scenario-failed", each.scenario.at, about)


def _is_faulty(rules: Rules, name: Text, value: str) -> bool:
    """True for an answer that is a fact without a fitting value, no option, or to no question."""
    question = rules.axes.questions.get(name)
    if question is None:
        return True
    options = question.options if rules.axes.of_answer(name).discrete else ()
    unknown = bool(options) and value not in [str(each.id) for each in options]
    odd = rules.axes.of_answer(name).suggests and number_form(Text(value, name.at), name)
    return unknown or bool(odd) or bool(BESIDE.match(value))


def _why(walked: Walked) -> str:
    if walked.error:
        return walked.error.rstrip(".")
    if walked.hole:
        return f"after {', '.join(walked.path)} {STUCK.get(walked.hole, STUCK['gap'])}"
    if walked.next and not walked.outcome:
        return f"“{walked.next}” is asked, and no answer is given"
    return f"it ends in “{walked.outcome}” by way of {', '.join(walked.path)}"


def untested_outcomes(rules: Rules) -> Iterator[Problem]:
    """Outcomes that no scenario expects."""
    named = [str(scenario.expect) for scenario in rules.tree.scenarios]
    expected = {rules.meant.get(each, each) for each in named}
    for outcome in rules.tree.outcomes:
        if outcome.id not in expected:
            yield Problem.of("untested-outcome", outcome.id, outcome=outcome.id)


def untested_boundaries(rules: Rules, runs: Iterable[ScenarioRun]) -> Iterator[Problem]:
    """Thresholds without a scenario on both sides."""
    places: dict[int, list[int]] = {}
    for each in runs:
        for axis, place in (each.walked.places or {}).items():
            places.setdefault(axis, []).append(place)
    for (axis, cut), (condition, at) in _boundaries(rules).items():
        below = min(places.get(axis, ()), default=math.inf) < cut
        above = max(places.get(axis, ()), default=-math.inf) >= cut
        if not (below and above):
            line = rules.axes.lines[axis]
            side = "the upper side" if below else "the lower side" if above else "either side"
            about = {
                "name": condition.name,
                "side": side,
                "below": _label(rules, axis, line.low, cut - 1),
                "above": _label(rules, axis, cut, line.high),
            }
            yield Problem(
                "untested-boundary", at, about, width=max(1, len(condition.written or ""))
            )


def _label(rules: Rules, axis: int, low: Bound, high: Bound) -> str:
    line = rules.axes.lines[axis]
    return rules.axes.label(((axis, low, high),), str((line.second or line.first).id))


def _boundaries(rules: Rules) -> Mapping[tuple[int, Bound], tuple[Condition, Mark]]:
    """The cuts of each axis, with the first condition that makes each."""
    found: dict[tuple[int, Bound], tuple[Condition, Mark]] = {}
    for each in (*rules.of_questions.values(), *rules.of_outcomes.values()):
        for rule in each.rules:
            for condition in rule.conditions:
                if condition.ranges is None or rules.axes.lines[condition.axis].discrete:
                    continue
                line = rules.axes.lines[condition.axis]
                at = condition.written.at if condition.written is not None else condition.at
                for low, high in condition.ranges:
                    for cut in (low, high + 1):
                        if line.low < cut <= line.high and cut < math.inf:
                            found.setdefault((condition.axis, cut), (condition, at))
    return found
