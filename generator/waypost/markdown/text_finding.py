"""Problem of a text, by its offset: a text converted once can be reported wherever it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from waypost.core.nodes import Text
from waypost.diagnostics import Problem
from waypost.markdown.markdown_parser import MarkdownSource
from waypost.markdown.text_context import TextContext
from waypost.model import placeholders


@dataclass(frozen=True, slots=True)
class TextFinding:
    """A problem of a text that doesn't know yet where the text stands."""

    code: str
    offset: int
    about: Mapping[str, str] = field(default_factory=dict)
    width: int = 1

    def within(self, text: Text) -> Problem:
        """This finding as a problem of ``text``."""
        return Problem(self.code, text.mark(self.offset), self.about, width=self.width)


def too_long(text: str, limit: int) -> TextFinding:
    """The finding that ``text`` has more than ``limit`` characters."""
    return TextFinding("long-text", 0, {"size": f"{len(text):,}", "limit": f"{limit:,}"})


def of_placeholders(source: MarkdownSource, context: TextContext) -> Iterator[TextFinding]:
    """Placeholders of a text that name no fact, and what only looks like a placeholder.

    In code what looks like one is text, unless it nearly names a fact in the form of one.
    """
    for place in source.places:
        if place.family == placeholders.FACTS and place.name not in context.facts:
            meant = context.nearest_fact(place.name)
            if meant or not source.is_code(place.start):
                about = {"name": place.name, "nearest": meant}
                yield TextFinding("unknown-fact", place.start, about, place.end - place.start)
    for offset, written, name in placeholders.misspelt(source.typed, context.facts):
        if not source.is_code(offset):
            fact = name if name in context.facts else context.nearest_fact(name)
            about = {"text": written, "nearest": f"{{{{ facts.{fact} }}}}" if fact else ""}
            yield TextFinding("odd-placeholder", offset, about, len(written))
