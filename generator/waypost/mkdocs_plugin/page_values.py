"""A page of ours as the theme reads it: its values, without what MkDocs adds of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from markupsafe import escape
from mkdocs.structure.toc import AnchorLink, TableOfContents

from waypost.mkdocs_plugin import layout
from waypost.mkdocs_plugin.layout import Sheet
from waypost.pages.page import Page

HIDDEN: Final = ("navigation", "toc", "path")
"""Parts of the theme that a generated page goes without."""

NAMES: Final = {"home": "Home"}

MARKED: Final = 987_654_321
"""A line that no file has: where it shows in an edit link is the line of the entry."""


@dataclass(frozen=True, slots=True)
class Sheets:
    """Makes sheets of pages that MkDocs isn't told of. Each of these has a heading of its own.

    ``site_url`` is the site's public address. ``edits`` are the links with which the files of a
    knowledge base are edited at line `MARKED`, ``cards`` the pictures of pages, by their addresses.
    """

    site_url: str | None
    edits: Mapping[str, str | None]
    cards: Mapping[str, str]

    def of(self, page: Page) -> Sheet:
        """``page`` as a shell looks at it."""
        canonical_url, abs_url = urls(self.site_url, page.address)
        return Sheet(
            url=page.address,
            title=escaped(name(page)),
            content="<h1",
            meta=meta(page, self.cards.get(page.address)),
            toc=contents(page),
            canonical_url=canonical_url,
            abs_url=abs_url,
            edit_url=self._edit_url(page),
        )

    def _edit_url(self, page: Page) -> str | None:
        if page.at is None:
            return None
        url = self.edits[page.at.file]
        return url and url.replace(str(MARKED), str(page.at.line))


def name(page: Page) -> str:
    """What the navigation calls a page."""
    if page.kind == "tree":
        return page.id.replace("-", " ").replace("_", " ").capitalize()
    return NAMES.get(page.kind, page.title)


def meta(page: Page, card: str | None) -> dict[str, Any]:
    """What the theme reads: few values, so that pages of one kind differ in little else."""
    found: dict[str, Any] = {"title": escaped(page.title), "hide": list(HIDDEN)}
    found["template"] = layout.TEMPLATE
    # Our own search finds the entry; MkDocs' index is for hand-written pages.
    found["search"] = {"exclude": True}
    if page.description:
        found["description"] = str(escape(page.description))
    if page.structured:
        found["structured"] = page.structured
    if page.scripted:
        found["tree"] = True
    if not page.listed:
        found["unlisted"] = True
    if card is not None:
        found["card"] = card
    return found


def escaped(text: str) -> str:
    """``text`` for the theme, which takes tags and white space out in some places only."""
    return str(escape(" ".join(text.split())))


def contents(page: Page) -> TableOfContents:
    """The page's headings."""
    links = [AnchorLink(escaped(each.title), each.id, each.level) for each in page.toc]
    if links and links[0].level == 1:
        links[0].children = links[1:]
        links = links[:1]
    return TableOfContents(links)


def urls(site_url: str | None, address: str) -> tuple[str | None, str | None]:
    """A page's canonical and absolute address, as MkDocs gives them; None without a site's."""
    if not site_url:
        return None, None
    whole = site_url.rstrip("/") + "/" + address
    return whole, urlsplit(whole).path
