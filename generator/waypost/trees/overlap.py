"""Rows of a table that one reader can fit at once, found without comparing every two of them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import reduce
from itertools import chain, product
from operator import or_

from waypost.diagnostics import Problem
from waypost.trees.compile_plan import Plan
from waypost.trees.difference_bounds import possible
from waypost.trees.intervals import Ranges, common
from waypost.trees.rule_masks import RuleMasks, bits, set_bits
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
    meeting = [_meeting(masks, axis) for axis in masks.tests]
    for row in set_bits(judged):
        others = judged & ((1 << row) - 1)
        for found in meeting:
            others &= found.get(row, others)
        first = next((each for each in set_bits(others) if _dates_fit(plan, number, row, each)), -1)
        if first >= 0:
            about = {"owner": table.owner, "row": str(row + 1), "other": str(first + 1)}
            also = (table.rules[first].at,)
            yield Problem("overlap", table.rules[row].at, about, also=also)


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


def _meeting(masks: RuleMasks, axis: int) -> dict[int, int]:
    """For each row that tests ``axis``, the rows that can hold in the same place of it."""
    begin, pieces = masks.pieces[axis]
    known: dict[Ranges, int] = {}
    for ranges in masks.wanted[axis].values():
        if ranges not in known:
            places = (
                pieces[bisect_left(begin, low) : bisect_right(begin, high)] for low, high in ranges
            )
            known[ranges] = reduce(or_, chain.from_iterable(places), 0)
    return {row: known[ranges] for row, ranges in masks.wanted[axis].items()}
