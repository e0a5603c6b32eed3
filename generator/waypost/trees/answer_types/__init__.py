"""The types of answer that a question of a tree may ask for, by the name of its field ``type``."""

from collections.abc import Mapping
from typing import Final

from waypost.diagnostics import Report
from waypost.model.facts import Facts
from waypost.model.records import Question, Tree
from waypost.trees.answer_types.choice_answer import OptionAxis
from waypost.trees.answer_types.date_answer import DayAxis, days_between
from waypost.trees.answer_types.number_answer import NumberAxis
from waypost.trees.axes import AnswerAxis, Axes

__all__ = ["days_between", "make_axes", "type_of"]

ANSWER_TYPES: Final[Mapping[str, type[AnswerAxis]]] = {
    each.name: each for each in (OptionAxis, NumberAxis, DayAxis)
}


def type_of(question: Question) -> type[AnswerAxis]:
    """The type of a question's answers; that of options where it names none that there is."""
    return ANSWER_TYPES.get(str(question.type), ANSWER_TYPES["choice"])


def make_axes(tree: Tree, facts: Facts, report: Report) -> Axes:
    """The axes of the questions' own answers, with their ends."""
    axes = Axes({str(question.id): question for question in tree.questions}, facts.messages)
    for id, question in axes.questions.items():
        own, *further = type_of(question).axes(question, facts, report)
        axes.own[id] = axes.add(own)
        for each in further:
            axes.add(each)
    return axes
