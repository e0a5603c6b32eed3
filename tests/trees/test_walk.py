"""A walk follows the links, and says what is wrong with an answer without harm to other walks."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from tests.trees.loading import compile_yaml
from waypost.markdown import Converter
from waypost.trees.walker import read_cases, run_case

TREE = """\
facts: {window: {value: 5, unit: days}, opening: 2027-03-01}
trees:
  - id: help
    title: Help
    questions:
      status:
        ask: What is its status?
        options: {pending: Pending, delivered: Delivered, "2": Two}
        go: {pending: placed, delivered: arrived, "2": late}
      placed:
        ask: How many days ago did you place it?
        type: number
        unit: days
        min: 0
        max: 90
        go: [{when: {placed: <= facts.window}, to: soon}, {else: late}]
      arrived:
        ask: When did it arrive?
        type: date
        min: facts.opening
        max: today
        go: [{when: {age: <= 30}, to: weight}, {else: late}]
      weight:
        ask: How heavy is it?
        type: number
        min: 0.5
        step: 0.25
        go: soon
    work_out: {age: "days(arrived, today)"}
    outcomes:
      soon:
        title: Soon
        body:
          - {when: {status: pending}, text: "You said {{ answers.status }}, {{ answers.placed }}."}
          - {else: It weighs enough.}
      late: {title: Late, body: Too late.}
"""

COMPILED = compile_yaml(TREE)


def run(given: Any, today: str | None = None) -> dict[str, Any]:
    """One case of a batch, by way of JSON."""
    case = {"given": given} | ({"today": today} if today else {})
    (read,) = read_cases(json.dumps([case]))
    return run_case(COMPILED.graph, COMPILED.axes, read, date(2027, 6, 1), Converter())


def test_a_whole_walk() -> None:
    assert run({"status": "pending", "placed": 5}) == {
        "path": ["status", "placed"],
        "outcome": "soon",
        "next": None,
        "text": "You said Pending, 5 days ago or less.",
        "error": None,
    }


def test_a_missing_answer_is_the_next_question() -> None:
    assert run({"status": "pending"}) == {
        "path": ["status"],
        "outcome": None,
        "next": "placed",
        "text": None,
        "error": None,
    }


def test_answers_off_the_path_are_ignored() -> None:
    found = run({"status": "2", "placed": "3x", "arrived": "never", "no such": 1})
    assert (found["path"], found["outcome"], found["error"]) == (["status"], "late", None)


@pytest.mark.parametrize(
    ("value", "outcome"),
    [
        (5, "soon"),
        ("5", "soon"),
        (" 5 ", "soon"),
        (5.0, "soon"),
        ("5.0", "soon"),
        (6, "late"),
        (90, "late"),
        (0, "soon"),
        ("-0", "soon"),
        ("٣", "soon"),
    ],
)
def test_numbers_may_be_text_or_json(value: Any, outcome: str) -> None:
    assert run({"status": "pending", "placed": value})["outcome"] == outcome


@pytest.mark.parametrize(
    "value",
    [
        -1,
        91,
        2.5,
        "3x",
        "x",
        "5 days",
        "1e1",
        "+5",
        "1,5",
        "2,000",
        "0x5",
        [5],
        {"a": 1},
        True,
        "∞",
        "NaN",
        10**40,
        1e300,
        "9" * 5000,
        "5\n6",
    ],
    ids=lambda value: str(value)[:12],
)
def test_a_number_that_is_none_or_out_of_range_is_an_error_of_its_row(value: Any) -> None:
    found = run({"status": "pending", "placed": value})
    assert found["error"]
    assert len(found["error"]) < 200
    assert (found["path"], found["outcome"], found["next"]) == (["status"], None, "placed")


def test_an_option_may_be_a_json_number() -> None:
    assert run({"status": 2})["outcome"] == "late"


@pytest.mark.parametrize("value", ["Pending", "pend", "PENDING", 3, "pending, delivered"])
def test_only_an_options_id_is_an_answer(value: Any) -> None:
    assert "Answers: pending, delivered, 2." in run({"status": value})["error"]


@pytest.mark.parametrize(
    ("arrived", "today", "outcome"),
    [
        ("2028-01-31", "2028-03-01", "soon"),
        ("2028-01-30", "2028-03-01", "late"),
        ("2027-01-31", "2027-03-02", None),
        ("2028-02-29", "2028-03-30", "soon"),
        ("2028-02-29", "2028-03-31", "late"),
        ("2027-12-31", "2028-01-30", "soon"),
        ("2027-12-31", "2028-01-31", "late"),
        ("2027-03-01", "2027-03-01", "soon"),
    ],
)
def test_days_are_counted_exactly(arrived: str, today: str, outcome: str | None) -> None:
    """Over month ends, a leap day and the turn of a year."""
    found = run({"status": "delivered", "arrived": arrived, "weight": "0.75"}, today)
    assert found["outcome"] == outcome
    assert bool(found["error"]) == (outcome is None)


@pytest.mark.parametrize(
    "value",
    ["2027-02-30", "2027-2-3", "20270301", "01/03/2027", "today", 5, "2027-06-02", "2027-W09-1"],
)
def test_a_date_that_is_none_or_out_of_range_is_an_error_of_its_row(value: Any) -> None:
    found = run({"status": "delivered", "arrived": value})
    assert found["error"]
    assert found["next"] == "arrived"


def test_steps_between_numbers_are_kept_to() -> None:
    answers = {"status": "delivered", "arrived": "2027-06-01"}
    assert run(answers | {"weight": 0.5})["outcome"] == "soon"
    assert run(answers | {"weight": "0.75"})["outcome"] == "soon"
    assert "between two steps" in run(answers | {"weight": 0.6})["error"]
    assert "out of range" in run(answers | {"weight": 0.25})["error"]


@pytest.mark.parametrize("value", [None, "", "  "])
def test_an_empty_answer_is_none(value: Any) -> None:
    found = run({"status": "pending", "placed": value})
    assert (found["next"], found["error"]) == ("placed", None)


@pytest.mark.parametrize(
    "case", ["text", 5, None, [], {"given": []}, {"given": {}, "today": "soon"}]
)
def test_a_case_that_is_none_is_an_error_of_its_row(case: Any) -> None:
    found = run_case(COMPILED.graph, COMPILED.axes, case, date(2027, 6, 1), Converter())
    assert found["error"]
    assert found["outcome"] is None


def test_a_batch_is_a_list() -> None:
    for text in ("{}", "", "[", "null"):
        with pytest.raises(ValueError, match=r".+"):
            read_cases(text)
