"""A generated page as the theme reads it: its title, front matter and table of contents."""

import os
import posixpath
from pathlib import Path
from typing import Any, Final

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.toc import AnchorLink, TableOfContents

from waypost.mkdocs_plugin import nav
from waypost.pages import Page
from waypost.pages.page import TOP

HIDDEN: Final = ("navigation", "toc", "path")
"""Parts of the theme that a generated page goes without."""


def file_of(page: Page, source: str, line: str, config: MkDocsConfig) -> File:
    """The file that MkDocs takes ``page`` for; its link for editing leads to ``line``."""
    level = InclusionLevel.INCLUDED if page.kind in nav.LISTED else InclusionLevel.NOT_IN_NAV
    found = File.generated(config, source, content="", inclusion=level)
    if page.at:
        # The edit link is relative to the folder of hand-written pages.
        path = Path(config.config_file_path or ".").parent / page.at.file
        relative = os.path.relpath(path, config.docs_dir)
        found.edit_uri = f"{posixpath.join(*Path(relative).parts)}#L{line}"
    return found


def meta(page: Page, card: str, languages: str) -> dict[str, Any]:
    """The front matter that the theme reads. ``card`` is a picture's address, empty for none.

    ``languages`` are those that have the page.
    """
    found: dict[str, Any] = {"title": escaped(page.title), "hide": list(HIDDEN)}
    # Our own search finds the entry; MkDocs' index is for hand-written pages.
    found["search"] = {"exclude": True}
    found["languages"] = languages.split()
    if page.description:
        found["description"] = str(escape(page.description))
    if page.structured:
        found["structured"] = page.structured
    if page.scripted:
        found["tree"] = True
    if page.kind == "home":
        found["home"] = True
    if not page.listed:
        found["unlisted"] = True
    if card:
        found["card"] = card
    return found


def escaped(text: str) -> str:
    """``text`` for the theme, which takes tags and white space out in some places only."""
    return str(escape(" ".join(text.split())))


def contents(page: Page) -> TableOfContents:
    """The page's table of contents: no more than its title."""
    return TableOfContents([AnchorLink(escaped(page.title), TOP, 1)])
