"""Answers of type `choice`: readers pick one of the listed options."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from waypost.model.facts import Facts
from waypost.model.records import Question
from waypost.trees.answer_types.answer_type import AnswerType, Position, quoted
from waypost.trees.axes import Axis
from waypost.trees.constants import Report
from waypost.trees.intervals import Bound


@dataclass(frozen=True, slots=True)
class OptionAxis(Axis):
    """The options of a question by their place in the list, from 0."""

    kind: ClassVar[str] = "option"
    discrete: ClassVar[bool] = True
    forms: ClassVar[str] = "an option, “not” and an option, or a list of options"
    suggests: ClassVar[bool] = False

    def value(self, place: Bound) -> str:
        return str(self.first.options[int(place)].id)

    def slug(self, place: Bound) -> str:
        return self.value(place)

    def label(self, low: Bound, high: Bound, asked: str) -> str:
        return str(self.first.options[int(low)].label)


class ChoiceAnswer(AnswerType):
    """One of a few options."""

    name = "choice"
    unfit = ("min", "max", "step", "unit")
    has_options = True

    def axes(self, question: Question, facts: Facts, report: Report) -> Sequence[Axis]:
        return [OptionAxis(question, low=0, high=len(question.options) - 1)]

    def place(self, question: Question, answer: str, position: Position) -> str | None:
        ids = [str(option.id) for option in question.options]
        if answer not in ids:
            known = ", ".join(ids)
            return f"{quoted(answer)} is not an answer to “{question.id}”. Answers: {known}."
        position.places[position.axes.own[question.id]] = ids.index(answer)
        return None

    def prompt(self, question: Question) -> str:
        return "Number"
