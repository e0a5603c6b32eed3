"""Where the parser stopped, and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from waypost.parser.events import Event, Mistake, Place
from waypost.parser.node_builder import Builder
from waypost.parser.source_text import DISGUISE, Draft, Edit

KEY = re.compile(
    r"""(?P<indent>\ *)(?P<dashes>(?:-\ +)*)
        (?P<key>"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'\#\[\]{}&*!|>%@`,?:-][^:\#]{0,250}?|-[^\s:]{1,250}|\?[^\s:]{1,250})
        (?P<colon>\ {0,9}:)(?:\s+|$)""",
    re.VERBOSE,
)
"""A line that begins with a key, behind any dashes."""

_BODY = re.compile(r" *(?:- +)*")


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, where (from 0), and the edits that make the text say what was meant.

    Without a ``code`` nothing is wrong with the text and only the parser is helped along. Without
    edits the passage is left out; ``whole`` is false too where edits lose some of it. ``settles``
    are other lines whose problems are consequences of this one.
    """

    code: str
    line: int
    column: int
    edits: tuple[Edit, ...] = ()
    about: dict[str, str] = field(default_factory=dict)
    width: int = 1
    whole: bool = True
    settles: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """A mistake in its surroundings. ``last`` is the last event before it, and
    ``brackets`` are the places of those that stand open."""

    draft: Draft
    problem: str
    context: str
    at: Place
    since: Place | None
    last: Event | None
    brackets: tuple[Place, ...]

    @classmethod
    def of(cls, mistake: Mistake, builder: Builder) -> Scene:
        """The scene of what the parser raised."""
        at = mistake.problem_mark or mistake.context_mark
        assert at is not None
        since = mistake.context_mark
        problem, context = mistake.problem or "", mistake.context or ""
        return cls(builder.draft, problem, context, at, since, builder.last, builder.brackets)

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
        """Whether nothing but indentation stands before that place."""
        return not self.line[: self.at.column].strip()

    def text(self, number: int) -> str:
        """A line by its number; nothing below the last."""
        lines = self.draft.lines
        return lines[number] if number < len(lines) else ""

    def above(self, number: int) -> Iterator[int]:
        """The numbers of the lines above ``number`` that hold something, from there upwards."""
        for candidate in range(min(number, len(self.draft.lines)) - 1, -1, -1):
            stripped = self.draft.lines[candidate].lstrip()
            if stripped and not stripped.startswith("#"):
                yield candidate

    def value_column(self, number: int) -> int:
        """Where the value of a line begins: behind its dashes and its key, if it has one."""
        line = self.text(number)
        key = KEY.match(line)
        return key.end() if key else self.body_column(number)

    def body_column(self, number: int) -> int:
        """Where a line begins behind its indentation and dashes."""
        found = _BODY.match(self.text(number))
        return found.end() if found else 0

    def disguise(self, line: int, column: int) -> Edit:
        """The edit that makes the character at this place mean nothing to the parser."""
        return Edit(line, column, 1, DISGUISE[self.text(line)[column]])


def indent_of(line: str) -> int:
    """How many spaces a line starts with."""
    return len(line) - len(line.lstrip(" "))
