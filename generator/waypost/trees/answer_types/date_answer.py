"""Answers of type `date`: readers choose a day, which rules may compare with today or another.

A date gives up to three kinds of axes: the day itself, the days since then as seen from today, and
the days to it from another date that was asked for.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from waypost.core.messages import Messages
from waypost.core.nodes import Text
from waypost.diagnostics import Report
from waypost.model import scalars
from waypost.model.facts import Facts
from waypost.model.records import Question
from waypost.trees.answer_types.day_labels import (
    FIRST_DAY,
    LAST_DAY,
    days,
    days_after,
    days_ago,
    iso,
)
from waypost.trees.axes import AnswerAxis, Axes, Axis, Limits, Position, Variable, quoted
from waypost.trees.constants import TODAY, day_constant
from waypost.trees.graph import Field
from waypost.trees.intervals import Bound

ORIGIN = ""
NOW = "today "
"""Points in time beside the questions' own dates; no id has a space."""


@dataclass(frozen=True, slots=True)
class DayAxis(AnswerAxis):
    """A day between ``min`` and ``max``, each of which may be `today`, by its ordinal."""

    name: ClassVar[str] = "date"
    unfit: ClassVar[tuple[str, ...]] = ("options", "step", "unit")
    kind: ClassVar[str] = "day"
    wanted: ClassVar[str] = "a date"
    forms: ClassVar[str] = (
        "a date such as 2027-03-01, <= and a date, or two dates with .. between them"
    )
    suggests: ClassVar[bool] = False

    @classmethod
    def axes(cls, question: Question, facts: Facts, report: Report) -> Sequence[Axis]:
        limits = Limits(question, cls, "a date such as 2027-03-01, or today", facts, report)
        from_today, to_today = _is_today(question.min), _is_today(question.max)
        low = None if from_today else limits.read(question.min)
        high = None if to_today else limits.read(question.max)
        bottom = int(low) if low is not None else FIRST_DAY
        top = int(high) if high is not None else LAST_DAY
        limits.refuse_empty(bottom, top)
        day = cls(question, low=bottom, high=max(bottom, top))
        if not (from_today or to_today):
            return [day]
        least, most = 0 if to_today else -math.inf, 0 if from_today else math.inf
        return [day, AgoAxis(question, low=least, high=most)]

    @property
    def points(self) -> tuple[str, str]:
        return ORIGIN, str(self.first.id)

    @staticmethod
    def constant(written: str, facts: Facts) -> Fraction | str:
        return day_constant(written, facts)

    def today(self, axes: Axes) -> int:
        return axes.of(AgoAxis, str(self.first.id))

    def value(self, place: Bound) -> str:
        return iso(place)

    def end(self, place: Bound) -> str | None:
        return None if place in (FIRST_DAY, LAST_DAY) or math.isinf(place) else self.value(place)

    def slug(self, place: Bound) -> str:
        return self.value(place)

    def label(self, low: Bound, high: Bound, asked: str, say: Messages) -> str:
        return days(low, high, say)

    def range(self) -> str:
        """The days that may be answered, in words for errors."""
        return f"{self.value(self.low)} to {self.value(self.high)}"

    def place(self, answer: str, position: Position) -> str | None:
        day = scalars.day(answer)
        if day is None:
            return f"{quoted(answer)} is not a date; “{self.first.id}” wants one like 2027-03-01."
        axes, places = position.axes, position.places
        known = {id: places[number] for id, number in axes.own.items() if number in places}
        known |= {ORIGIN: 0, str(self.first.id): day.toordinal()}
        if position.today is not None:
            known[NOW] = position.today.toordinal()
        for number, axis in enumerate(axes.lines):
            if axis.points is None or self.first.id not in axis.questions:
                continue
            start, end = axis.points
            if end == NOW and NOW not in known:
                return f"“{self.first.id}” is counted from today, and no “today” is given."
            if start not in known or end not in known:
                continue
            distance = known[end] - known[start]
            if not axis.low <= distance <= axis.high:
                assert isinstance(axis, DayAxis | AgoAxis)
                return f"{quoted(answer)} is out of range: “{self.first.id}” takes {axis.range()}."
            places[number] = distance
        return None

    def anything(self, say: Messages) -> str:
        return say.gettext("any date")

    def field(self, axes: Axes) -> Field | None:
        since = axes.find(AgoAxis, self.first.id)
        return Field(
            label=axes.messages.gettext("Date"),
            input="date",
            min=_both(self.end(self.low), today=since is not None and since.high == 0),
            max=_both(self.end(self.high), today=since is not None and since.low == 0),
            step="1",
        )

    def prompt(self) -> str:
        return "Date, like 2027-03-01"


@dataclass(frozen=True, slots=True)
class AgoAxis(Axis):
    """The days from a date to today; negative where it lies ahead."""

    kind: ClassVar[str] = "ago"

    @property
    def points(self) -> tuple[str, str]:
        return str(self.first.id), NOW

    def label(self, low: Bound, high: Bound, asked: str, say: Messages) -> str:
        return days_ago(max(low, self.low), min(high, self.high), say)

    def range(self) -> str:
        """The days that may be answered, in words for errors."""
        if self.low == self.high:
            return "today only"
        return "days up to today" if self.low == 0 else "days from today on"


@dataclass(frozen=True, slots=True)
class BetweenAxis(Axis):
    """The days from the date of one question to that of another."""

    kind: ClassVar[str] = "between"

    @property
    def points(self) -> tuple[str, str]:
        return str(self.first.id), str(self._other.id)

    @property
    def _other(self) -> Question:
        assert self.second is not None
        return self.second

    def label(self, low: Bound, high: Bound, asked: str, say: Messages) -> str:
        if asked == self._other.id:
            return days_after(low, high, str(self.first.ask), say)
        return days_after(-high, -low, str(self._other.ask), say)

    def band(self, low: Bound, high: Bound, asked: str) -> tuple[str | None, str | None, str]:
        if asked == self.first.id:
            return self.end(-high), self.end(-low), str(self._other.id)
        return self.end(low), self.end(high), str(self.first.id)


def _is_today(limit: Text | None) -> bool:
    return limit is not None and limit.strip() == TODAY


def _both(fixed: str | None, *, today: bool) -> str:
    """The ends of what may be chosen on one side: a date, ``today``, or both."""
    return " ".join(filter(None, (fixed, TODAY if today else "")))


def days_between(axes: Axes, start: str, end: str) -> Variable:
    """The name for the whole days from one date to another; either may be `today`."""
    if end == TODAY:
        return Variable(axes.of(AgoAxis, start))
    if start == TODAY:
        return Variable(axes.of(AgoAxis, end), -1)
    order = list(axes.questions)
    if order.index(start) <= order.index(end):
        return Variable(axes.of(BetweenAxis, start, end))
    return Variable(axes.of(BetweenAxis, end, start), -1)
