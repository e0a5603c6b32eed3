"""The graph of a compiled tree: steps and links, nothing to evaluate."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from waypost.core.nodes import Text
from waypost.trees.intervals import Bound


class Band(NamedTuple):
    """One condition on a number or a date, both ends included; None is no end.

    ``number``: the number itself. ``day``: the date. ``ago``: how many days before today it lies.
    ``between``: how many days it comes after the answer to the question ``other``. ``least`` and
    ``most`` are the ends as texts (a number, or a date as YYYY-MM-DD) for script to compare.
    """

    kind: str
    least: str | None
    most: str | None
    other: str | None = None
    axis: int = -1
    low: Bound = 0
    high: Bound = 0


class Choice(NamedTuple):
    """A link: some answers, and the step or outcome they lead to.

    ``option`` is the id of a choice question's option; a number or date has ``bands``, all of which
    hold. ``section`` is the part of the outcome's page that is meant. ``to`` is None where the tree
    has an error there; such a graph is never served.
    """

    label: str
    to: str | None
    ends: bool = False
    section: str | None = None
    option: str | None = None
    bands: tuple[Band, ...] = ()
    slug: str = ""
    hole: str = ""


class Step(NamedTuple):
    """A question in one situation. ``remaining`` is the longest way to an end, itself counted."""

    id: str
    question: str
    choices: tuple[Choice, ...]
    remaining: int = 1


@dataclass(frozen=True, slots=True)
class Section:
    """One variant of an outcome's text. ``id`` is its fragment; None where it is the only one.

    ``answers`` are the labels that `{{ answers.ID }}` stands for in ``text``.
    """

    id: str | None
    text: Text | None
    answers: Mapping[str, str] = field(default_factory=dict)


class Ending(NamedTuple):
    """An outcome as the graph ends in it.

    A reader who finds something out there goes on from one of the steps ``onward``.
    """

    id: str
    title: str
    sections: tuple[Section, ...]
    onward: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """The field of a form into which an answer is typed.

    ``input`` and ``keyboard`` are the `type` and `inputmode` of the HTML element. ``min``, ``max``
    and ``step`` are texts for script to compare: numbers, or dates as YYYY-MM-DD, of which an end
    may also be ``today``, or both. ``forms`` say an answer with its unit, by
    plural category, the number as ``{}``, and ``digits`` are the decimals that it has at least.
    """

    label: str
    input: str
    min: str
    max: str
    step: str
    forms: Mapping[str, str] = field(default_factory=dict)
    digits: int = 0
    keyboard: str = ""


@dataclass(frozen=True)
class Graph:
    """Steps in the order in which readers come to them, and outcomes in the order of the file.

    ``fields`` has the field of each question whose answer is typed.
    """

    id: str
    start: str
    steps: tuple[Step, ...]
    outcomes: tuple[Ending, ...]
    fields: Mapping[str, Field] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> Mapping[str, Step]:
        return {step.id: step for step in self.steps}

    @cached_property
    def endings(self) -> Mapping[str, Ending]:
        return {ending.id: ending for ending in self.outcomes}
