"""A source text that may be corrected line by line, with a map back to the file's positions."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from waypost.core.nodes import Mark

LINE_SEPARATORS = "\u2028\u2029"
"""YAML 1.1 ends a line at these; for editors they are characters like any other."""

_REPLACED = LINE_SEPARATORS + ":*[]{}>|@`%!&\"'#,-?\\"
STAND_INS = {chr(0xFDD0 + number): char for number, char in enumerate(_REPLACED)}
"""Noncharacters in place of signs of YAML's, so that the parser takes them for plain text.

No accepted file contains them: they are replaced, with an error, before the `SourceText` is made.
"""

STAND_IN_FOR = {char: stand_in for stand_in, char in STAND_INS.items()}
_REVEAL = str.maketrans(STAND_INS)


def reveal(text: str) -> str:
    """``text`` with the real characters back in the place of their stand-ins."""
    return text.translate(_REVEAL)


class LineEdit(NamedTuple):
    """A change inside one line: at ``column`` (from 0) ``remove`` characters become ``insert``."""

    line: int
    column: int
    remove: int
    insert: str


class SourceText:
    """Lines that edits may change, and the positions in the file of what they hold."""

    def __init__(self, text: str, name: str) -> None:
        self.name = name
        self.has_stand_ins = any(char in text for char in (*LINE_SEPARATORS, STAND_IN_FOR["?"]))
        if self.has_stand_ins:
            text = text.translate({ord(char): STAND_IN_FOR[char] for char in LINE_SEPARATORS})
        self.text = text
        """The text as it stands now."""
        self._last = text.count("\n")
        self._edits: dict[int, list[LineEdit]] = {}

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text, which are looked at where something is odd."""
        return self.text.split("\n")

    def moved_between(self, first: int, last: int) -> bool:
        """True if any column of these lines differs from the file's."""
        return bool(self._edits) and any(line in self._edits for line in range(first, last + 1))

    def apply(self, edits: Iterable[LineEdit]) -> None:
        """Change lines. Edits of one line don't overlap; lines are neither added nor taken away."""
        in_order = sorted(edits, key=lambda edit: (edit.line, edit.column))
        for number, group in groupby(in_order, lambda edit: edit.line):
            ours = list(group)
            self.lines[number] = "".join(_pieces(self.lines[number], ours))
            self.has_stand_ins = self.has_stand_ins or any(
                edit.insert in STAND_INS for edit in ours
            )
            moving = [edit for edit in reversed(ours) if len(edit.insert) != edit.remove]
            if moving:
                self._edits.setdefault(number, []).extend(moving)
        self.text = "\n".join(self.lines)

    def mark(self, line: int, column: int) -> Mark:
        """The position in the file of what stands at ``line`` and ``column`` (from 0)."""
        if line > self._last:
            line = self._last
            column = len(self.lines[line])
        for edit in reversed(self._edits.get(line, ())) if self._edits else ():
            if column >= edit.column + len(edit.insert):
                column += edit.remove - len(edit.insert)
            else:
                column = min(column, edit.column)
        return Mark(self.name, line + 1, column + 1)


def _pieces(line: str, edits: list[LineEdit]) -> Iterator[str]:
    done = 0
    for edit in edits:
        yield line[done : edit.column]
        yield edit.insert
        done = edit.column + edit.remove
    yield line[done:]
