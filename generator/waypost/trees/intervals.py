"""Sets of whole numbers as intervals: options by index, numbers by step, dates by day.

Every set is a union of closed intervals over the integers, so that ends are exact.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Bound = float
"""An integer, or minus or plus infinity."""

Ranges = tuple[tuple[Bound, Bound], ...]
"""Disjoint closed intervals in rising order, with a gap between neighbours."""

EVERYTHING: Ranges = ((-math.inf, math.inf),)
NOTHING: Ranges = ()

Operator = Literal["<=", "<", ">=", ">", "="]


@dataclass(frozen=True, slots=True)
class Scale:
    """How numbers are counted: the value ``base + index * step`` has the given index."""

    base: Fraction = Fraction(0)
    step: Fraction = Fraction(1)

    @property
    def is_whole(self) -> bool:
        """True where no number on the scale has decimals."""
        return self.base.denominator == self.step.denominator == 1

    def index(self, value: Fraction) -> Fraction:
        """The position of ``value``; a whole number where the scale has that value."""
        return (value - self.base) / self.step

    def value(self, index: Bound) -> Decimal:
        """The value at a whole index, exactly."""
        return decimal_of(self.base + int(index) * self.step)


def decimal_of(value: Fraction) -> Decimal:
    """A fraction made of decimals, as the decimal that it is."""
    digits = 0
    while (value * 10**digits).denominator != 1:
        digits += 1
    # Made of a text, a decimal keeps all its digits; arithmetic would round to its context.
    return Decimal(f"{int(value * 10**digits)}E-{digits}")


def compare(operator: Operator, at: Fraction) -> Ranges:
    """The whole numbers ``x`` with ``x operator at``."""
    match operator:
        case "<=":
            return ((-math.inf, math.floor(at)),)
        case "<":
            return ((-math.inf, math.ceil(at) - 1),)
        case ">=":
            return ((math.ceil(at), math.inf),)
        case ">":
            return ((math.floor(at) + 1, math.inf),)
    return ((int(at), int(at)),) if at.denominator == 1 else NOTHING


def between(low: Fraction, high: Fraction) -> Ranges:
    """The whole numbers from ``low`` to ``high``, both included."""
    return joined([(math.ceil(low), math.floor(high))])


def joined(intervals: Iterable[tuple[Bound, Bound]]) -> Ranges:
    """The union of intervals; one with its ends the wrong way round is empty."""
    merged: list[tuple[Bound, Bound]] = []
    for low, high in sorted(pair for pair in intervals if pair[0] <= pair[1]):
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return tuple(merged)


def common(one: Ranges, other: Ranges) -> Ranges:
    """The intersection of two sets."""
    return joined((max(a, c), min(b, d)) for a, b in one for c, d in other)


def mirrored(ranges: Ranges) -> Ranges:
    """The set with every number negated."""
    return tuple((-high, -low) for low, high in reversed(ranges))


def starts(ranges: Iterable[Ranges], low: Bound, high: Bound) -> list[Bound]:
    """The first places of the pieces into which the sets cut an interval, in rising order."""
    cuts = {low}
    for pieces in ranges:
        for first, last in pieces:
            cuts.update(cut for cut in (first, last + 1) if low < cut <= high and cut < math.inf)
    return sorted(cuts)
