"""Dates and distances between dates in words for people: "6 to 15 days ago"."""

import math
from datetime import date, timedelta

from waypost.core.cldr import say_day, say_number
from waypost.trees.intervals import Bound

FIRST_DAY, LAST_DAY = date.min.toordinal(), date.max.toordinal()


def iso(ordinal: Bound) -> str:
    """A day for programs: ``2027-03-01``. The ends of the calendar stand for what is beyond."""
    return date.fromordinal(int(min(max(ordinal, FIRST_DAY), LAST_DAY))).isoformat()


def days(low: Bound, high: Bound, language: str) -> str:
    """The days from one ordinal to another; an infinite one is no end."""

    def _text(ordinal: Bound) -> str:
        return say_day(date.fromordinal(int(ordinal)), language)

    if low == -math.inf:
        last = date.fromordinal(int(high))
        following = last + timedelta(days=1) if last < date.max else last
        if following.day == 1:
            return f"before {_text(following.toordinal())}"
        return f"on or before {_text(high)}"
    if high == math.inf:
        return f"on or after {_text(low)}"
    if low == high:
        return f"on {_text(low)}"
    return f"from {_text(low)} to {_text(high)}"


def _count(count: Bound) -> str:
    return "1 day" if count == 1 else f"{say_number(str(int(count)), 'en')} days"


def days_ago(low: Bound, high: Bound) -> str:
    """Days before today; negative ones lie ahead."""
    if low == high:
        return _one_ago(low)
    if low == -math.inf:
        return "today or later" if high == 0 else f"{_one_ago(high)} or later"
    if high == math.inf:
        return f"{_one_ago(low)} or {'more' if low > 0 else 'earlier'}"
    if low == 0:
        return f"{_count(high)} ago or less"
    if high == 0:
        return f"today, or within {_count(-low)}"
    if low > 0:
        return f"{int(low)} to {_count(high)} ago"
    if high < 0:
        return f"in {int(-high)} to {_count(-low)}"
    return f"from {_count(high)} ago to {_count(-low)} ahead"


def _one_ago(count: Bound) -> str:
    if count == 0:
        return "today"
    return f"{_count(count)} ago" if count > 0 else f"in {_count(-count)}"


def days_after(low: Bound, high: Bound, ask: str) -> str:
    """Days after another date that was asked for; negative ones lie before it."""
    what = f"your answer to “{ask}”"
    if low == high:
        return _one_after(low, what)
    if low == -math.inf:
        return f"{_one_after(high, what)} or earlier"
    if high == math.inf:
        return f"{_one_after(low, what)} or later"
    if low == 0:
        return f"up to {_count(high)} after {what}"
    if high == 0:
        return f"up to {_count(-low)} before {what}"
    if low > 0:
        return f"{int(low)} to {_count(high)} after {what}"
    if high < 0:
        return f"{int(-high)} to {_count(-low)} before {what}"
    return f"from {_one_after(low, what)} to {_one_after(high, what)}"


def _one_after(count: Bound, what: str) -> str:
    if count == 0:
        return f"on the day of {what}"
    return f"{_count(abs(count))} {'after' if count > 0 else 'before'} {what}"
