"""The blocks of a text without parsing it, where it is certain what they would be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from waypost.markdown.extensions import CALLOUTS

DEEPEST: Final = 4
"""Lists inside one another that are read at a glance."""

INDENTED: Final = 3
"""Columns by which a block may be indented; with more it is code."""

SOFT: Final = "\n"
HARD: Final = "\r"
"""The end of a line inside a block: one that becomes a space, and one that is kept."""

# What can't begin a block of its own: neither a heading, list, quote, rule, fence or table, nor
# the line that makes one of the line above.
_FIRST: Final = r"(?!\d{1,9}[.)](?: |\Z))(?=[^-+=#~:!|>&\\\]\s])"
START: Final = re.compile(
    rf"( *)(?:([-*+]|\d{{1,9}}[.)]) {{1,4}}|(>) {{0,4}}|(#{{1,6}}) +)?{_FIRST}"
)
TITLED: Final = re.compile(rf"\[!(?:{'|'.join(CALLOUTS)})\](?!:) *", re.IGNORECASE)


@dataclass(slots=True)
class Block:
    """A block: its lines, and whether it is a paragraph, which a text's first sentence is in."""

    lines: list[str]
    paragraph: bool = True

    def __str__(self) -> str:
        """The lines as one text, `SOFT` or `HARD` between them."""
        *above, last = self.lines
        if not above:
            return last
        return "".join([*map(_ended, above), last])


def _ended(line: str) -> str:
    """A line with what its end means: two spaces at the end keep it."""
    if line[-1:] != " ":
        return line + SOFT
    return line.rstrip(" ") + HARD if line.endswith("  ") else line[:-1] + SOFT


class UncertainError(Exception):
    """It takes a conversion to know."""


def blocks(text: str) -> Iterator[Block]:
    """The paragraphs and headings of ``text``, wherever they stand."""
    reader = _Reader()
    for line in text.split("\n"):
        open_ = reader.open
        if line[:1].isalpha():
            if open_ is not None:
                open_.lines.append(line)
                continue
            begun: Iterable[Block] = reader.begin(Block([line]), 0)
        elif line.strip(" "):
            begun = reader.take(line)
        else:
            begun = reader.close()
        yield from begun
    yield from reader.close()


class _Reader:
    """Where a text is being read: its open paragraph, and what that stands in.

    ``items`` are the columns in which the texts of the list items around it begin.
    """

    __slots__ = ("items", "open", "quoted")

    def __init__(self) -> None:
        self.open: Block | None = None
        self.items: list[int] = []
        self.quoted = False

    def close(self) -> tuple[Block, ...]:
        """The paragraph that ends here, if one does."""
        ended = self.open
        self.open, self.quoted = None, False
        return (ended,) if ended is not None else ()

    def begin(self, block: Block, column: int) -> tuple[Block, ...]:
        """A block that begins in ``column``; gives the one that it ends."""
        ended = self.close()
        self._leave(column)
        self.open = block
        return ended

    def take(self, line: str) -> tuple[Block, ...]:
        """A line that doesn't begin with a letter, and isn't empty."""
        found = START.match(line)
        if found is None:
            raise UncertainError
        indent, marker, quote, heading = found.groups()
        rest = line[found.end() :]
        if marker:
            return self._item(rest, len(indent), marker, found.end())
        if quote or heading:
            if indent:
                raise UncertainError
            return self._quote(rest) if quote else self._heading(rest)
        if self.open is None:
            return self.begin(Block([rest]), len(indent))
        self.open.lines.append(rest)
        return ()

    def _item(self, rest: str, column: int, marker: str, inner: int) -> tuple[Block, ...]:
        # Only a list that begins with 1 may begin right below a line of the paragraph it is in.
        around = self.items[-1] if self.items else 0
        if self.open is not None and column >= around and marker[:-1] not in ("", "1"):
            raise UncertainError
        ended = self.begin(Block([rest]), column)
        self.items.append(inner)
        if len(self.items) > DEEPEST:
            raise UncertainError
        return ended

    def _heading(self, rest: str) -> tuple[Block, ...]:
        if rest.rstrip(" ").endswith("#"):
            raise UncertainError
        ended = self.begin(Block([rest], paragraph=False), 0)
        return (*ended, *self.close())

    def _quote(self, rest: str) -> tuple[Block, ...]:
        if self.open is not None and self.quoted:
            self.open.lines.append(rest)
            return ()
        titled = TITLED.match(rest)
        ended = self.begin(Block(["" if titled else rest]), 0)
        self.quoted = True
        title = rest[titled.end() :] if titled else ""
        return (*ended, Block([title], paragraph=False)) if title else ended

    def _leave(self, column: int) -> None:
        """Leave the list items that what begins in ``column`` doesn't stand in."""
        while self.items and self.items[-1] > column:
            self.items.pop()
        if column - (self.items[-1] if self.items else 0) > INDENTED:
            raise UncertainError
