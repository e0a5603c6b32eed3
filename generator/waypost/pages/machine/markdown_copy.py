"""Pages as Markdown: what an assistant or a script reads in place of the HTML."""

import re
from typing import Final

import nh3

from waypost.core import urls
from waypost.markdown.from_html import KEPT, written
from waypost.pages.page import Page
from waypost.pages.page_context import PageContext

DROPPED: Final = {"svg", "script", "style", "form", "button", "nav", "search", "template"}
ASIDE: Final = re.compile(
    r'<(p|div|section|aside) class="wp-(?:tip|due|draft|tools|feedback|outcome__flag|tree__foot)\b'
    r'|<(aside) class="wp-basis" data-answers|<(p) data-others'
)
"""Parts that readers don't see until script shows them, or that only lead around the page."""

JOINED: Final = (
    ('</a><span class="wp-quiet">', "</a>: <span>"),
    ("</dt>", ": </dt>"),
    ('<details class="wp-provenance">\n  <summary>', "<p>"),
)
"""Parts that style sets apart."""

SIGNS: Final = re.compile(r"[\\\[\]<`]")
"""Characters that would begin a link, a tag or code."""


def name(page: Page) -> str:
    """The path of a page's Markdown: beside its HTML."""
    return f"{page.address}index.md"


def of(context: PageContext, page: Page) -> str:
    """A page of ours as Markdown: its title, its text, and what it rests on."""
    return f"{from_html(page.html)}\n\n{source(context, page)}"


def from_html(html: str) -> str:
    """The text of a page's article; what only serves a browser is left out."""
    kept = nh3.clean(
        _without_asides(html),
        tags=KEPT,
        clean_content_tags=DROPPED,
        attributes={"a": {"href"}},
        link_rel=None,
    )
    return written(kept)


def _without_asides(html: str) -> str:
    parts, place = [], 0
    while found := ASIDE.search(html, place):
        tag = found[1] or found[2] or found[3]
        parts.append(html[place : found.start()])
        place = html.index(f"</{tag}>", found.end()) + len(tag) + 3
    rest = "".join([*parts, html[place:]])
    for before, after in JOINED:
        rest = rest.replace(before, after)
    return rest


def source(context: PageContext, page: Page) -> str:
    """The source line that stands below the text."""
    where = context.url + page.address if context.url else urls.relative("", page.address)
    return f"---\n\n[{literal(context.text.line(context.knowledge.title))}]({where})\n"


def literal(text: str) -> str:
    """A line of words as Markdown that says them, and nothing else."""
    return SIGNS.sub(r"\\\g<0>", text)
