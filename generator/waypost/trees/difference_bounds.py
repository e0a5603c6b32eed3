"""Whether distances between dates can be true together.

A reader's dates and today are points on one line. What is known of them are bounds on the
differences of two points. Such bounds hold together exactly if no cycle of them adds up to less
than nothing (Bellman and Ford; as in the difference-bound matrices of timed automata).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from waypost.trees.axes import Axis
from waypost.trees.intervals import Bound

Bounds = tuple[tuple[int, Bound, Bound], ...]
"""Axes with the least and greatest place of the reader on each."""

DATES = frozenset({"day", "ago", "between"})


def ends(axis: Axis) -> tuple[str, str]:
    """The two points whose difference (second less first) an axis of dates measures."""
    match axis.kind:
        case "day":
            return "", axis.first
        case "ago":
            return axis.first, "today "
        case _:
            return axis.first, axis.second


def possible(bounds: Iterable[tuple[int, Bound, Bound]], axes: Sequence[Axis]) -> bool:
    """Whether some dates, and some today, satisfy all bounds."""
    edges: list[tuple[str, str, Bound]] = []
    for number, low, high in bounds:
        first, second = ends(axes[number])
        edges += [(first, second, high), (second, first, -low)]
    edges = [edge for edge in edges if edge[2] < math.inf]
    distance = {point: 0.0 for edge in edges for point in edge[:2]}
    for _ in range(len(distance) + 1):
        changed = False
        for start, end, length in edges:
            if distance[start] + length < distance[end]:
                distance[end] = distance[start] + length
                changed = True
        if not changed:
            return True
    return False


def tangled(axes: Sequence[Axis]) -> frozenset[int]:
    """The axes that may bear on one another: those left when loose ends are cut off for good.

    Between points that form no ring every combination of distances is possible.
    """
    left = {number for number, axis in enumerate(axes) if axis.kind in DATES}
    while True:
        degree: dict[str, int] = {}
        for number in left:
            for point in ends(axes[number]):
                degree[point] = degree.get(point, 0) + 1
        loose = {
            number for number in left if any(degree[point] == 1 for point in ends(axes[number]))
        }
        if not loose:
            return frozenset(left)
        left -= loose
