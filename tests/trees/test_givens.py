"""Scenarios may name facts, so that they move with the thresholds that they guard."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from waypost.checks.analyse import Analysis, analyse
from waypost.diagnostics import Severity
from waypost.diagnostics.message_format import severity

TREE = """\
facts:
  limit: {{value: {limit}, unit: days}}
  opening: {{value: 2028-02-28}}
trees:
  - id: help
    title: Help
    questions:
      start:
        ask: When?
        type: date
        go: [{{when: {{start: <= facts.opening}}, to: age}}, {{else: late}}]
      age:
        ask: How old?
        type: number
        step: {step}
        go: [{{when: {{age: <= facts.limit}}, to: young}}, {{else: old}}]
    outcomes:
      young: {{title: Young, body: Young.}}
      old: {{title: Old, body: Old.}}
      late: {{title: Late, body: Late.}}
    scenarios:
      - {{name: at the limit, given: {{start: facts.opening, age: facts.limit}}, expect: young}}
      - {{name: beyond, given: {{start: <= facts.opening, age: "> facts.limit"}}, expect: old}}
      - {{name: a day late, given: {{start: "> facts.opening"}}, expect: late}}
"""


def compiled(folder: Path, text: str) -> Analysis:
    path = folder / "faq.yaml"
    path.write_text(text, encoding="utf-8")
    return analyse(path, date(2026, 11, 22))


@pytest.mark.parametrize(("limit", "step"), [("5", "1"), ("9", "1"), ("2.5", "0.5"), ("2.6", "1")])
def test_scenarios_move_with_their_fact(tmp_path: Path, limit: str, step: str) -> None:
    """Whatever the fact's value, the answers on both of its sides lead where they should."""
    prepared = compiled(tmp_path, TREE.format(limit=limit, step=step))
    assert [problem.code for problem in prepared.problems] == []
    assert all(each.holds for each in prepared.site.trees[0].tried)


def test_answers_are_the_nearest_ones(tmp_path: Path) -> None:
    """The answers are the last one inside and the first one outside, over a leap day too."""
    tried = compiled(tmp_path, TREE.format(limit="2.5", step="0.5")).site.trees[0].tried
    given = [{str(name): str(value) for name, value in each.scenario.given} for each in tried]
    assert given == [
        {"start": "2028-02-28", "age": "2.5"},
        {"start": "2028-02-28", "age": "3"},
        {"start": "2028-02-29"},
    ]


def test_an_unknown_fact_is_the_only_error(tmp_path: Path) -> None:
    """A scenario that can't be read isn't said to fail as well."""
    text = TREE.format(limit="5", step="1").replace("age: facts.limit}", "age: facts.limits}")
    problems = compiled(tmp_path, text).problems
    errors = [problem.code for problem in problems if severity(problem) is Severity.ERROR]
    assert errors == ["unknown-fact"]


def test_the_last_day_of_the_calendar_stands_for_the_one_after_it(tmp_path: Path) -> None:
    """Nothing comes after it, so the scenario fails; the check doesn't."""
    tree = """\
facts: {end: 9999-12-31}
trees:
  - id: when
    title: When?
    questions:
      day: {ask: Which day?, type: date, go: [{when: {day: <= facts.end}, to: in}, {else: out}]}
    outcomes: {in: {title: In, body: It is in.}, out: {title: Out, body: It is out.}}
    scenarios: [{name: after, given: {day: "> facts.end"}, expect: out}]
"""
    assert "scenario-failed" in {each.code for each in compiled(tmp_path, tree).problems}
