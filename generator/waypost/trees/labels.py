"""Answers in words for people: a label, "6 to 15 days ago", "on or after 1 March 2027"."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from waypost.model.records import Question
from waypost.trees.axes import Axis
from waypost.trees.difference_bounds import Bounds
from waypost.trees.intervals import Bound

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

JOINED = ("%", "‰", "°")


def label(box: Bounds, axes: Sequence[Axis], questions: Mapping[str, Question], asked: str) -> str:
    """What the answers of ``box`` to the question ``asked`` are called."""
    said = [
        part
        for number, low, high in box
        if (part := _part(axes[number], low, high, questions, asked))
    ]
    return " and ".join(said) or _anything(questions[asked])


def _anything(question: Question) -> str:
    if question.type == "date":
        return "any date"
    unit = unit_of(question)
    return f"any number of {unit}" if unit and not unit.startswith(JOINED) else "any number"


def _part(
    axis: Axis, low: Bound, high: Bound, questions: Mapping[str, Question], asked: str
) -> str:
    if axis.kind == "option":
        return str(questions[axis.first].options[int(low)].label)
    # An end that is the end of all answers is no end to speak of.
    lowest = -math.inf if low <= axis.low and not low == high == axis.low else low
    highest = math.inf if high >= axis.high and not low == high == axis.high else high
    if lowest == -math.inf and highest == math.inf:
        return ""
    match axis.kind:
        case "number":
            return _number(axis, lowest, highest, unit_of(questions[axis.first]))
        case "day":
            return _day(lowest, highest)
        case "ago":
            return _ago(max(lowest, axis.low), min(highest, axis.high))
        case _:
            sign = 1 if asked == axis.second else -1
            other = questions[axis.first if sign > 0 else axis.second]
            ends = (lowest, highest) if sign > 0 else (-highest, -lowest)
            return _after(*ends, str(other.ask))


def unit_of(question: Question) -> str:
    """The unit as readers see it: ``days ago`` where the question asks how many days ago."""
    unit = str(question.unit or "")
    if unit and f"{unit} ago" in " ".join(question.ask.split()).casefold():
        return f"{unit} ago"
    return unit


def with_unit(value: Decimal, unit: str) -> str:
    """A number and its unit, which is singular for one where it is an English plural."""
    text = f"{value:f}"
    if not unit:
        return text
    if unit.startswith(JOINED):
        return text + unit
    word, _, rest = unit.partition(" ")
    if abs(value) == 1 and word.endswith("s") and not word.endswith("ss"):
        unit = f"{word[:-1]} {rest}".strip()
    return f"{text} {unit}"


def _number(axis: Axis, low: Bound, high: Bound, unit: str) -> str:
    if low == -math.inf:
        return f"{with_unit(axis.scale.value(high), unit)} or less"
    if high == math.inf:
        return f"{with_unit(axis.scale.value(low), unit)} or more"
    if low == high:
        return with_unit(axis.scale.value(low), unit)
    return f"{axis.scale.value(low):f} to {with_unit(axis.scale.value(high), unit)}"


def day_text(ordinal: Bound) -> str:
    """A day in words: ``1 March 2027``."""
    day = date.fromordinal(int(ordinal))
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def iso(ordinal: Bound) -> str:
    """A day for programs: ``2027-03-01``."""
    return date.fromordinal(int(ordinal)).isoformat()


def _day(low: Bound, high: Bound) -> str:
    if low == -math.inf:
        last = date.fromordinal(int(high))
        following = last + timedelta(days=1) if last < date.max else last
        if following.day == 1:
            return f"before {day_text(following.toordinal())}"
        return f"on or before {day_text(high)}"
    if high == math.inf:
        return f"on or after {day_text(low)}"
    if low == high:
        return f"on {day_text(low)}"
    return f"from {day_text(low)} to {day_text(high)}"


def _days(count: Bound) -> str:
    return "1 day" if count == 1 else f"{int(count)} days"


def _ago(low: Bound, high: Bound) -> str:
    """Days before today; negative ones lie ahead."""
    if low == high:
        return _one_ago(low)
    if low == -math.inf:
        return "today or later" if high == 0 else f"{_one_ago(high)} or later"
    if high == math.inf:
        return f"{_one_ago(low)} or {'more' if low > 0 else 'earlier'}"
    if low == 0:
        return f"{_days(high)} ago or less"
    if high == 0:
        return f"today, or within {_days(-low)}"
    if low > 0:
        return f"{int(low)} to {_days(high)} ago"
    if high < 0:
        return f"in {int(-high)} to {_days(-low)}"
    return f"from {_days(high)} ago to {_days(-low)} ahead"


def _one_ago(count: Bound) -> str:
    if count == 0:
        return "today"
    return f"{_days(count)} ago" if count > 0 else f"in {_days(-count)}"


def _after(low: Bound, high: Bound, ask: str) -> str:
    """Days after another date that was asked for; negative ones lie before it."""
    what = f"your answer to “{ask}”"
    if low == high:
        return _one_after(low, what)
    if low == -math.inf:
        return f"{_one_after(high, what)} or earlier"
    if high == math.inf:
        return f"{_one_after(low, what)} or later"
    if low == 0:
        return f"up to {_days(high)} after {what}"
    if high == 0:
        return f"up to {_days(-low)} before {what}"
    if low > 0:
        return f"{int(low)} to {_days(high)} after {what}"
    if high < 0:
        return f"{int(-high)} to {_days(-low)} before {what}"
    return f"from {_one_after(low, what)} to {_one_after(high, what)}"


def _one_after(count: Bound, what: str) -> str:
    if count == 0:
        return f"on the day of {what}"
    return f"{_days(abs(count))} {'after' if count > 0 else 'before'} {what}"


def slug(box: Bounds, axes: Sequence[Axis], questions: Mapping[str, Question]) -> str:
    """The answers of ``box`` as a part of an id."""
    parts = []
    for number, low, high in box:
        axis = axes[number]
        if axis.kind == "option":
            parts.append(str(questions[axis.first].options[int(low)].id))
        elif low == high:
            parts.append(_mark(axis, low))
        elif low > axis.low or high < axis.high:
            first = "" if low == axis.low else _mark(axis, low)
            last = "" if high == axis.high else _mark(axis, high)
            parts.append(_span(first, last))
    return "-".join(parts) or "any"


def _mark(axis: Axis, place: Bound) -> str:
    if axis.kind == "day":
        return iso(place)
    value = axis.scale.value(place) if axis.kind == "number" else Decimal(int(place))
    return f"{value:f}".replace("-", "minus-").replace(".", "_")


def _span(low: str, high: str) -> str:
    return f"{low}-to-{high}" if low and high else f"to-{high}" if high else f"from-{low}"
