"""What one text may hold. The limits are counts, so that a text is refused on every machine alike;
the time limit only backs them up."""

from __future__ import annotations

import re
import time
from typing import Final

from waypost.text.findings import Finding

LONGEST_TEXT: Final = 120_000
"""Characters of one text: some sixty pages of a book."""

LONGEST_LINE: Final = 5_000
"""Characters of a title, label or other text without markup."""

MOST_SIGNS: Final = 2_000
"""How often one text may use the same sign that opens something, such as ``[`` or ``<``."""

DEEPEST: Final = 18
"""Levels of lists and quotes inside one another, as the parser counts (a list counts as two)."""

SLOWEST: Final = 5.0
"""Seconds of processor time for one text. No text within the other limits comes near it."""

OPENERS: Final = {
    "<": re.compile(r"<"),
    "[": re.compile(r"\["),
    "*": re.compile(r"\*+"),
    "_": re.compile(r"_+"),
    "`": re.compile(r"`+"),
    "&": re.compile(r"&"),
    "\\": re.compile(r"\\"),
    ">": re.compile(r">"),
}


class TooSlowError(Exception):
    """A text took longer than `SLOWEST`."""


def excess(text: str) -> Finding | None:
    """What makes ``text`` too much to convert, if anything does."""
    if len(text) > LONGEST_TEXT:
        return too_long(text, LONGEST_TEXT)
    for sign, pattern in OPENERS.items():
        if text.count(sign) > MOST_SIGNS and sum(1 for _ in pattern.finditer(text)) > MOST_SIGNS:
            return Finding(
                "crowded-text", text.index(sign), {"sign": sign, "limit": f"{MOST_SIGNS:,}"}
            )
    return None


def too_long(text: str, limit: int) -> Finding:
    """``text`` is longer than ``limit``."""
    return Finding("long-text", 0, {"size": f"{len(text):,}", "limit": f"{limit:,}"})


class Deadline:
    """The moment at which a conversion gives up. It counts this thread's own processor time, so
    that a busy machine refuses nothing."""

    __slots__ = ("earliest", "end")

    def __init__(self, seconds: float = SLOWEST) -> None:
        self.earliest = time.perf_counter() + seconds
        self.end = time.thread_time() + seconds

    def check(self) -> None:
        """Give up if time is over."""
        # The clock on the wall is the cheaper one to ask, and it is never behind.
        if time.perf_counter() > self.earliest and time.thread_time() > self.end:
            raise TooSlowError
