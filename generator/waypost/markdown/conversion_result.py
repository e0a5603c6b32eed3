"""Texts converted: plain records."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from markupsafe import Markup

from waypost.diagnostics import Problem
from waypost.markdown.links import Target
from waypost.markdown.plain_text import first_sentence
from waypost.markdown.text_finding import Finding

LOWEST: Final = 6
TOP: Final = 3
"""The levels of a text's lowest and highest heading: pages use h1 and h2 for their own."""

HEADING: Final = re.compile(rf"(</?h)([{TOP}-{LOWEST}])>")


@dataclass(frozen=True, slots=True)
class Made:
    """A text converted, wherever it stands."""

    html: Markup = field(default_factory=Markup)
    plain: str = ""
    lead: str = ""
    links: tuple[Target, ...] = ()
    pictures: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Converted:
    """A text converted.

    ``html`` is safe on any page once `addresses.settle` has settled its links; its headings start
    at h3. ``lead`` is the first paragraph as plain text. ``links`` and ``pictures`` are what it
    leads to and shows, ``facts`` the ids it names.
    """

    html: Markup
    plain: str
    lead: str = ""
    links: tuple[Target, ...] = ()
    pictures: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def first_sentence(self) -> str:
        """The verdict."""
        return first_sentence(self.lead)

    @property
    def inline(self) -> Markup:
        """The HTML without its paragraph, where it is a single one: for a list item or a cell."""
        single = self.html.startswith("<p>") and self.html.count("<p") == 1
        return self.html[3:-4] if single and self.html.endswith("</p>") else self.html

    def under(self, level: int) -> Markup:
        """The HTML with its headings moved to stand right under a heading of this level."""
        shift = level + 1 - TOP
        return Markup(  # noqa: S704 - a tag in the sanitised text can only be our own
            HEADING.sub(lambda tag: f"{tag[1]}{min(int(tag[2]) + shift, LOWEST)}>", self.html)
        )


@dataclass(frozen=True, slots=True)
class Plain:
    """A text without markup, its placeholders put in. It is data: escape it like any other."""

    text: str
    problems: tuple[Problem, ...] = ()
