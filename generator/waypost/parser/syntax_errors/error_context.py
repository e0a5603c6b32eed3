"""The place where the parser stopped, lines and columns around it, and the finding of a rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from waypost.parser.events import Event, EventMark, Mistake
from waypost.parser.node_builder import NodeBuilder
from waypost.parser.source_text import STAND_IN_FOR, LineEdit, SourceText

KEY = re.compile(
    r"""(?P<indent>\ *)(?P<dashes>(?:-\ +)*)
        (?P<key>"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'\#\[\]{}&*!|>%@`,?:-][^:\#]{0,250}?|-[^\s:]{1,250}|\?[^\s:]{1,250})
        (?P<colon>\ {0,9}:)(?:\s+|$)""",
    re.VERBOSE,
)
"""A line that begins with a key, behind any dashes."""

_BODY = re.compile(r" *(?:- +)*")
BLOCK_SIGN = re.compile(r":\s+[|>][-+0-9]*\s*(?:\s#.*)?$")
FIELD_NAME = re.compile(r"[a-z_][a-z0-9_-]*$")
NEAR = 1000
"""Lines above and below in which keys and items are looked up."""


@dataclass(frozen=True, slots=True)
class SyntaxFinding:
    """A mistake, its place (from 0), and the edits that make the text say what was meant.

    Without a ``code`` nothing is wrong with the text and only the parser is helped along. Without
    edits the passage is left out; ``complete`` is false too where edits lose some of it.
    ``settles`` are other lines whose problems are consequences of this one.
    """

    code: str
    line: int
    column: int
    edits: tuple[LineEdit, ...] = ()
    about: dict[str, str] = field(default_factory=dict)
    width: int = 1
    complete: bool = True
    settles: tuple[int, ...] = ()


class ErrorContext(NamedTuple):
    """A mistake that the parser raised, in its surroundings.

    ``problem`` and ``context`` are PyYAML's words for it, ``at`` is where it stopped and ``since``
    where that context began. ``last`` is the last event before, and ``brackets`` are the places of
    those that stand open.
    """

    source: SourceText
    problem: str
    context: str
    at: EventMark
    since: EventMark | None
    last: Event | None
    brackets: tuple[EventMark, ...]

    @classmethod
    def of(cls, mistake: Mistake, builder: NodeBuilder) -> ErrorContext:
        """The context of what the parser raised."""
        at = mistake.problem_mark or mistake.context_mark
        assert at is not None
        since = mistake.context_mark
        problem, context = mistake.problem or "", mistake.context or ""
        return cls(builder.source, problem, context, at, since, builder.last, builder.brackets)

    @property
    def key(self) -> EventMark | None:
        """The start of a text that was taken for a key, where that is the mistake."""
        return self.since if "simple key" in self.context else None

    @property
    def line(self) -> str:
        """The line at which the parser stopped."""
        return self.text(self.at.line)

    @property
    def rest(self) -> str:
        """That line from where the parser stopped."""
        return self.line[self.at.column :]

    @property
    def at_start(self) -> bool:
        """True if nothing but indentation stands before that place."""
        return not self.line[: self.at.column].strip()

    def text(self, number: int) -> str:
        """A line by its number; nothing below the last."""
        lines = self.source.lines
        return lines[number] if number < len(lines) else ""

    def above(self, number: int) -> Iterator[int]:
        """The numbers of the lines above ``number`` that hold something, from there upwards."""
        for candidate in range(min(number, len(self.source.lines)) - 1, -1, -1):
            stripped = self.source.lines[candidate].lstrip()
            if stripped and not stripped.startswith("#"):
                yield candidate

    def value_column(self, number: int) -> int:
        """The column at which a line's value begins: behind its dashes and its key, if any."""
        line = self.text(number)
        key = KEY.match(line)
        return key.end() if key else self.body_column(number)

    def body_column(self, number: int) -> int:
        """The column at which a line begins behind its indentation and dashes."""
        found = _BODY.match(self.text(number))
        return found.end() if found else 0

    def as_text(self, line: int, column: int) -> LineEdit:
        """The edit that makes plain text of the sign at this place, by a stand-in."""
        return LineEdit(line, column, 1, STAND_IN_FOR[self.text(line)[column]])


def indent_of(line: str) -> int:
    """The number of spaces that a line starts with."""
    return len(line) - len(line.lstrip(" "))


def levels(error: ErrorContext, number: int, *, item: bool) -> set[int]:
    """The columns at which a line of this kind (item or key) may start, from the lines above."""
    found: set[int] = set()
    least = 10_000
    for above in error.above(number):
        line = error.text(above)
        body, indent = error.body_column(above), indent_of(line)
        if min(body, indent) < least:
            if item and indent < body:
                found.add(indent)
            elif not item and KEY.match(line) and body < least:
                found.add(body)
            least = min(least, indent)
        if not least:
            break
    return found


def begins_field(line: str) -> bool:
    """True if a line is an item that begins with a key, or begins with the name of a field."""
    key = KEY.match(line)
    return bool(key and (key["dashes"] or FIELD_NAME.match(key["key"])))


def is_item(line: str) -> bool:
    return line.lstrip(" ").startswith("- ")


def compared(found: int, wanted: int) -> dict[str, str]:
    """Two indentations as a problem's wording has them."""
    return {"found": "1 space" if found == 1 else f"{found} spaces", "wanted": str(wanted)}


def shift(number: int, by: int) -> LineEdit:
    """The edit that moves a line by so many columns."""
    return LineEdit(number, 0, max(0, -by), " " * max(0, by))
