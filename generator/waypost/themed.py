"""A page of ours as MkDocs and the theme see it."""

from __future__ import annotations

import os
import posixpath
from pathlib import Path
from typing import Any, Final

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from waypost import menu, shell
from waypost.render.page import Page

HIDDEN: Final = ("navigation", "toc", "path")
"""Parts of the theme that a generated page goes without."""


def file(page: Page, src: str, config: MkDocsConfig) -> File:
    """The file that MkDocs takes ``page`` for."""
    level = InclusionLevel.INCLUDED if menu.listed(page) else InclusionLevel.NOT_IN_NAV
    found = File.generated(config, src, content="", inclusion=level)
    if page.at:
        # The edit link is relative to the folder of hand-written pages.
        path = Path(config.config_file_path or ".").parent / page.at.file
        relative = os.path.relpath(path, config.docs_dir)
        found.edit_uri = f"{posixpath.join(*Path(relative).parts)}#L{page.at.line}"
    return found


def dress(seen: MkDocsPage, page: Page, card: str | None) -> None:
    """Give MkDocs' page the title, the values and the contents of ours; ``card`` is its picture."""
    seen.meta = meta(page, card)
    seen.title = escaped(menu.name(page))
    seen.toc = contents(page)


def whole(page: Page, config: MkDocsConfig, card: str | None) -> MkDocsPage:
    """A page that MkDocs wasn't told of, as if it had been, and read."""
    found = MkDocsPage(None, file(page, menu.source(page), config), config)
    dress(found, page, card)
    found.markdown, found.content = "", page.html
    return found


def meta(page: Page, card: str | None) -> dict[str, Any]:
    """What the theme reads: few values, so that pages of one kind differ in little else."""
    found: dict[str, Any] = {"title": escaped(page.title), "hide": list(HIDDEN)}
    found["template"] = shell.TEMPLATE
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
