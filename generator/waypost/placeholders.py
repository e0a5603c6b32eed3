"""Placeholders: `{{ facts.ID }}`, `{{ facts.ID.value }}` and, in outcomes, `{{ answers.ID }}`.

Anything else in double braces is text like any other; so is a placeholder after a backslash.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

FACTS: Final = "facts"
ANSWERS: Final = "answers"

PLACEHOLDER: Final = re.compile(
    r"(?<!\\)\{\{[ \t]{0,20}"
    r"(?:(facts)\.([A-Za-z0-9_-]{1,80})(\.value)?|(answers)\.([A-Za-z0-9_-]{1,80}))"
    r"[ \t]{0,20}\}\}"
)
MISSPELT: Final = re.compile(
    r"\{\{[ \t]{0,20}(?:facts?|answers?)\b[^{}\n]{0,200}\}\}", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A placeholder, and where it stands in its text. ``bare`` leaves the unit out."""

    family: str
    name: str
    bare: bool
    start: int
    end: int


def find(text: str) -> Iterator[Placeholder]:
    """The placeholders of ``text``, in order."""
    if "{{" not in text:
        return
    for match in PLACEHOLDER.finditer(text):
        family, name = match[1] or match[4], match[2] or match[5]
        yield Placeholder(family, name, match[3] is not None, *match.span())


def misspelt(text: str) -> Iterator[tuple[int, str]]:
    """What was probably meant as a placeholder but isn't one, with its offset."""
    if "{{" not in text:
        return
    for match in MISSPELT.finditer(text):
        if not PLACEHOLDER.fullmatch(match[0]):
            yield match.start(), match[0]


def replace(text: str, put: Callable[[Placeholder], str | None]) -> str:
    """``text`` with each placeholder replaced; it stays as written where ``put`` gives nothing."""
    parts: list[str] = []
    done = 0
    for place in find(text):
        value = put(place)
        if value is not None:
            parts += [text[done : place.start], value]
            done = place.end
    return "".join([*parts, text[done:]])
