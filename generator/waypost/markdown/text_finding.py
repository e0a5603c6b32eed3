"""Problem of a text, by its offset: a text converted once can be reported wherever it stands."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from waypost.core.nodes import Text
from waypost.diagnostics import Problem
from waypost.markdown.markdown_parser import MarkdownSource
from waypost.markdown.mistyped import kinds_in
from waypost.markdown.text_context import TextContext
from waypost.model import placeholders
from waypost.model.placeholders import Placeholder

WORD_BEHIND: Final = re.compile(r"[ \t*_~]+([^\W\d_]+|[%€£$])")

MOST_UNREAD: Final = 1_000
"""Places of one kind in a text that are told of: each is looked up in the file."""


@dataclass(frozen=True, slots=True)
class TextFinding:
    """A problem of a text that doesn't know yet where the text stands."""

    code: str
    offset: int
    about: Mapping[str, str] = field(default_factory=dict)
    width: int = 1

    def within(self, text: Text) -> Problem:
        return Problem(self.code, text.mark(self.offset), self.about, width=self.width)


def too_long(text: str, limit: int) -> TextFinding:
    """The finding that ``text`` has more than ``limit`` characters."""
    return TextFinding("long-text", 0, {"size": f"{len(text):,}", "limit": f"{limit:,}"})


def markup_in(source: MarkdownSource) -> Iterator[TextFinding]:
    """The first Markdown in a line in which none is read."""
    for event, span in source.events():
        match event:
            case (
                {"Code": _}
                | {"Start": "Strong" | "Emphasis" | "Strikethrough"}
                | {"Start": {"Link": {"link_type": "Inline"}}}
            ):
                (start, end) = source.offsets([span["start"], span["end"]])
                text = source.typed[start:end]
                yield TextFinding("markup-in-line", start, {"text": text}, len(text))
                return


def unread_in(source: MarkdownSource) -> Iterator[TextFinding]:
    """Signs that other programs read, and that readers would see as they were typed."""
    for kind in kinds_in(source.typed):
        for match in islice(re.finditer(kind.pattern, source.typed, re.MULTILINE), MOST_UNREAD):
            if not source.is_code(match.start()):
                text = match[0].strip().partition("\n")[0]
                about = {"text": text, "what": kind.what, "instead": kind.instead}
                start = match.start() + len(match[0]) - len(match[0].lstrip())
                yield TextFinding("unread-markdown", start, about, len(text))


def of_placeholders(source: MarkdownSource, context: TextContext) -> Iterator[TextFinding]:
    """Placeholders of a text that name no fact, units said again behind one, and what only looks
    like a placeholder.

    In code what looks like one is text, unless it nearly names a fact in the form of one.
    """
    for place in source.places:
        if place.family == placeholders.FACTS and place.name not in context.facts:
            meant = context.nearest_fact(place.name)
            if meant or not source.is_code(place.start):
                about = {"name": place.name, "nearest": meant}
                yield TextFinding("unknown-fact", place.start, about, place.end - place.start)
        elif repeated := _repeated_unit(source.typed, place, context):
            yield repeated
    for offset, written, name in placeholders.misspelt(source.typed, context.facts):
        if not source.is_code(offset):
            fact = name if name in context.facts else context.nearest_fact(name)
            about = {"text": written, "nearest": f"{{{{ facts.{fact} }}}}" if fact else ""}
            yield TextFinding("odd-placeholder", offset, about, len(written))


def _repeated_unit(text: str, place: Placeholder, context: TextContext) -> TextFinding | None:
    """The unit behind a placeholder that brings it: readers would see it twice."""
    if place.bare or place.family != placeholders.FACTS:
        return None
    behind = WORD_BEHIND.match(text, place.end)
    if not behind:
        return None
    low = behind[1].casefold()
    # German says “Tage”, but “binnen 3 Tagen”.
    if {low, low.removesuffix("n")}.isdisjoint(context.unit_endings(place.name)):
        return None
    shown = f"{context.facts.text(place.name)} {behind[1]}"
    about = {"id": place.name, "shown": shown, "unit": behind[1]}
    return TextFinding("unit-in-text", place.start, about, behind.end() - place.start)
