"""Authors' texts on a page: converted, cut for summaries, and with glossary terms explained."""

import re
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup, escape

from waypost.core import language_tag
from waypost.core.nodes import Text
from waypost.core.urls import A_TO_Z, ROOT
from waypost.markdown import Converter
from waypost.markdown.conversion_result import TOP, RichLine, TextHeading
from waypost.model.records import Term
from waypost.model.translation import ALONE, Edition

TOKEN = re.compile(r'<(?:"[^"]*"|[^">])*>')
"""A tag as the sanitiser writes it: attribute values always stand in double quotes."""

UNTOUCHED = frozenset({"a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "th"})
"""No term is marked inside these: a link can't hold a link, and headings stay plain."""

LONGEST_SUMMARY = 155

FEWEST_HEADINGS = 3
"""Headings of a text that is long enough for a list of them."""


@dataclass(frozen=True)
class PageText:
    """The texts of one site."""

    converter: Converter
    terms: tuple[Term, ...] = ()
    edition: Edition = ALONE

    def html(self, text: Text | None, under: int = 1, part: str = "") -> Markup:
        """``text`` as safe HTML whose headings stand right under a heading of a level.

        ``part`` begins their ids, where a page shows several texts.
        """
        return self._foreign(text, self._under(text, under, part), "div") if text else Markup()

    def _under(self, text: Text | None, under: int = 1, part: str = "") -> Markup:
        return self.converter.convert(text).under(under, part) if text else Markup()

    def _foreign(self, text: str, html: Markup, element: str) -> Markup:
        """``html`` marked with its language where ``text`` isn't translated."""
        if not html or not self.edition.foreign(text):
            return html
        return Markup("<{0}{1}>{2}</{0}>").format(element, self.source_language, html)

    @cached_property
    def source_language(self) -> Markup:
        """The attributes of an element whose text isn't translated."""
        source = self.edition.source
        return Markup(' lang="{}" dir="{}"').format(
            language_tag.tag(source), language_tag.direction(source)
        )

    def _named(self, text: str, shown: str) -> str:
        """A line that says its language, in the places where a template can show that."""
        if not self.edition.foreign(text):
            return shown
        return RichLine(shown, self._foreign(text, escape(shown), "span"))

    def parted(self, text: Text | None) -> tuple[list[TextHeading], list[Markup]]:
        """The headings by which readers of a long ``text`` find their way, none of a short one;
        and its HTML before the list of them and after it."""
        html = self._under(text)
        headings = self.converter.convert(text).headings if text else ()
        highest = [heading for heading in headings if heading.level == TOP]
        if len(highest) < FEWEST_HEADINGS:
            return [], [self.html(text), Markup()]
        first = html.index(f'<h2 id="{highest[0].id}">')
        parts = [html[:first], html[first:]]
        return highest, [self._foreign(text or "", part, "div") for part in parts]

    def line(self, text: str | None) -> str:
        """A title or label, its placeholders put in."""
        return self._named(text, self.converter.line(text).text) if text else ""

    def rich(self, text: str | None) -> RichLine:
        """A line's words; a template shows them with their emphasis, code and links."""
        if not text:
            return RichLine("", Markup())
        line = self.converter.inline(text).line
        return RichLine(line, self._foreign(text, line.html, "span"))

    def plain(self, text: Text | None) -> str:
        """``text`` without markup, on one line."""
        return self.converter.convert(text).one_line if text else ""

    def short(self, text: Text | None) -> str:
        """The first sentence of ``text``: an answer's verdict."""
        return self._named(text, self.converter.convert(text).first_sentence) if text else ""

    def explain(self, html: str) -> tuple[Markup, list[tuple[int, Term]]]:
        """``html`` with the first use of each glossary term linked, and the terms it uses."""
        if self._pattern is None or not self._pattern.search(html):
            return Markup(html), []  # noqa: S704
        used: dict[int, Term] = {}
        return Markup("".join(self._marked(html, used))), sorted(used.items())  # noqa: S704

    def _marked(self, html: str, used: dict[int, Term]) -> list[str]:
        parts, place, shut = [], 0, 0
        for tag in TOKEN.finditer(html):
            text = html[place : tag.start()]
            parts.append(text if shut else self._mark(text, used))
            parts.append(tag[0])
            place = tag.end()
            if tag[0].strip("</>").split()[0].lower() in UNTOUCHED:
                shut += -1 if tag[0].startswith("</") else 1
        return [*parts, self._mark(html[place:], used)]

    def _mark(self, text: str, used: dict[int, Term]) -> str:
        assert self._pattern is not None

        def link(found: re.Match[str]) -> str:
            number = self._numbers[_key(found[1])]
            if number in used:
                return found[0]
            used[number] = self.terms[number]
            return (
                f'<a class="wp-term" href="{ROOT}{A_TO_Z}#term-{number}"'
                f' data-tip="tip-{number}">{found[0]}</a>'
            )

        return self._pattern.sub(link, text)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {_key(str(escape(term.term))): number for number, term in enumerate(self.terms)}

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        words = sorted((str(escape(term.term)) for term in self.terms), key=len, reverse=True)
        if not words:
            return None
        return re.compile(rf"\b({'|'.join(map(re.escape, words))})s?\b", re.IGNORECASE)


def one_line(text: str, longest: int = LONGEST_SUMMARY) -> str:
    """``text`` for a meta description: one line of whole words, at most ``longest`` characters."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0].rstrip(",;:—– ") + "…"


def _key(term: str) -> str:
    return " ".join(term.casefold().split())
