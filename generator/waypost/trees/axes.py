"""Axes: the lines of whole numbers on which answers place a reader, and which rules test.

An answer has one of its own; a date may have further ones (see `answer_types.date_answer`). All
tests are exact, since all places are whole numbers.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import ClassVar, NamedTuple, cast

from waypost.core.messages import ENGLISH, Messages
from waypost.core.nodes import Text
from waypost.diagnostics import Problem, Report
from waypost.diagnostics.message_format import visible
from waypost.model.facts import Facts
from waypost.model.records import Question
from waypost.model.typed_numbers import number_form
from waypost.trees.constants import fact_problem, number_constant
from waypost.trees.graph import Field
from waypost.trees.intervals import Bound, Scale

Box = tuple[tuple[int, Bound, Bound], ...]
"""Some answers: for each axis on which they place the reader, from where to where."""


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis from ``low`` to ``high``, on which the answers to one or two questions place readers.

    ``kind`` is what script calls it in a page. On a ``discrete`` axis each place is an answer of
    its own. ``wanted`` is what tests compare with, ``forms`` how such a test is written; where a
    test that can't be read ``suggests`` another, that is one of numbers.
    """

    kind: ClassVar[str]
    discrete: ClassVar[bool] = False
    wanted: ClassVar[str] = "a number"
    forms: ClassVar[str] = "a number such as 5, <= 5, 3..5, or a fact such as <= facts.window"
    suggests: ClassVar[bool] = True

    first: Question
    second: Question | None = None
    low: Bound = -math.inf
    high: Bound = math.inf
    scale: Scale = field(default=Scale())

    @property
    def questions(self) -> tuple[str, ...]:
        """The ids of those that must be answered before the reader has a place on this axis."""
        return tuple(str(each.id) for each in (self.first, self.second) if each)

    @property
    def points(self) -> tuple[str, str] | None:
        """The points in time whose distance in days is measured; None where it is none."""
        return None

    @staticmethod
    def constant(written: str, facts: Facts) -> Fraction | str:
        """The value that a test compares with; where it is none, as for `number_constant`."""
        return number_constant(written, facts)

    def today(self, axes: Axes) -> int | None:
        """The number of the axis that counts from today, where `today` may be compared with."""
        return None

    def value(self, place: Bound) -> str:
        """A place as programs and scenarios write it."""
        return str(int(place))

    def end(self, place: Bound) -> str | None:
        """An end of answers as programs write it; None where there is none."""
        return None if math.isinf(place) else self.value(place)

    def slug(self, place: Bound) -> str:
        """A place as a part of an id."""
        return self.value(place).replace("-", "minus-").replace(".", "_")

    def slug_of(self, low: Bound, high: Bound) -> str:
        """The places from ``low`` to ``high`` as a part of an id."""
        if low == high:
            return self.slug(low)
        first = self.slug(low) if low > self.low else ""
        last = self.slug(high) if high < self.high else ""
        if first and last:
            return f"{first}-to-{last}"
        return f"from-{first}" if first else f"to-{last}" if last else ""

    def label(self, low: Bound, high: Bound, asked: str, say: Messages) -> str:
        """The answers from ``low`` to ``high`` to the question ``asked``, in words for people.

        An end that is the end of all answers is infinite.
        """
        raise NotImplementedError

    def label_of(self, low: Bound, high: Bound, asked: str, say: Messages) -> str:
        """The same; nothing where these are all answers."""
        # An end that is the end of all answers is no end to speak of.
        lowest = -math.inf if low <= self.low and not low == high == self.low else low
        highest = math.inf if high >= self.high and not low == high == self.high else high
        if lowest == -math.inf and highest == math.inf:
            return ""
        return self.label(lowest, highest, asked, say)

    def band(self, low: Bound, high: Bound, asked: str) -> tuple[str | None, str | None, str]:
        """The ends of answers to the question ``asked`` as programs write them.

        And the id of the question from whose answer they are counted, if any.
        """
        return self.end(low), self.end(high), ""


@dataclass(frozen=True, slots=True)
class AnswerAxis(Axis):
    """The axis of a question's own answers: one type of answer. To add one, see CONTRIBUTING.md.

    ``name`` is the `type` that questions give. ``unfit`` are the fields of a question that mean
    nothing for it. Where it is discrete readers pick an option; otherwise they type into a field.
    """

    name: ClassVar[str]
    unfit: ClassVar[tuple[str, ...]]

    @classmethod
    def axes(cls, question: Question, facts: Facts, report: Report) -> Sequence[Axis]:
        """The axis of the answer itself, and others to which the limits of answers give ends."""
        raise NotImplementedError

    def place(self, answer: str, position: Position) -> str | None:
        """Put the reader where a typed ``answer`` places them; else the error, in words."""
        raise NotImplementedError

    def anything(self, say: Messages) -> str:
        """All answers together, in words, where these aren't options."""
        return ""

    def field(self, axes: Axes) -> Field | None:
        """The field into which readers type, if they do."""
        return None

    def prompt(self) -> str:
        """The words before the cursor in a terminal."""
        raise NotImplementedError


def quoted(answer: str) -> str:
    """An answer as errors show it."""
    return f"“{visible(answer, 60)}”"


@dataclass(slots=True)
class Position:
    """A reader on the axes of a tree: ``places`` has their place on each that is known."""

    axes: Axes
    today: date | None
    places: dict[int, int] = field(default_factory=dict)


class Variable(NamedTuple):
    """A name that rules may test: an axis, counted forwards (1) or backwards (-1)."""

    axis: int
    sign: int = 1


@dataclass(slots=True)
class Axes:
    """The axes of one tree. Those between dates appear when something first asks for them."""

    questions: Mapping[str, Question]
    messages: Messages = ENGLISH
    lines: list[Axis] = field(default_factory=list)
    own: dict[str, int] = field(default_factory=dict)
    """The number of the axis of each question's own answer."""

    _index: dict[tuple[type[Axis], tuple[str, ...]], int] = field(default_factory=dict)

    def add(self, axis: Axis) -> int:
        """The number of ``axis``, or of the one that is there in its place."""
        key = (type(axis), axis.questions)
        if key not in self._index:
            self._index[key] = len(self.lines)
            self.lines.append(axis)
        return self._index[key]

    def of(self, kind: type[Axis], first: str, second: str = "") -> int:
        """The number of the axis of a kind for one or two questions, made if it isn't there."""
        return self.add(kind(self.questions[first], self.questions[second] if second else None))

    def find(self, kind: type[Axis], id: str) -> Axis | None:
        """The axis of a kind for one question, if anything asks for it."""
        number = self._index.get((kind, (id,)))
        return None if number is None else self.lines[number]

    def of_answer(self, id: str) -> AnswerAxis:
        """The axis of a question's own answer."""
        return cast(AnswerAxis, self.lines[self.own[id]])

    def label(self, box: Box, asked: str) -> str:
        """The answers of ``box`` to the question ``asked``, as readers and editors see them."""
        say = self.messages
        parts = [self.lines[number].label_of(low, high, asked, say) for number, low, high in box]
        return say.join(list(filter(None, parts)), "and") or self.of_answer(asked).anything(say)

    def slug(self, box: Box) -> str:
        """The answers of ``box`` as a part of an id."""
        parts = [self.lines[number].slug_of(low, high) for number, low, high in box]
        return "-".join(filter(None, parts)) or "any"


class Limits(NamedTuple):
    """Reads the limits of a question's answers; ``wanted`` is what may stand there, in words."""

    question: Question
    axis: type[Axis]
    wanted: str
    facts: Facts
    report: Report

    def read(self, text: Text | None) -> Fraction | None:
        """The value of a limit; None where there is none, or one that can't be read."""
        if text is None or not text.strip():
            return None
        value = self.axis.constant(text.strip(), self.facts)
        if isinstance(value, Fraction):
            return value
        if value:
            self.report(fact_problem(value, text, self.facts, "a number or a date"))
        elif self.axis.suggests and (odd := number_form(text.strip(), text)):
            self.report(odd)
        else:
            self.refuse(text, width=len(text))
        return None

    def refuse(self, text: Text, width: int = 1) -> None:
        """Report a limit that is none."""
        about = {"question": self.question.id, "value": text, "wanted": self.wanted}
        self.report(Problem("unreadable-limit", text.at, about, width=width))

    def refuse_empty(self, low: Bound, high: Bound) -> None:
        """Report limits between which no answer is left."""
        least, most = self.question.min, self.question.max
        if low > high and most is not None:
            about = {"question": self.question.id, "min": least or "", "max": most}
            self.report(Problem.of("empty-range", most, **about))
