"""Answers of type `choice`: readers pick one of the listed options."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from waypost.core.messages import Messages
from waypost.diagnostics import Report
from waypost.model.facts import Facts
from waypost.model.records import Question
from waypost.trees.axes import AnswerAxis, Position, quoted
from waypost.trees.intervals import Bound


@dataclass(frozen=True, slots=True)
class OptionAxis(AnswerAxis):
    """The options of a question by their place in the list, from 0."""

    name: ClassVar[str] = "choice"
    unfit: ClassVar[tuple[str, ...]] = ("min", "max", "step", "unit")
    kind: ClassVar[str] = "option"
    discrete: ClassVar[bool] = True
    forms: ClassVar[str] = "an option, “not” and an option, or a list of options"
    suggests: ClassVar[bool] = False

    @classmethod
    def axes(cls, question: Question, facts: Facts, report: Report) -> Sequence[AnswerAxis]:
        return [cls(question, low=0, high=len(question.options) - 1)]

    def value(self, place: Bound) -> str:
        return str(self.first.options[int(place)].id)

    def slug(self, place: Bound) -> str:
        return self.value(place)

    def label(self, low: Bound, high: Bound, asked: str, say: Messages) -> str:
        return str(self.first.options[int(low)].label)

    def place(self, answer: str, position: Position) -> str | None:
        ids = [str(option.id) for option in self.first.options]
        if answer not in ids:
            known = ", ".join(ids)
            return f"{quoted(answer)} is not an answer to “{self.first.id}”. Answers: {known}."
        position.places[position.axes.own[self.first.id]] = ids.index(answer)
        return None

    def prompt(self) -> str:
        return "Number"
