"""Characters that aren't allowed in a knowledge base, in the file itself and made by escapes."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from itertools import groupby

from yaml.scanner import Scanner

from waypost.core.nodes import Mark
from waypost.diagnostics import Problem
from waypost.parser.limits import MOST_CHARACTER_PROBLEMS

_KINDS = {
    "control-character": "\x00-\x08\x0b\x0c\x0d\x0e-\x1f\x7f-\x9f",
    "bidi-control": "\u202a-\u202e\u2066-\u2069",
    "noncharacter": "\ufdd0-\ufdef"
    + "".join(chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0, 0x110000, 0x10000)),
    "lone-surrogate": "\ud800-\udfff",
    "byte-order-mark": "\ufeff",
    "private-use": "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd",
}
_CODES = tuple(_KINDS)
_REPORTED = re.compile("|".join(f"([{characters}])" for characters in _KINDS.values()))
"""A group for each code, in their order."""

ODD_SPACES = "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
"""Spaces that look like a plain one; in text they are fine."""

LONGEST_MARK_RUN = 7
"""Combining marks in a row that no living script's spelling goes beyond."""

# Letters of the large scripts that have no marks are passed over without looking each one up.
_PERHAPS_MARKS = re.compile(f"[^\x00-\u02ff\u3100-\u9fff\uac00-\ud7a3]{{{LONGEST_MARK_RUN + 1},}}")

_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))")

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
    """``text``, as long as it was, with U+FFFD for each character that is an error."""
    return _REPORTED.sub(
        lambda found: found[0] if _code(found) == "private-use" else "\ufffd", text
    )


def escaped(raw: str, at: Mark) -> Iterator[Problem]:
    """A problem for each kind of character that an escape in ``raw`` makes and that isn't allowed.

    ``raw`` is a text in double quotes as it was written; ``at`` is the position of its start.
    """
    seen: set[str] = set()
    for escape in _ESCAPE.finditer(raw):
        found = _REPORTED.match(_character(escape))
        if found and _code(found) not in seen:
            seen.add(_code(found))
            about = {"character": named(found[0]), "more": "0"}
            place = _place(raw, escape.start(), at)
            yield Problem(_code(found), place, about, width=len(escape[0]))


def _character(escape: re.Match[str]) -> str:
    digits = escape[1] or escape[2] or escape[3]
    if digits:
        number = int(digits, 16)
        return chr(number) if number < 0x110000 else ""
    return str(Scanner.ESCAPE_REPLACEMENTS.get(escape[4], ""))


def _place(raw: str, offset: int, at: Mark) -> Mark:
    line = raw.count("\n", 0, offset)
    if not line:
        return at._replace(column=at.column + offset)
    return Mark(at.file, at.line + line, offset - raw.rfind("\n", 0, offset))


def _suspicious(text: str) -> bool:
    """True if a quick look over a whole file finds anything worth a closer one.

    ASCII that may stand is taken out first, which is some hundred times quicker than a search.
    """
    rest = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN)
    return any(_hits(rest.decode("utf-8", "surrogatepass"))) if rest else False


def _hits(text: str) -> Iterator[Hit]:
    for found in _REPORTED.finditer(text):
        yield found.start(), _code(found), named(found[0])
    for start, count in mark_runs(text):
        yield start, "many-marks", str(count)


def _code(found: re.Match[str]) -> str:
    return _CODES[(found.lastindex or 1) - 1]


def mark_runs(text: str) -> Iterator[tuple[int, int]]:
    """Start and length of each run of more than `LONGEST_MARK_RUN` combining marks."""
    for stretch in _PERHAPS_MARKS.finditer(text):
        at = stretch.start()
        groups = groupby(stretch[0], lambda char: unicodedata.category(char)[0] == "M")
        for is_mark, group in groups:
            count = sum(1 for _ in group)
            if is_mark and count > LONGEST_MARK_RUN:
                yield at, count
            at += count
