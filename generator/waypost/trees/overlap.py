"""Rows of a table that one reader can fit at once, found without comparing every two of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import accumulate, product
from operator import or_

from waypost.diagnostics import Problem
from waypost.trees.compile_plan import Plan
from waypost.trees.difference_bounds import possible
from waypost.trees.intervals import Bound, Ranges, common
from waypost.trees.rule_masks import bits, set_bits
from waypost.trees.rules import RuleList


def overlaps(plan: Plan) -> Iterator[Problem]:
    """Rows of a table that one reader can fit at once."""
    for number, each in enumerate(plan.lists):
        if each.shape == "table":
            yield from _overlaps(plan, number, each)


def _overlaps(plan: Plan, number: int, table: RuleList) -> Iterator[Problem]:
    masks = plan.slots[number].masks
    never = bits(row for found in masks.wanted.values() for row in found if not found[row])
    judged = masks.full & ~masks.loose & ~never
    meeting = {axis: _meeting(plan, number, axis) for axis in masks.tests}
    for row, rule in enumerate(table.rules):
        tests = rule.tests()
        others = judged & ((1 << row) - 1)
        if not judged >> row & 1:
            continue
        for axis, found in meeting.items():
            if axis in tests:
                others &= found.get(row, 0)
            if not others:
                break
        first = next((each for each in set_bits(others) if _dates_fit(plan, number, row, each)), -1)
        if first >= 0:
            about = {"owner": table.owner, "row": str(row + 1), "other": str(first + 1)}
            also = (table.rules[first].at,)
            yield Problem("overlap", rule.at, about, also=also)


def _dates_fit(plan: Plan, number: int, row: int, other: int) -> bool:
    """True where some dates fit two rows at once, as far as distances between dates go."""
    wanted = plan.slots[number].masks.wanted
    chosen: dict[int, Ranges] = {}
    for axis in plan.tangled & wanted.keys():
        found = [wanted[axis][each] for each in (row, other) if each in wanted[axis]]
        if found:
            chosen[axis] = common(found[0], found[-1])
    if not chosen:
        return True
    ends = [
        (axis, plan.axes[axis].low, plan.axes[axis].high) for axis in plan.tangled - chosen.keys()
    ]
    pieces = ([(axis, *piece) for piece in ranges] for axis, ranges in chosen.items())
    return any(possible([*ends, *each], plan.axes) for each in product(*pieces))


def _meeting(plan: Plan, number: int, axis: int) -> dict[int, int]:
    """For each row that tests ``axis``, the rows that can hold in the same place of it."""
    line = plan.axes[axis]
    wanted: dict[int, Ranges] = {}
    for row, rule in enumerate(plan.lists[number].rules):
        ranges = rule.tests().get(axis)
        if ranges is not None:
            wanted[row] = common(ranges, ((line.low, line.high),))
    span = _Span(*plan.slots[number].masks.pieces[axis], wanted)
    known: dict[Ranges, int] = {}
    for ranges in wanted.values():
        if ranges not in known:
            known[ranges] = reduce(or_, (span.rows(*piece) for piece in ranges), 0)
    return {row: known[ranges] for row, ranges in wanted.items()}


class _Span:
    """The rows that can hold anywhere between two places, without looking at each piece.

    Those at the lower place, and those whose only piece begins later. Rows of several pieces are
    looked at piece by piece.
    """

    def __init__(
        self, begin: Sequence[Bound], masks: Sequence[int], rows: dict[int, Ranges]
    ) -> None:
        self.begin = begin
        self.masks = masks
        self.several = bits(row for row, ranges in rows.items() if len(ranges) > 1)
        starting: dict[Bound, int] = {}
        for row, ranges in rows.items():
            if len(ranges) == 1:
                starting[ranges[0][0]] = starting.get(ranges[0][0], 0) | 1 << row
        self.begun: list[int] = list(accumulate((starting.get(place, 0) for place in begin), or_))

    def rows(self, low: Bound, high: Bound) -> int:
        """The rows that can hold from ``low`` to ``high``."""
        first = bisect_right(self.begin, low) - 1
        last = bisect_right(self.begin, high) - 1
        found = self.masks[first] | self.begun[last] & ~self.begun[first]
        if self.several:
            for mask in self.masks[first : last + 1]:
                found |= mask & self.several
        return found
