"""The text while it is read: it may be mended in place, and every place still finds its origin."""

from __future__ import annotations

from dataclasses import dataclass

from waypost.nodes import Mark

STAND_INS = {
    chr(0xFDD0 + number): char for number, char in enumerate("\u2028\u2029:*[]{}>|@`%!&\"'#,-?= ")
}
"""Noncharacters that stand for a character while the parser looks, so that it reads plain text.

No accepted file contains them: they are replaced, with an error, before the draft is made.
"""

DISGUISE = {char: stand_in for stand_in, char in STAND_INS.items()}
_REVEAL = str.maketrans(STAND_INS)


def reveal(text: str) -> str:
    """``text`` with the real characters back in the place of their stand-ins."""
    return text.translate(_REVEAL)


@dataclass(frozen=True, slots=True)
class Edit:
    """A change inside one line: at ``column`` (from 0) ``remove`` characters become ``insert``."""

    line: int
    column: int
    remove: int
    insert: str


class Draft:
    """Lines that edits may change, and the way back to where each character stood."""

    def __init__(self, text: str, name: str) -> None:
        self.name = name
        self.lines = text.split("\n")
        self._edits: dict[int, list[Edit]] = {}

    @property
    def text(self) -> str:
        """The text as it stands now."""
        return "\n".join(self.lines)

    @property
    def moved(self) -> bool:
        """Whether any column differs from the file's."""
        return bool(self._edits)

    def apply(self, edit: Edit) -> None:
        """Change a line. Lines are neither added nor taken away."""
        line = self.lines[edit.line]
        self.lines[edit.line] = (
            line[: edit.column] + edit.insert + line[edit.column + edit.remove :]
        )
        if len(edit.insert) != edit.remove:
            self._edits.setdefault(edit.line, []).append(edit)

    def mark(self, line: int, column: int) -> Mark:
        """The place in the file of what the draft has at ``line`` and ``column`` (from 0)."""
        for edit in reversed(self._edits.get(line, ())):
            if column >= edit.column + len(edit.insert):
                column += edit.remove - len(edit.insert)
            else:
                column = min(column, edit.column)
        return Mark(self.name, line + 1, column + 1)
