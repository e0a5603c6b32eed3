"""One reader's walk along the links of a graph. It evaluates nothing that the graph doesn't say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from waypost.diagnostics.message_format import visible
from waypost.model.records import Question
from waypost.trees import labels
from waypost.trees.axes import Axes, Axis
from waypost.trees.graph import Choice, Graph, Section, Step
from waypost.trees.intervals import Bound, day_of, number_of

Given = Mapping[str, object]
"""Answers by question: texts, or numbers as JSON has them."""


@dataclass(frozen=True, slots=True)
class Walked:
    """Where a reader got. ``path`` has the questions answered.

    ``next`` is the question still to be answered, or whose answer is at fault (then ``error`` says
    why). ``hole`` is set only in a tree with errors: the finding that the reader ran into.
    ``places`` is where the reader stands on each axis.
    """

    path: tuple[str, ...] = ()
    outcome: str | None = None
    next: str | None = None
    section: Section | None = None
    error: str | None = None
    hole: str = ""
    places: Mapping[int, int] | None = None


def walk(graph: Graph, axes: Axes, given: Given, today: date | None) -> Walked:
    """Follow ``given`` from the start; answers to questions that aren't asked are ignored."""
    places: dict[int, int] = {}
    days: dict[str, int] = {}
    path: list[str] = []
    step = graph.by_id.get(graph.start)
    while step is not None:
        question = axes.questions[step.question]
        answer = _written(given.get(step.question))
        if answer is None:
            return Walked(tuple(path), next=step.question, places=places)
        error = place(question, answer, axes, today, days, places)
        choice = None if error else _chosen(step, answer, places)
        if choice is None:
            why = error or f"{_shown(answer)} doesn't fit the other answers."
            return Walked(tuple(path), next=step.question, error=why, places=places)
        path.append(step.question)
        if choice.to is None:
            return Walked(tuple(path), hole=choice.hole, places=places)
        if choice.ends:
            section = _section(graph, choice)
            return Walked(tuple(path), choice.to, section=section, places=places)
        step = graph.by_id[choice.to]
    return Walked()


def _section(graph: Graph, choice: Choice) -> Section | None:
    sections = graph.endings[choice.to or ""].sections
    return next((each for each in sections if each.id == choice.section), None)


def _chosen(step: Step, answer: str, places: Mapping[int, int]) -> Choice | None:
    for choice in step.choices:
        if choice.option in (None, answer) and all(
            band.low <= places[band.axis] <= band.high for band in choice.bands
        ):
            return choice
    return None


def _written(value: object) -> str | None:
    """An answer as text; None where there is none."""
    match value:
        case None:
            return None
        case bool():
            return str(value).lower()
        case Decimal():
            return f"{value:f}" if value.is_finite() and abs(value.adjusted()) < 100 else str(value)
        case _:
            text = str(value).strip()
            return text or None


def place(
    question: Question,
    answer: str,
    axes: Axes,
    today: date | None,
    days: dict[str, int],
    places: dict[int, int],
) -> str | None:
    """Put the reader where ``answer`` places them; else say what is wrong with it."""
    match question.type:
        case "number":
            return _number(question, answer, axes, places)
        case "date":
            return _date(question, answer, axes, today, days, places)
    own = axes.name(question.id).axis
    ids = [str(option.id) for option in question.options]
    if answer not in ids:
        return f"{_shown(answer)} is not an answer to “{question.id}”. Answers: {', '.join(ids)}."
    places[own] = ids.index(answer)
    return None


def _number(question: Question, answer: str, axes: Axes, places: dict[int, int]) -> str | None:
    own = axes.name(question.id).axis
    axis = axes.lines[own]
    value = number_of(answer)
    if value is None:
        return f"{_shown(answer)} is not a number; “{question.id}” wants one in digits."
    index = axis.scale.index(Fraction(value))
    if not axis.low <= index <= axis.high:
        return f"{_shown(answer)} is out of range: “{question.id}” takes {_range(axis)}."
    if index.denominator != 1:
        return f"{_shown(answer)} lies between two steps: “{question.id}” takes {_steps(axis)}."
    places[own] = int(index)
    return None


def _range(axis: Axis) -> str:
    low, high = (_value(axis, each) for each in (axis.low, axis.high))
    if low and high:
        return f"{low} to {high}"
    return f"{low} or more" if low else f"{high} or less"


def _value(axis: Axis, end: Bound) -> str:
    return "" if abs(end) == float("inf") else f"{axis.scale.value(end):f}"


def _steps(axis: Axis) -> str:
    if axis.scale.step == 1 and axis.scale.base.denominator == 1:
        return "whole numbers"
    first, second = axis.scale.value(0), axis.scale.value(1)
    return f"numbers in steps, such as {first:f} and {second:f}"


def _date(
    question: Question,
    answer: str,
    axes: Axes,
    today: date | None,
    days: dict[str, int],
    places: dict[int, int],
) -> str | None:
    day = day_of(answer)
    if day is None:
        return f"{_shown(answer)} is not a date; “{question.id}” wants one like 2027-03-01."
    ordinal = days[str(question.id)] = day.toordinal()
    for number, axis in enumerate(axes.lines):
        if axis.kind not in ("day", "ago", "between") or question.id not in axis.questions:
            continue
        if axis.kind == "ago" and today is None:
            return f"“{question.id}” is counted from today, and no “today” is given."
        if not all(each in days for each in axis.questions):
            continue
        spot = _spot(axis, ordinal, today, days)
        if not axis.low <= spot <= axis.high:
            return f"{_shown(answer)} is out of range: “{question.id}” takes {_dates(axis)}."
        places[number] = spot
    return None


def _spot(axis: Axis, ordinal: int, today: date | None, days: Mapping[str, int]) -> int:
    match axis.kind:
        case "day":
            return ordinal
        case "ago":
            return today.toordinal() - ordinal if today else 0
        case _:
            return days[axis.second] - days[axis.first]


def _dates(axis: Axis) -> str:
    if axis.kind == "ago":
        return "today only" if axis.low == axis.high else _side_of_today(axis)
    return f"{labels.iso(axis.low)} to {labels.iso(axis.high)}"


def _side_of_today(axis: Axis) -> str:
    return "days up to today" if axis.low == 0 else "days from today on"


def _shown(answer: str) -> str:
    return f"“{visible(answer, 60)}”"
