"""What a YAML file says, with the place of everything: plain records without YAML's own types."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple


class Mark(NamedTuple):
    """A place in a file. Lines and columns count from 1; columns count characters."""

    file: str
    line: int
    column: int


class Text(str):
    """A string that an editor wrote, and where it stands.

    It is a `str` in every way. ``at`` is where the scalar starts; ``block`` is where the first
    line of a literal block (``|``) stands, so that a place inside it can be found exactly.
    """

    __slots__ = ("at", "block")

    at: Mark
    block: Mark | None

    def __new__(cls, value: str, at: Mark, block: Mark | None = None) -> Text:
        self = super().__new__(cls, value)
        self.at = at
        self.block = block
        return self

    def __getnewargs__(self) -> tuple[str, Mark, Mark | None]:  # type: ignore[override]
        return (str(self), self.at, self.block)

    def mark(self, offset: int) -> Mark:
        """The place of the character at ``offset``; the start of the text where it isn't known."""
        if self.block is not None:
            before = self[:offset]
            line = before.count("\n")
            return Mark(
                self.block.file,
                self.block.line + line,
                self.block.column + offset - (before.rfind("\n") + 1),
            )
        return self.at


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value. ``plain`` is true when it was written without quotes or a block sign."""

    text: Text
    plain: bool

    @property
    def at(self) -> Mark:
        return self.text.at

    @property
    def empty(self) -> bool:
        """Whether this is "no text": nothing, or an unquoted ``~`` or ``null``."""
        return not self.text.strip() or (self.plain and self.text in NULLS)


NULLS = frozenset({"~", "null", "Null", "NULL"})


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
