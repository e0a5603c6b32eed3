"""Difference bounds: decides whether distances between dates can be true together.

A reader's dates and today are points on one line. What is known of them are bounds on the
differences of two points. Such bounds hold together exactly if no cycle of them adds up to less
than nothing (Bellman and Ford; as in the difference-bound matrices of timed automata).
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from waypost.trees.axes import Axis
from waypost.trees.intervals import Bound


def possible(bounds: Iterable[tuple[int, Bound, Bound]], axes: Sequence[Axis]) -> bool:
    """True where some dates, and some today, satisfy all bounds on axes of dates."""
    edges: list[tuple[str, str, Bound]] = []
    for number, low, high in bounds:
        first, second = axes[number].points or ("", "")
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
    left = {number: axis.points for number, axis in enumerate(axes) if axis.points}
    while True:
        degree = Counter(point for points in left.values() for point in points)
        loose = [
            number for number, points in left.items() if any(degree[point] == 1 for point in points)
        ]
        if not loose:
            return frozenset(left)
        for number in loose:
            del left[number]
