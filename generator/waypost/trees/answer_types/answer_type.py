"""The protocol of an answer type: all that trees need to know of one ``type`` of question."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import ClassVar, Protocol

from waypost.core.nodes import Text
from waypost.diagnostics import Problem
from waypost.diagnostics.message_format import visible
from waypost.model.facts import Facts
from waypost.model.records import Question
from waypost.trees.axes import Axes, Axis
from waypost.trees.constants import Report, fact_problem
from waypost.trees.graph import Field
from waypost.trees.intervals import Bound


@dataclass(slots=True)
class Position:
    """A reader on the axes of a tree: ``places`` has their place on each that is known."""

    axes: Axes
    today: date | None
    places: dict[int, int] = field(default_factory=dict)


class AnswerType(Protocol):
    """One type of answer; stateless. To add one, see CONTRIBUTING.md.

    ``unfit`` are the fields of a question that mean nothing for it. With ``has_options`` readers
    pick one of the listed options; otherwise they type into a field. With ``is_date`` rules may
    count days from it to other dates.
    """

    name: ClassVar[str]
    unfit: ClassVar[tuple[str, ...]]
    has_options: ClassVar[bool] = False
    is_date: ClassVar[bool] = False

    def axes(self, question: Question, facts: Facts, report: Report) -> Sequence[Axis]:
        """The axis of the answer itself, and others to which the limits of answers give ends."""

    def place(self, question: Question, answer: str, position: Position) -> str | None:
        """Put the reader where a typed ``answer`` places them; else the error, in words."""

    def anything(self, question: Question) -> str:
        """All answers together, in words, where these aren't options."""
        return ""

    def field(self, question: Question, axes: Axes) -> Field | None:
        """The field into which readers type, if they do."""
        return None

    def prompt(self, question: Question) -> str:
        """The words before the cursor in a terminal."""


def quoted(answer: str) -> str:
    """An answer as errors show it."""
    return f"“{visible(answer, 60)}”"


@dataclass(frozen=True, slots=True)
class Limits:
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
