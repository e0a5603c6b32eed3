"""Result of a conversion: the one record that checks, pages and search take a text's parts from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, NamedTuple

from markupsafe import Markup

from waypost.core.nodes import Text
from waypost.diagnostics import Problem
from waypost.markdown.links import Target
from waypost.markdown.text_finding import TextFinding
from waypost.model.declare import NOWHERE

LOWEST: Final = 6
TOP: Final = 3
"""The levels of a text's lowest and highest heading: pages use h1 and h2 for their own."""

HEADING: Final = re.compile(rf"(</?h)([{TOP}-{LOWEST}])(?=[ >])")
ANCHOR: Final = re.compile(r'(<h[1-6] id="|<a href="#)')
"""The beginning of a heading, and of a link to one of the same text."""


SENTENCE: Final = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=\S)|[。！？]")
LONGEST_SENTENCE: Final = 1_000
"""Characters of a first sentence that lists and descriptions show; nobody reads that far."""


LINK: Final = re.compile(r"</?a(?: [^>]*)?>")


class TextHeading(NamedTuple):
    """A heading of a text: its level in the HTML, its words, and its id."""

    level: int
    words: str
    id: str


@dataclass(frozen=True)
class Converted:
    """A text converted.

    ``lead`` is the first paragraph as plain text. ``links`` and ``pictures`` are what it leads to
    and shows, ``facts`` the ids it names. ``problems`` are the ``findings`` where the text stands.
    """

    unsafe_html: str = ""
    plain: str = ""
    lead: str = ""
    links: tuple[Target, ...] = ()
    pictures: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    headings: tuple[TextHeading, ...] = ()
    findings: tuple[TextFinding, ...] = ()
    problems: tuple[Problem, ...] = ()

    def within(self, text: str) -> Converted:
        """The same as the conversion of ``text``, which stands somewhere."""
        if not self.findings:
            return self
        return replace(self, problems=placed(self.findings, text))

    @cached_property
    def html(self) -> Markup:
        """HTML that is safe on any page once `urls.settle` has settled its links; its headings
        start at h3. A check has no use for it, so it is cleaned when it is asked for."""
        # Loading the sanitiser takes longer than checking a small knowledge base.
        from waypost.markdown.sanitiser import clean

        return clean(self.unsafe_html)

    @cached_property
    def line(self) -> RichLine:
        """The text as one line, for a conversion of one."""
        html = self.html.removeprefix("<p>").removesuffix("</p>").strip()
        return RichLine(self.plain, Markup(html))  # noqa: S704 - a part of the sanitised text

    @cached_property
    def one_line(self) -> str:
        """The text without markup, on one line."""
        return " ".join(self.plain.split())

    @cached_property
    def first_sentence(self) -> str:
        """The first sentence of the lead: an answer's verdict. One that never ends is cut."""
        ends = (found.end() for found in SENTENCE.finditer(self.lead))
        # A small letter after the point shows that it belonged to an abbreviation.
        end = next((end for end in ends if not self.lead[end : end + 1].islower()), None)
        whole = self.lead[:end].strip()
        return whole if len(whole) <= LONGEST_SENTENCE else whole[:LONGEST_SENTENCE].rstrip() + "…"

    def under(self, level: int, part: str = "") -> Markup:
        """The HTML with its headings moved to stand right under a heading of this level.

        ``part`` begins their ids, where a page shows several texts.
        """
        if not self.headings:
            return self.html
        shift = level + 1 - TOP
        html = HEADING.sub(lambda tag: f"{tag[1]}{min(int(tag[2]) + shift, LOWEST)}", self.html)
        # A tag in the sanitised text can only be our own.
        return Markup(ANCHOR.sub(lambda start: start[1] + part, html))  # noqa: S704


class RichLine(str):
    """The words of a line. A template shows them with their emphasis, code and links."""

    __slots__ = ("html",)

    html: Markup

    def __new__(cls, words: str, html: Markup) -> RichLine:
        self = str.__new__(cls, words)
        self.html = html
        return self

    def __html__(self) -> str:
        return self.html

    def __repr__(self) -> str:
        # A page's key is made of this.
        return f"RichLine({str(self)!r}, {str(self.html)!r})"

    def without_links(self) -> RichLine:
        """The same with the words of its links alone, to stand in a link."""
        return RichLine(self, Markup(LINK.sub("", self.html)))  # noqa: S704


class PlainLine(NamedTuple):
    """A text without markup, its placeholders put in. It is data: escape it like any other."""

    text: str
    problems: tuple[Problem, ...] = ()


def placed(findings: Iterable[TextFinding], text: str) -> tuple[Problem, ...]:
    standing = text if isinstance(text, Text) else Text(text, NOWHERE)
    return tuple(found.within(standing) for found in findings)
