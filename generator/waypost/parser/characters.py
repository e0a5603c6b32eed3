"""Characters that aren't allowed in a knowledge base, in the file itself and made by escapes."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import groupby

from waypost.core.nodes import Mark
from waypost.diagnostics import Problem
from waypost.parser.limits import MOST_CHARACTER_PROBLEMS

CONTROLS = "\x00-\x08\x0b\x0c\x0d\x0e-\x1f\x7f-\x9f"
BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0, 0x110000, 0x10000)
)
SURROGATES = "\ud800-\udfff"
BYTE_ORDER_MARK = "\ufeff"
PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"

ODD_SPACES = "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
"""Spaces that look like a plain one; in text they are fine."""

FORBIDDEN = re.compile(f"[{CONTROLS}{BIDI}{NONCHARACTERS}{SURROGATES}{BYTE_ORDER_MARK}]")
_PRIVATE = re.compile(f"[{PRIVATE}]")
LONGEST_MARK_RUN = 7
"""Combining marks in a row that no living script's spelling goes beyond."""

# Letters of the large scripts that have no marks are passed over without looking each one up.
_PERHAPS_MARKS = re.compile(f"[^\x00-\u02ff\u3100-\u9fff\uac00-\ud7a3]{{{LONGEST_MARK_RUN + 1},}}")

_NAMES = {
    "\0": "NUL",
    "\a": "BEL",
    "\b": "BACKSPACE",
    "\v": "VERTICAL TAB",
    "\f": "FORM FEED",
    "\r": "CARRIAGE RETURN",
    "\x1b": "ESCAPE",
    "\x7f": "DELETE",
    "\x85": "NEXT LINE",
}

_PLAIN = b"\t\n" + bytes(range(0x20, 0x7F))

Hit = tuple[int, str, str]
"""Offset, code, and what is shown."""


def named(char: str) -> str:
    """A character as its code point and, where it has one, its name."""
    name = _NAMES.get(char) or unicodedata.name(char, "")
    return f"U+{ord(char):04X} {name}".rstrip()


def code_of(char: str) -> str | None:
    """The code of the problem that ``char`` is; None where it is allowed."""
    return next((code for code, pattern in _kinds() if pattern.match(char)), None)


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    # Most files have none of them, and patterns take their time to make.
    return (
        ("control-character", re.compile(f"[{CONTROLS}]")),
        ("bidi-control", re.compile(f"[{BIDI}]")),
        ("noncharacter", re.compile(f"[{NONCHARACTERS}]")),
        ("lone-surrogate", re.compile(f"[{SURROGATES}]")),
        ("byte-order-mark", re.compile(BYTE_ORDER_MARK)),
        ("private-use", _PRIVATE),
    )


def check(text: str, name: str) -> list[Problem]:
    """Problems for the first character of each kind on each line of a file."""
    hits = sorted(_hits(text)) if _suspicious(text) else []
    if not hits:
        return []
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    placed = [(bisect_right(starts, offset), offset, code, shown) for offset, code, shown in hits]
    firsts = [next(group) for _, group in groupby(placed, lambda hit: (hit[0], hit[2]))]
    return [
        Problem(
            code,
            Mark(name, line, offset - starts[line - 1] + 1),
            {"character": shown, "more": str(len(firsts) - MOST_CHARACTER_PROBLEMS)},
        )
        for line, offset, code, shown in firsts[:MOST_CHARACTER_PROBLEMS]
    ]


def cleaned(text: str) -> str:
    """``text``, as long as it was, with U+FFFD for each forbidden character."""
    return FORBIDDEN.sub("\ufffd", text)


def _suspicious(text: str) -> bool:
    """True if a quick look over a whole file finds anything worth a closer one.

    ASCII that may stand is taken out first, which is some hundred times quicker than a search.
    """
    rest = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN)
    return any(_hits(rest.decode("utf-8", "surrogatepass"))) if rest else False


def _hits(text: str) -> Iterator[Hit]:
    for match in FORBIDDEN.finditer(text):
        code = code_of(match[0])
        if code:
            yield match.start(), code, named(match[0])
    if not text.isascii():
        yield from (
            (match.start(), "private-use", named(match[0])) for match in _PRIVATE.finditer(text)
        )
        yield from ((start, "many-marks", str(count)) for start, count in mark_runs(text))


def mark_runs(text: str) -> Iterator[tuple[int, int]]:
    """Start and length of each run of more than `LONGEST_MARK_RUN` combining marks."""
    for stretch in _PERHAPS_MARKS.finditer(text):
        at = stretch.start()
        for is_mark, group in groupby(stretch[0], _is_mark):
            count = sum(1 for _ in group)
            if is_mark and count > LONGEST_MARK_RUN:
                yield at, count
            at += count


def _is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] == "M"
