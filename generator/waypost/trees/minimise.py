"""Minimises the states, as of an automaton: those with the same future become one.

It starts from the ends; neighbouring bands that then agree are joined.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from waypost.trees.axes import Box
from waypost.trees.compile_plan import Plan
from waypost.trees.states import Edge, End, Explored, Hole, ToState

Target = ToState | End | Hole
"""A link's end; the number of a state is that of a merged one."""

Link = tuple[Box, Target]

UNDECIDED = Hole("undecided", -1)
"""A target that an error of the tree leaves open."""


class Merged(NamedTuple):
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
            return ToState(place_of[state])
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
    """The links with boxes of one end joined, where they touch and differ in a single axis."""
    if not links or not links[0][0] or plan.axes[links[0][0][0][0]].discrete:
        return links
    count = 0
    while len(links) != count:
        count = len(links)
        for place in range(len(links[0][0])):
            links = sorted(_joined_along(place, links), key=lambda link: link[0])
    return links


def _joined_along(place: int, links: list[Link]) -> Iterator[Link]:
    """The links joined along the axis at ``place`` of their boxes."""
    alike: dict[object, list[Link]] = {}
    for link in links:
        box, target = link
        alike.setdefault((box[:place], box[place + 1 :], target), []).append(link)
    for found in alike.values():
        box, target = found[0]
        for following, _ in found[1:]:
            axis, low, high = box[place]
            if following[place][1] == high + 1:
                box = (*box[:place], (axis, low, following[place][2]), *box[place + 1 :])
            else:
                yield box, target
                box = following
        yield box, target
