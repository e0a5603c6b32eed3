"""Some answers to a question in words for people, and as a part of an id."""

import math
from collections.abc import Sequence

from waypost.model.records import Question
from waypost.trees.answer_types import type_of
from waypost.trees.axes import Axis
from waypost.trees.difference_bounds import Bounds
from waypost.trees.intervals import Bound


def label(box: Bounds, axes: Sequence[Axis], asked: Question) -> str:
    """The answers of ``box`` to the question ``asked``, as readers and editors see them."""
    parts = [_part(axes[number], low, high, str(asked.id)) for number, low, high in box]
    return " and ".join(filter(None, parts)) or type_of(asked).anything(asked)


def _part(axis: Axis, low: Bound, high: Bound, asked: str) -> str:
    # An end that is the end of all answers is no end to speak of.
    lowest = -math.inf if low <= axis.low and not low == high == axis.low else low
    highest = math.inf if high >= axis.high and not low == high == axis.high else high
    if lowest == -math.inf and highest == math.inf:
        return ""
    return axis.label(lowest, highest, asked)


def slug(box: Bounds, axes: Sequence[Axis]) -> str:
    """The answers of ``box`` as a part of an id."""
    parts = [_slug(axes[number], low, high) for number, low, high in box]
    return "-".join(filter(None, parts)) or "any"


def _slug(axis: Axis, low: Bound, high: Bound) -> str:
    if low == high:
        return axis.slug(low)
    first = axis.slug(low) if low > axis.low else ""
    last = axis.slug(high) if high < axis.high else ""
    if first and last:
        return f"{first}-to-{last}"
    return f"from-{first}" if first else f"to-{last}" if last else ""
