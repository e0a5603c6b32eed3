"""When an entry has to be looked at again: its last check and how long a check lasts."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Protocol

from waypost.model import Knowledge
from waypost.nodes import Text

PERIOD = re.compile(r"\s*(\d{1,4})\s+(day|week|month|year)s?\s*", re.IGNORECASE)
DAYS = {"day": 1, "week": 7}
MONTHS = {"month": 1, "year": 12}


class Reviewed(Protocol):
    """Anything that is checked from time to time."""

    @property
    def reviewed(self) -> Text | None: ...

    @property
    def review_every(self) -> Text | None: ...


def due(entry: Reviewed, knowledge: Knowledge) -> date | None:
    """The day a check of ``entry`` is due; None where it has no date or no period."""
    last, every = day(entry.reviewed), entry.review_every or knowledge.review_every
    return after(last, every) if last and every else None


def day(text: str | None) -> date | None:
    """The date that ``text`` says, if it is one."""
    try:
        return date.fromisoformat(text.strip()) if text else None
    except ValueError:
        return None


def after(start: date, period: str) -> date | None:
    """The day that lies ``period`` after ``start``; the month's last day where it has no such day.

    >>> after(date(2026, 8, 31), "6 months")
    datetime.date(2027, 2, 28)
    """
    match = PERIOD.fullmatch(period)
    if match is None:
        return None
    count, unit = int(match[1]), match[2].lower()
    try:
        if unit in DAYS:
            return start + timedelta(days=count * DAYS[unit])
        return _months_on(start, count * MONTHS[unit])
    except (OverflowError, ValueError):
        return None


def _months_on(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
