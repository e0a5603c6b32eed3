"""What rules can tell apart about a reader: an answer, or the days between two dates.

Each is an axis: a line of whole numbers on which a reader stands once they have answered. A date
gives up to three kinds of them: the day itself, the days since then as seen from today, and the
days from another date that was asked for. All are exact, since all are whole days.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal, Protocol

from waypost.core.nodes import Text
from waypost.diagnostics import Problem, nearest
from waypost.model import hints
from waypost.model.records import Question, Tree
from waypost.trees.intervals import Bound, Scale, day_of, number_of

TODAY = "today"

FIRST_DAY, LAST_DAY = date.min.toordinal(), date.max.toordinal()

AxisKind = Literal["option", "number", "day", "ago", "between"]


class FactValues(Protocol):
    """What trees need to know of facts."""

    def __contains__(self, id: object) -> bool: ...
    def number(self, id: str) -> Decimal | None: ...
    def date(self, id: str) -> date | None: ...
    def text(self, id: str) -> str: ...
    def value(self, id: str) -> str: ...
    def __iter__(self) -> Iterator[str]: ...


@dataclass(frozen=True, slots=True)
class Axis:
    """A line of whole numbers, from ``low`` to ``high``.

    ``option`` counts the options of ``first``; ``number`` counts steps of its scale; ``day`` is the
    ordinal of a date; ``ago`` is how many days before today it lies; ``between`` is how many days
    the date ``second`` comes after the date ``first``.
    """

    kind: AxisKind
    first: str
    second: str = ""
    low: Bound = -math.inf
    high: Bound = math.inf
    scale: Scale = field(default=Scale())

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions that must be answered before the reader has a place on this axis."""
        return (self.first, self.second) if self.second else (self.first,)


@dataclass(frozen=True, slots=True)
class Name:
    """What a rule may test: an axis, counted forwards (1) or backwards (-1)."""

    axis: int
    sign: int = 1


@dataclass(slots=True)
class Axes:
    """The axes of one tree. Those between dates appear when something first asks for them."""

    tree: Tree
    questions: Mapping[str, Question]
    lines: list[Axis] = field(default_factory=list)
    _index: dict[tuple[AxisKind, str, str], int] = field(default_factory=dict)

    def of(self, kind: AxisKind, first: str, second: str = "") -> int:
        """The number of an axis; it is made where it isn't there yet."""
        key = (kind, first, second)
        if key not in self._index:
            self._index[key] = len(self.lines)
            self.lines.append(Axis(kind, first, second))
        return self._index[key]

    def find(self, kind: AxisKind, first: str) -> Axis | None:
        """An axis of one question, if anything asks for it."""
        number = self._index.get((kind, first, ""))
        return None if number is None else self.lines[number]

    def name(self, id: str) -> Name:
        """The axis of a question's own answer."""
        kind = self.questions[id].type
        own: Mapping[str, AxisKind] = {"date": "day", "number": "number"}
        return Name(self.of(own.get(kind, "option"), id))

    def days(self, start: str, end: str) -> Name:
        """The axis of the whole days from one date to another; either may be today."""
        if end == TODAY:
            return Name(self.of("ago", start))
        if start == TODAY:
            return Name(self.of("ago", end), -1)
        order = list(self.questions)
        if order.index(start) <= order.index(end):
            return Name(self.of("between", start, end))
        return Name(self.of("between", end, start), -1)

    def narrow(self, axis: int, low: Bound, high: Bound, scale: Scale | None = None) -> None:
        """Give an axis ends and a scale."""
        old = self.lines[axis]
        self.lines[axis] = Axis(
            old.kind,
            old.first,
            old.second,
            max(old.low, low),
            min(old.high, high),
            scale or old.scale,
        )


Report = Callable[[Problem], None]


@dataclass(frozen=True, slots=True)
class Limit:
    """One end of what may be answered, as read."""

    value: Fraction | None = None
    today: bool = False


def make_axes(tree: Tree, facts: FactValues, report: Report) -> Axes:
    """The axes of the questions' own answers, with their ends."""
    axes = Axes(tree, {str(question.id): question for question in tree.questions})
    for question in axes.questions.values():
        own = axes.name(question.id).axis
        if question.type == "number":
            _number(axes, own, question, facts, report)
        elif question.type == "date":
            _date(axes, own, question, facts, report)
        else:
            axes.narrow(own, 0, len(question.options) - 1)
    return axes


def _number(axes: Axes, own: int, question: Question, facts: FactValues, report: Report) -> None:
    low = _limit(question, question.min, facts, report)
    high = _limit(question, question.max, facts, report)
    step = _limit(question, question.step, facts, report).value
    if step is not None and step <= 0 and question.step is not None:
        report(Problem("unreadable-limit", question.step.at, _limit_about(question, question.step)))
        step = None
    scale = Scale(low.value or Fraction(0), step or Fraction(1))
    top = math.floor(scale.index(high.value)) if high.value is not None else math.inf
    bottom = 0 if low.value is not None else -math.inf
    _refuse_empty(question, bottom > top, report)
    axes.narrow(own, bottom, max(bottom, top), scale)


def _date(axes: Axes, own: int, question: Question, facts: FactValues, report: Report) -> None:
    low = _limit(question, question.min, facts, report)
    high = _limit(question, question.max, facts, report)
    bottom = int(low.value) if low.value is not None else FIRST_DAY
    top = int(high.value) if high.value is not None else LAST_DAY
    _refuse_empty(question, bottom > top, report)
    axes.narrow(own, bottom, max(bottom, top))
    if low.today or high.today:
        since = axes.of("ago", question.id)
        axes.narrow(since, 0 if high.today else -math.inf, 0 if low.today else math.inf)


def _refuse_empty(question: Question, empty: bool, report: Report) -> None:
    if empty and question.max is not None:
        about = {"question": question.id, "min": question.min or "", "max": question.max}
        report(Problem("empty-range", question.max.at, about, width=len(question.max)))


def _limit(question: Question, text: Text | None, facts: FactValues, report: Report) -> Limit:
    if text is None or not text.strip():
        return Limit()
    if question.type == "date" and text.strip() == TODAY:
        return Limit(today=True)
    value = constant(text.strip(), question.type == "date", facts)
    if isinstance(value, Fraction):
        return Limit(value)
    report(_bad_constant(value, text, facts) or _unreadable_limit(question, text))
    return Limit()


def _unreadable_limit(question: Question, text: Text) -> Problem:
    about = _limit_about(question, text)
    return Problem("unreadable-limit", text.at, about, width=len(text))


def _limit_about(question: Question, text: Text) -> dict[str, str]:
    wanted = "a date such as 2027-03-01, or today" if question.type == "date" else "a number"
    return {"question": question.id, "value": text, "wanted": wanted}


def constant(written: str, is_date: bool, facts: FactValues) -> Fraction | str:
    """The number that a constant of a test stands for: a number, a date's ordinal, or a fact.

    Where it stands for none, the id of the fact that is at fault, or an empty text.
    """
    if written.startswith("facts."):
        id = written.removeprefix("facts.")
        if id not in facts:
            return id
        day, number = facts.date(id), facts.number(id)
        if is_date:
            return Fraction(day.toordinal()) if day is not None else id
        return Fraction(number) if number is not None else id
    if is_date:
        day = day_of(written)
        return Fraction(day.toordinal()) if day is not None else ""
    value = number_of(written)
    return Fraction(value) if value is not None else ""


def _bad_constant(fact: str, at: Text, facts: FactValues) -> Problem | None:
    return fact_problem(fact, at, facts, "a number or a date") if fact else None


def fact_problem(fact: str, at: Text, facts: FactValues, wanted: str) -> Problem:
    """What is wrong with a fact that a test refers to."""
    if fact in facts:
        about = {"fact": fact, "value": facts.value(fact), "wanted": wanted}
        number, unit = hints.split(facts.value(fact))
        about["why_mend"] = (
            f"Write its unit apart: {fact}: {{value: {number}, unit: {unit}}}. " if unit else ""
        )
        return Problem("unfit-fact", at.at, about, width=len(at))
    about = {"name": fact, "nearest": nearest(fact, facts)}
    return Problem("unknown-fact", at.at, about, width=len(at))
