"""Converter of one knowledge base's texts: what editors typed in, safe HTML and words out."""

from collections.abc import Mapping
from typing import Final

from waypost.markdown.conversion import convert
from waypost.markdown.conversion_result import Converted, PlainLine, placed
from waypost.markdown.link_targets import Names
from waypost.markdown.markdown_parser import MarkdownSource
from waypost.markdown.text_context import TextContext
from waypost.markdown.text_finding import markup_in, of_placeholders, too_long
from waypost.model import placeholders
from waypost.model.facts import NO_FACTS, Facts

LONGEST_LINE: Final = 5_000
"""Characters of a title, label or other text without markup."""

INLINE: Final = ("", "inline")
"""Stands for the answers in the key of a text of one line."""

NO_ANSWERS: Final[Mapping[str, str]] = {}


class Converter:
    """Converts the texts of one knowledge base.

    Equal texts are converted once: a check, the search, and a page with all that link to it ask
    for the same ones.
    """

    def __init__(self, names: Names | None = None, facts: Facts = NO_FACTS) -> None:
        self.names = names or Names()
        self.facts = facts
        self._context = TextContext(self.names, facts)
        self.link = self._context.link
        self._converted: dict[object, Converted] = {}

    def serves(self, names: Names, facts: Facts) -> bool:
        """True if a converter of these would give the same for every text."""
        return (self.names, self.facts) == (names, facts)

    def convert(self, text: str, answers: Mapping[str, str] = NO_ANSWERS) -> Converted:
        """``text`` converted. ``answers`` are the labels for ``{{ answers.QUESTION }}``."""
        key = (text, *answers.items()) if answers else text
        found = self._converted.get(key)
        if found is None:
            found = self._converted[key] = convert(str(text), self._context, answers)
        return found.within(text)

    def inline(self, text: str) -> Converted:
        """A text of one line converted: emphasis, code and links mean something in it."""
        if len(text) > LONGEST_LINE:
            return Converted(problems=placed([too_long(text, LONGEST_LINE)], text))
        key = (text, INLINE)
        found = self._converted.get(key)
        if found is None:
            found = self._converted[key] = convert(
                str(text), self._context, NO_ANSWERS, inline=True
            )
        return found.within(text)

    def line(self, text: str) -> PlainLine:
        """A title or label with its placeholders put in. Nothing else in it means anything."""
        if len(text) > LONGEST_LINE:
            return PlainLine("", placed([too_long(text, LONGEST_LINE)], text))
        if not ("{" in text or "*" in text or "_" in text or "`" in text) and not (
            "~~" in text or "facts." in text or "](" in text
        ):
            # No placeholder and no markup, as in most lines.
            return PlainLine(str(text))
        source = MarkdownSource(text, inline=True)
        findings = [*of_placeholders(source, self._context), *markup_in(source)]
        shown = placeholders.replace(
            source.typed, lambda place: self._context.words(place, NO_ANSWERS)
        )
        return PlainLine(shown, placed(sorted(findings, key=lambda each: each.offset), text))
