"""A list of rules as bit masks, so that what is left of it after some answers is one number.

Bit ``n`` of a mask stands for rule ``n``. Learning where the reader stands on an axis takes away
the rules that now can't hold. Two readers with the same rules left in every list that they can
still come to have the same future; that is how the compiler knows whom to treat alike.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from waypost.trees.axes import Axis
from waypost.trees.intervals import Bound, Ranges, common, starts
from waypost.trees.rules import Rule

DECIDED = -1
"""In place of the known axes: the first rule left fires, whatever else is answered."""


@dataclass(slots=True)
class RuleMasks:
    """The masks of one list of rules.

    ``wanted`` has, for each axis, the set for which each rule holds. ``needs`` has, for each rule,
    the axes it tests as a bit set; ``tests`` has, for each axis, the rules that test it; ``pieces``
    has, for each axis, the first places of its pieces and the rules that may hold in each.
    ``loose`` are the rules that never decide anything: they can't be read, or not be judged by
    these axes alone. Without ``stops`` a rule that fires doesn't hide the later ones.
    """

    full: int
    needs: list[int]
    tests: dict[int, int]
    pieces: dict[int, tuple[list[Bound], list[int]]]
    loose: int
    wanted: dict[int, dict[int, Ranges]]
    stops: bool = True

    def may_hold(self, axis: int, place: Bound) -> int:
        """The rules that can hold for a reader who stands at ``place`` on ``axis``."""
        begin, masks = self.pieces[axis]
        return masks[bisect_right(begin, place) - 1]

    def cuts(self, axis: int, left: int) -> Iterator[Bound]:
        """The places at which the rules left cut ``axis``."""
        for rule in set_bits(left & self.tests.get(axis, 0)):
            for low, high in self.wanted[axis][rule]:
                yield from (low, high + 1)

    def without(self, axes: frozenset[int], loose: int) -> RuleMasks:
        """The same rules as far as other axes go; ``loose`` are those that these don't decide."""
        kept = [axis for axis in self.tests if axis not in axes]
        gone = ~bits(axes)
        return replace(
            self,
            needs=[need & gone for need in self.needs],
            tests={axis: self.tests[axis] for axis in kept},
            pieces={axis: self.pieces[axis] for axis in kept},
            loose=loose,
        )

    def settled(self, left: int, known: int) -> tuple[int, int]:
        """The rules left and the axes known, without all that can't matter any more."""
        if self.stops:
            first = left & ~self.loose
            for axis, testing in self.tests.items():
                if not known >> axis & 1:
                    first &= ~testing
            first &= -first
            if first:
                left &= (first << 1) - 1
                if left == first:
                    return left, DECIDED
        for axis, testing in self.tests.items():
            if known >> axis & 1 and not left & testing:
                known &= ~(1 << axis)
        return left, known


Tests = dict[int, Ranges]
"""The set of places for which one rule holds, on each axis that it tests."""


def rule_masks(
    tested: Sequence[Tests], loose: int, axes: Sequence[Axis], *, stops: bool = True
) -> RuleMasks:
    by_axis: dict[int, dict[int, Ranges]] = {}
    for number, tests in enumerate(tested):
        for axis, ranges in tests.items():
            inside = common(ranges, ((axes[axis].low, axes[axis].high),))
            by_axis.setdefault(axis, {})[number] = inside
    full = (1 << len(tested)) - 1
    pieces = {axis: _pieces(found, axes[axis], full) for axis, found in by_axis.items()}
    testing = {axis: bits(found) for axis, found in by_axis.items()}
    return RuleMasks(
        full, [bits(tests) for tests in tested], testing, pieces, loose, by_axis, stops
    )


def loose_rules(rules: Sequence[Rule]) -> int:
    """The rules that can't be judged, or that name something which doesn't exist."""
    return bits(number for number, rule in enumerate(rules) if rule.loose)


def bits(numbers: Iterable[int]) -> int:
    found = 0
    for number in numbers:
        found |= 1 << number
    return found


def set_bits(mask: int) -> Iterator[int]:
    """The numbers in a bit set, in rising order."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def _pieces(found: dict[int, Ranges], axis: Axis, full: int) -> tuple[list[Bound], list[int]]:
    """The first places of an axis's pieces, and the rules that may hold in each, in one sweep."""
    begin = starts(found.values(), axis.low, axis.high)
    changes: dict[Bound, int] = {}
    for number, ranges in found.items():
        for low, high in ranges:
            changes[low] = changes.get(low, 0) ^ (1 << number)
            changes[high + 1] = changes.get(high + 1, 0) ^ (1 << number)
    mask = full & ~bits(found)
    masks = []
    for place in begin:
        mask ^= changes.get(place, 0)
        masks.append(mask)
    return begin, masks
