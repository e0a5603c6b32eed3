"""Answers of type `choice`: readers pick one of the listed options."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from waypost.model.records import Question
from waypost.trees.answer_types.answer_type import AnswerType, Position, quoted
from waypost.trees.axes import Axes, Axis
from waypost.trees.constants import FactValues, Report
from waypost.trees.graph import Field
from waypost.trees.intervals import Bound


@dataclass(frozen=True, slots=True)
class OptionAxis(Axis):
    """The options of a question by their place in the list, from 0."""

    kind: ClassVar[str] = "option"
    discrete: ClassVar[bool] = True
    forms: ClassVar[str] = "an option, “not” and an option, or a list of options"

    def suggestion(self, written: str) -> str:
        """Nothing: an option that doesn't exist has a problem of its own."""
        return ""

    def value(self, place: Bound) -> str:
        """An option's id."""
        return str(self.first.options[int(place)].id)

    def slug(self, place: Bound) -> str:
        """An option's id."""
        return self.value(place)

    def label(self, low: Bound, high: Bound, asked: str) -> str:
        """An option's label."""
        return str(self.first.options[int(low)].label)


class ChoiceAnswer(AnswerType):
    """One of a few options."""

    name = "choice"
    unfit = ("min", "max", "step", "unit")
    has_options = True

    def axes(self, question: Question, facts: FactValues, report: Report) -> Sequence[Axis]:
        """The options, which have no limits."""
        return [OptionAxis(question, low=0, high=len(question.options) - 1)]

    def place(self, question: Question, answer: str, position: Position) -> str | None:
        """The place of the option whose id is ``answer``."""
        ids = [str(option.id) for option in question.options]
        if answer not in ids:
            known = ", ".join(ids)
            return f"{quoted(answer)} is not an answer to “{question.id}”. Answers: {known}."
        position.places[position.axes.own[question.id]] = ids.index(answer)
        return None

    def anything(self, question: Question) -> str:
        """Options are never put together."""
        return "any"

    def field(self, question: Question, axes: Axes) -> Field | None:
        """No field: the options are links."""
        return None

    def prompt(self, question: Question) -> str:
        """The options are listed with numbers."""
        return "Number"
