"""Minimises the states, as of an automaton: those with the same future become one.

It starts from the ends; neighbouring bands that then agree are joined.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from waypost.trees.compile_plan import Plan
from waypost.trees.states import Box, Edge, End, Explored, Hole, ToState


class To(NamedTuple):
    """A link's end: a merged state."""

    state: int


Target = To | End | Hole
Link = tuple[Box, Target]

UNDECIDED = Hole("undecided", -1)
"""A target that an error of the tree leaves open."""


@dataclass(frozen=True, slots=True)
class Merged:
    """States without repetitions, ends first; the last one is the start.

    ``members`` are the numbers of the states that were merged into each.
    """

    nodes: Sequence[int]
    links: Sequence[Sequence[Link]]
    members: Sequence[Sequence[int]]


def minimise(explored: Explored) -> Merged:
    """Merge all states of ``explored`` that have the same future."""
    classes: dict[tuple[int, tuple[Link, ...]], int] = {}
    place_of: dict[int, int] = {}
    nodes: list[int] = []
    links: list[tuple[Link, ...]] = []
    members: list[list[int]] = []
    for state in _ends_first(explored):
        found = ((edge.box, _target(edge, place_of)) for edge in explored.edges[state])
        joined = tuple(_joined(list(found), explored.plan))
        key = (explored.states[state].node, joined)
        if key not in classes:
            classes[key] = len(nodes)
            nodes.append(key[0])
            links.append(joined)
            members.append([])
        place_of[state] = classes[key]
        members[classes[key]].append(state)
    return Merged(nodes, links, members)


def _target(edge: Edge, place_of: dict[int, int]) -> Target:
    if len(edge.arrivals) != 1:
        return UNDECIDED
    match edge.arrivals[0]:
        case ToState(state):
            return To(place_of[state])
        case End() | Hole() as end:
            return end
    return UNDECIDED


def _ends_first(explored: Explored) -> list[int]:
    """The states so that each comes after all that it leads to. No state leads back to itself."""
    order: list[int] = []
    done = [False] * len(explored.edges)
    work: list[tuple[int, bool]] = [(0, False)] if explored.edges else []
    while work:
        state, closing = work.pop()
        if closing:
            order.append(state)
            continue
        if done[state]:
            continue
        done[state] = True
        work.append((state, True))
        following = (
            each.state
            for edge in explored.edges[state]
            for each in edge.arrivals
            if isinstance(each, ToState)
        )
        work.extend((each, False) for each in following if not done[each])
    return order


def _joined(links: list[Link], plan: Plan) -> list[Link]:
    if not links or not links[0][0] or plan.axes[links[0][0][0][0]].discrete:
        return links
    if len(links[0][0]) == 1:
        return [_spanning(list(run)) for _, run in itertools.groupby(links, key=_end_of)]
    return _joined_boxes(links)


def _end_of(link: Link) -> Target:
    return link[1]


def _spanning(run: list[Link]) -> Link:
    ((axis, low, _),), target = run[0]
    ((_, _, high),), _ = run[-1]
    return ((axis, low, high),), target


def _joined_boxes(links: list[Link]) -> list[Link]:
    """Boxes in several axes, joined where two with one end differ in a single axis and touch."""
    again = True
    while again:
        again = False
        for one, other in itertools.combinations(range(len(links)), 2):
            whole = _union(links[one][0], links[other][0])
            if links[one][1] == links[other][1] and whole is not None:
                links[one] = (whole, links[one][1])
                del links[other]
                again = True
                break
    return links


def _union(one: Box, other: Box) -> Box | None:
    apart = [place for place in range(len(one)) if one[place] != other[place]]
    if len(apart) != 1:
        return None
    (place,) = apart
    axis, low, high = one[place]
    _, low2, high2 = other[place]
    if low2 > high + 1 or low > high2 + 1:
        return None
    return (*one[:place], (axis, min(low, low2), max(high, high2)), *one[place + 1 :])
