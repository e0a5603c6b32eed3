"""Single values: whether a text is what its field's kind asks for, and what it then means."""

import re
from calendar import monthrange
from datetime import date
from decimal import Decimal
from typing import Final

from waypost.core.contrast import COLOR
from waypost.diagnostics import nearest
from waypost.model import field_types, hints, ids

Fault = tuple[str, dict[str, str]]
"""A problem's code and its further particulars."""

PERIOD: Final = re.compile(r"([1-9][0-9]{0,3}) (day|week|month|year)s?")
DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
NUMBER: Final = re.compile(r"-?[0-9]{1,30}(?:\.[0-9]{1,30})?")
EITHER: Final = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")
"""A number that would be another where a point parts thousands."""

FONT_NAMES: Final = re.compile(r"[\w .-]+(?:, ?[\w .-]+)*")
MOST_PIXELS: Final = 40

YES: Final = frozenset({"yes", "true", "on"})
NO: Final = frozenset({"no", "false", "off"})
_TAKEN: Final = ids.RESERVED | ids.DEVICES


def fault(text: str, type_: field_types.FieldType) -> Fault | None:
    """The fault that keeps ``text`` from being a value of ``type_``; None where all is well."""
    match type_:
        case field_types.Id():
            if text.lower() in _TAKEN:
                return ("reserved-id", {"value": text})
            return _id_fault(text, ids.PATTERN)
        case field_types.OptionId():
            return _id_fault(text, ids.OPTION_PATTERN)
        case field_types.Date():
            if day(text):
                return None
            about = {"value": text, "nearest": hints.day(text), "why_mend": hints.write_day(text)}
            return ("bad-date", about)
        case field_types.Period():
            return None if PERIOD.fullmatch(text) else ("bad-period", {"value": text})
        case field_types.Flag():
            return None if text.lower() in YES | NO else ("bad-flag", {"value": text})
        case field_types.Color():
            return None if COLOR.fullmatch(text) else ("bad-color", {})
        case field_types.Pixels():
            length = number(text)
            fits = length is not None and 0 <= length <= MOST_PIXELS
            return None if fits else ("bad-pixels", {"most": str(MOST_PIXELS)})
        case field_types.FontNames():
            return None if FONT_NAMES.fullmatch(text) else ("bad-font", {})
        case field_types.OneOf(words):
            if text in words:
                return None
            about = {"value": text, "choices": ", ".join(words), "nearest": nearest(text, words)}
            return ("bad-choice", about)
        case _:
            return None


def _id_fault(text: str, pattern: re.Pattern[str]) -> Fault | None:
    if len(text) > ids.LONGEST:
        return ("long-id", {"value": text, "length": str(len(text)), "limit": str(ids.LONGEST)})
    if not pattern.fullmatch(text):
        return ("bad-id", {"value": text, "nearest": ids.nearest_valid(text)})
    return None


def number(text: str) -> Decimal | None:
    """The decimal number that a text writes in ASCII digits, if it is one and no other."""
    return Decimal(text) if NUMBER.fullmatch(text) and not EITHER.fullmatch(text) else None


def day(text: str | None) -> date | None:
    """The day that a text in the form YYYY-MM-DD names, if there is such a day, and a text."""
    if not text or not DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def later(start: date, period: str) -> date:
    """The day one period after ``start``. Months keep the day of the month, or take the last.

    ``period`` is a text that `fault` accepts as a `Period`. The last day that the calendar
    knows stands for any later one.
    """
    match = PERIOD.fullmatch(period)
    if match is None:
        raise ValueError(f"not a period: {period!r}")
    number, unit = int(match[1]), match[2]
    if unit in ("day", "week"):
        days = number * (7 if unit == "week" else 1)
        return date.fromordinal(min(start.toordinal() + days, date.max.toordinal()))
    months = start.year * 12 + start.month - 1 + number * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
