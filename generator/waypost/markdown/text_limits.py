"""What one text may hold. The limits are counts, so that a text is refused on every machine alike;
the time limit only backs them up."""

from __future__ import annotations

import re
import time
from typing import Final

from waypost.markdown.text_finding import Finding

LONGEST_TEXT: Final = 1_200_000
"""Characters of one text: some six hundred pages of a book."""

LONG_TEXT: Final = 120_000
"""Characters up to which a text may use `MOST_SIGNS`; a longer one as many fewer as it is longer,
since an opening sign may cost as much as the text behind it is long."""

MOST_LINES: Final = 30_000
"""Lines of one text. Each may become a block, or a row of a table, that memory has to hold."""

LONGEST_LINE: Final = 5_000
"""Characters of a title, label or other text without markup."""

MOST_SIGNS: Final = 2_000
"""How often one text may use the same sign that opens something, such as ``[`` or ``<``."""

LONGEST_ADDRESS: Final = 10_000
"""Characters of the address of a link or picture; what is longer is read as text."""

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
    if text.count("\n") > MOST_LINES:
        return Finding("many-lines", 0, {"limit": f"{MOST_LINES:,}"})
    most = most_signs(len(text))
    for sign, pattern in OPENERS.items():
        if text.count(sign) > most and sum(1 for _ in pattern.finditer(text)) > most:
            return Finding("crowded-text", text.index(sign), {"sign": sign, "limit": f"{most:,}"})
    return None


def most_signs(length: int) -> int:
    """How often a text of this length may use a sign that opens something."""
    return MOST_SIGNS if length <= LONG_TEXT else MOST_SIGNS * LONG_TEXT // length


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
