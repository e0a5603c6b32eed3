"""The nodes of a YAML file with their positions: plain records without YAML's own types."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple


class Mark(NamedTuple):
    """A position in a file. Lines and columns count from 1; columns count characters."""

    file: str
    line: int
    column: int


class Text(str):
    """A string that an editor wrote, with its position in the file.

    It is a `str` in every way. ``at`` is the start of the scalar. ``block`` is the start of its
    first line behind quotes and indentation, when further lines stand below it in the same column.
    ``runs`` maps offsets to positions, in order, for a text with escapes or folded lines.
    """

    __slots__ = ("at", "block", "runs")

    at: Mark
    block: Mark | None
    runs: tuple[tuple[int, Mark], ...]

    def __new__(
        cls,
        value: str,
        at: Mark,
        block: Mark | None = None,
        runs: tuple[tuple[int, Mark], ...] = (),
    ) -> Text:
        self = str.__new__(cls, value)
        self.at = at
        self.block = block
        self.runs = runs
        return self

    def __getnewargs__(  # type: ignore[override]
        self,
    ) -> tuple[str, Mark, Mark | None, tuple[tuple[int, Mark], ...]]:
        return (str(self), self.at, self.block, self.runs)

    def mark(self, offset: int) -> Mark:
        """The position of the character at ``offset``; the start of the text if unknown."""
        if self.block is not None:
            line = self.count("\n", 0, offset)
            column = self.block.column + offset - (self.rfind("\n", 0, offset) + 1)
            return Mark(self.block.file, self.block.line + line, column)
        if self.runs:
            index = bisect_right(self.runs, offset, key=itemgetter(0)) - 1
            start, mark = self.runs[max(0, index)]
            return mark._replace(column=mark.column + max(0, offset - start))
        return self.at


class Scalar(NamedTuple):
    """A single value. ``plain`` is true when it was written without quotes or a block sign."""

    text: Text
    plain: bool

    @property
    def at(self) -> Mark:
        return self.text.at

    @property
    def empty(self) -> bool:
        """True for "no text": nothing that shows, or an unquoted ``~`` or ``null``."""
        text = self.text
        if text[:1].isalnum() and text[0] not in BLANK_LETTERS:
            return len(text) <= LONGEST_NULL and self.plain and text in NULLS
        return not any(map(_shows, text)) or (self.plain and text in NULLS)


NULLS = frozenset({"~", "null", "Null", "NULL"})
LONGEST_NULL = 4


BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u180b\u180c\u180d\u180f")
"""Letters and signs that show nothing: fillers of Hangul, an empty Braille cell, joiners."""


def _shows(char: str) -> bool:
    """True if a reader sees ``char``: it is no space, and no sign of zero width."""
    blank = char.isspace() or char in BLANK_LETTERS or "\ufe00" <= char <= "\ufe0f"
    return not blank and unicodedata.category(char) != "Cf"


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    at: Mark

    def __iter__(self) -> Iterator[Node]:
        return iter(self.items)


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order of the file. Every key is a text and stands once."""

    entries: tuple[tuple[Text, Node], ...]
    at: Mark

    def get(self, key: str) -> Node | None:
        return next((node for name, node in self.entries if name == key), None)


Node = Scalar | Sequence | Mapping
