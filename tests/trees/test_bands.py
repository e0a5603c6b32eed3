"""Bands are worded for people."""

from __future__ import annotations

from typing import Any

import pytest

from tests.trees.loading import as_yaml, compile_yaml


def labels(question: dict[str, Any], tests: list[Any], name: str = "n", **more: Any) -> list[str]:
    """The labels of a question whose rules make these tests, each leading somewhere else."""
    outcomes = {f"end{number}": {"title": "End", "body": "…"} for number in range(len(tests) + 1)}
    rules = [{"when": {name: test}, "to": f"end{number}"} for number, test in enumerate(tests)]
    asked = {"ask": "When or how many?"} | question | {"go": [*rules, {"else": f"end{len(tests)}"}]}
    tree = {"id": "tree", "title": "Tree", "questions": {"n": asked}, "outcomes": outcomes} | more
    graph = compile_yaml(as_yaml(tree)).graph
    assert graph is not None
    return [choice.label for choice in graph.steps[0].choices]


NUMBER = {"type": "number"}


@pytest.mark.parametrize(
    ("question", "tests", "expected"),
    [
        ({"min": "0"}, ["<= 5"], ["5 or less", "6 or more"]),
        (
            {"min": "0", "unit": "days"},
            ["<= 5", "<= 15"],
            ["5 days or less", "6 to 15 days", "16 days or more"],
        ),
        ({"unit": "days"}, ["<= 1"], ["1 day or less", "2 days or more"]),
        ({"min": "0", "unit": "days"}, ["0"], ["0 days", "1 day or more"]),
        ({"unit": "ms"}, ["<= 1"], ["1 ms or less", "2 ms or more"]),
        ({"min": "0", "unit": "£"}, ["<= 5"], ["£5 or less", "£6 or more"]),
        ({"unit": "%", "step": "0.5"}, ["< 2"], ["1.5% or less", "2% or more"]),
        ({"min": "10", "max": "90", "step": "10"}, ["<= 45"], ["40 or less", "50 or more"]),
        ({"min": "-5"}, ["< 0"], ["-1 or less", "0 or more"]),
        (
            {"unit": "days", "ask": "How many days ago was it?"},
            ["3"],
            ["2 days ago or less", "3 days ago", "4 days ago or more"],
        ),
        (
            {"unit": "kg", "min": "0", "step": "0.25"},
            ["<= 0.5"],
            ["0.5 kg or less", "0.75 kg or more"],
        ),
    ],
)
def test_numbers(question: dict[str, Any], tests: list[str], expected: list[str]) -> None:
    assert labels(NUMBER | question, tests) == expected


@pytest.mark.parametrize(
    ("tests", "expected"),
    [
        (["< 2027-03-01"], ["Before 1 March 2027", "On or after 1 March 2027"]),
        (["<= 2027-03-01"], ["On or before 1 March 2027", "On or after 2 March 2027"]),
        (
            ["2028-02-29"],
            ["On or before 28 February 2028", "On 29 February 2028", "On or after 1 March 2028"],
        ),
        (
            ["2027-12-30..2028-01-02"],
            [
                "On or before 29 December 2027",
                "From 30 December 2027 to 2 January 2028",
                "On or after 3 January 2028",
            ],
        ),
    ],
)
def test_dates(tests: list[str], expected: list[str]) -> None:
    assert labels({"type": "date"}, tests) == expected


@pytest.mark.parametrize(
    ("question", "tests", "expected"),
    [
        (
            {"max": "today"},
            ["<= 5", "<= 15"],
            ["5 days ago or less", "6 to 15 days ago", "16 days ago or more"],
        ),
        ({"max": "today"}, ["0", "1"], ["Today", "1 day ago", "2 days ago or more"]),
        ({"min": "today"}, [">= -3"], ["In 4 days or later", "Today, or within 3 days"]),
        ({}, ["< 0", "0"], ["In 1 day or later", "Today", "1 day ago or more"]),
        ({}, ["<= 5", "<= 9"], ["5 days ago or later", "6 to 9 days ago", "10 days ago or more"]),
        (
            {},
            ["<= -3", "<= 2"],
            ["In 3 days or later", "From 2 days ago to 2 days ahead", "3 days ago or more"],
        ),
    ],
)
def test_days_from_today(question: dict[str, Any], tests: list[str], expected: list[str]) -> None:
    age = {"work_out": {"age": "days(n, today)"}}
    found = labels({"type": "date"} | question, tests, "age", **age)
    assert sorted(found) == sorted(expected)


def test_days_from_another_date() -> None:
    date = {"type": "date", "max": "today"}
    questions = {
        "bought": {"ask": "When did you buy it?", "go": "came"} | date,
        "came": {
            "ask": "When did it come?",
            "go": [
                {"when": {"took": "< 0"}, "to": "a"},
                {"when": {"took": "<= 14"}, "to": "b"},
                {"else": "c"},
            ],
        }
        | date,
    }
    outcomes = {id: {"title": id, "body": "…"} for id in "abc"}
    tree = {"id": "tree", "title": "Tree", "questions": questions, "outcomes": outcomes}
    graph = compile_yaml(as_yaml(tree | {"work_out": {"took": "days(bought, came)"}})).graph
    assert graph is not None
    assert [choice.label for choice in graph.steps[1].choices] == [
        "1 day before your answer to “When did you buy it?” or earlier",
        "Up to 14 days after your answer to “When did you buy it?”",
        "15 days after your answer to “When did you buy it?” or later",
    ]
    bands = [choice.bands[0] for choice in graph.steps[1].choices]
    assert [(band.kind, band.other, band.least, band.most) for band in bands] == [
        ("between", "bought", None, "-1"),
        ("between", "bought", "0", "14"),
        ("between", "bought", "15", None),
    ]


def test_days_before_another_date() -> None:
    questions = {
        "came": {"ask": "When did it come?", "type": "date", "go": "bought"},
        "bought": {
            "ask": "When did you buy it?",
            "type": "date",
            "table": [
                {"took": "< 0", "to": "a"},
                {"took": "0..14", "to": "b"},
                {"took": "> 14", "to": "c"},
            ],
        },
    }
    outcomes = {id: {"title": id, "body": "…"} for id in "abc"}
    tree = {"id": "tree", "title": "Tree", "questions": questions, "outcomes": outcomes}
    graph = compile_yaml(as_yaml(tree | {"work_out": {"took": "days(bought, came)"}})).graph
    assert graph is not None
    assert [choice.label for choice in graph.steps[1].choices] == [
        "15 days before your answer to “When did it come?” or earlier",
        "Up to 14 days before your answer to “When did it come?”",
        "1 day after your answer to “When did it come?” or later",
    ]


def test_long_numbers_keep_all_their_digits() -> None:
    assert labels(NUMBER, ["<= 123456789012345678901234567891"]) == [
        "123456789012345678901234567891 or less",
        "123456789012345678901234567892 or more",
    ]


def test_a_question_whose_answer_makes_no_difference() -> None:
    assert labels(NUMBER | {"unit": "days"}, []) == ["Any number of days"]
    assert labels({"type": "date"}, []) == ["Any date"]


def test_a_question_that_is_not_translated_yet_brings_no_english_unit() -> None:
    """A unit of CLDR's is said in the language, and “ago” in English alone."""
    rules = [{"when": {"n": "<= 3"}, "to": "a"}, {"else": "b"}]
    asked = {"ask": "How many days ago was it?", "type": "number", "unit": "days", "go": rules}
    tree = {"id": "tree", "title": "Tree", "questions": {"n": asked}}
    ends = {"a": {"title": "A", "body": "…"}, "b": {"title": "B", "body": "…"}}
    graph = compile_yaml(as_yaml(tree | {"outcomes": ends}), "de").graph
    assert graph is not None
    said = [choice.label for choice in graph.steps[0].choices]
    assert (graph.fields["n"].label, said) == (
        "Anzahl Tage",
        ["3 Tage oder weniger", "4 Tage oder mehr"],
    )
