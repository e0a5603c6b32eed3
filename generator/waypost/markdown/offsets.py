"""From a token's place in its block to an offset in the text as it was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token


class Spots:
    """The lines of a text, to find places in."""

    __slots__ = ("lines", "starts")

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)

    def of_line(self, number: int) -> int:
        """The offset of the first character of a line that isn't a blank."""
        number = min(number, len(self.lines) - 1)
        line = self.lines[number]
        return self.starts[number] + len(line) - len(line.lstrip())

    def of_block(self, token: Token) -> int:
        """The offset at which a block starts."""
        return self.of_line(token.map[0]) if token.map else 0

    def inside(self, inline: Token, position: int) -> int:
        """The offset of a position in an inline token's text."""
        if inline.map is None:
            return 0
        before = inline.content[:position]
        number = min(inline.map[0] + before.count("\n"), len(self.lines) - 1)
        begin = before.rfind("\n") + 1
        line = inline.content[begin:].split("\n", 1)[0]
        column = self.lines[number].find(line)
        return self.starts[number] + (column + position - begin if column >= 0 else 0)
