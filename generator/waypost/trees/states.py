"""The states of the exploration, their edges, and its result."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from waypost.trees.axes import Box
from waypost.trees.compile_plan import NOWHERE, Plan

Repeated = tuple[tuple[int, Box | None], ...]
"""Answers that a text repeats; a None is the place of the answer that is being given."""


class State(NamedTuple):
    """A question that is asked, and what of the answers so far can still matter.

    ``left`` has, for each group of lists, the rules left and the axes known; ``repeated`` has the
    answers that a text repeats; ``zone`` what is known of dates that bear on one another.
    """

    node: int
    answered: int
    left: tuple[tuple[int, int, int], ...]
    repeated: Repeated
    zone: Box


class ToState(NamedTuple):
    """Arrival at a question; ``state`` is its number."""

    state: int


class End(NamedTuple):
    """Arrival at an outcome; ``variant`` is the rule of its text, or none."""

    node: int
    variant: int
    repeated: Repeated


class Hole(NamedTuple):
    """A path that ends where it must not. ``kind`` is the code of the finding.

    ``node`` and ``rule`` say where; ``more`` is the missing axis, or the questions of a cycle.
    """

    kind: str
    node: int
    rule: int = NOWHERE
    more: tuple[int, ...] = ()


Arrival = ToState | State | End | Hole
"""A state itself stands for one that has no number yet."""


class Edge(NamedTuple):
    """Some answers, and where they lead: one place, unless the tree has errors."""

    box: Box
    arrivals: tuple[Arrival, ...]


@dataclass(slots=True)
class Explored:
    """All states with their edges. ``parents`` leads back from each to the start.

    ``full`` is false where there were too many states; then only part of the tree has been seen.
    ``seen`` has, for each node that is watched, the rules that could hold.
    """

    plan: Plan
    states: list[State] = field(default_factory=list)
    edges: list[list[Edge]] = field(default_factory=list)
    parents: list[tuple[int, Box]] = field(default_factory=list)
    fired: set[tuple[int, int]] = field(default_factory=set)
    reached: set[int] = field(default_factory=set)
    seen: dict[int, int] = field(default_factory=dict)
    full: bool = True

    def holes(self) -> Iterator[tuple[Hole, int, Box]]:
        """Every hole, with the state and the answers that lead into it."""
        for state, edges in enumerate(self.edges):
            for edge in edges:
                for arrival in edge.arrivals:
                    if isinstance(arrival, Hole):
                        yield arrival, state, edge.box
