"""Escapes of a double-quoted text that make a character that may not stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from waypost.core.nodes import Mark
from waypost.diagnostics import Problem
from waypost.parser.characters import code_of, named

_ESCAPE = re.compile(
    r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0abevfrN_LP])|[\s\S])"
)
_SHORT = dict(zip("0abevfrN", "\0\a\b\x1b\v\f\r\x85", strict=False)) | {
    "e": "\x1b",
    "v": "\v",
    "f": "\f",
    "r": "\r",
    "N": "\x85",
    "_": "\xa0",
    "L": "\u2028",
    "P": "\u2029",
}


def escaped(raw: str, at: Mark) -> Iterator[Problem]:
    """A problem for each kind of forbidden character that an escape in ``raw`` makes.

    ``raw`` is the text as written, with its quotes; ``at`` is where it starts.
    """
    seen: set[str] = set()
    for match in _ESCAPE.finditer(raw):
        char = _made(match)
        code = code_of(char) if char else None
        if code and code not in seen:
            seen.add(code)
            yield Problem(
                code,
                _place(raw, match.start(), at),
                {"character": named(char), "more": "0"},
                (),
                len(match[0]),
            )


def _made(match: re.Match[str]) -> str:
    digits = match[1] or match[2] or match[3]
    if digits:
        number = int(digits, 16)
        return chr(number) if number < 0x110000 else ""
    return _SHORT.get(match[4] or "", "")


def _place(raw: str, offset: int, at: Mark) -> Mark:
    line = raw.count("\n", 0, offset)
    if not line:
        return at._replace(column=at.column + offset)
    return Mark(at.file, at.line + line, offset - raw.rfind("\n", 0, offset))
