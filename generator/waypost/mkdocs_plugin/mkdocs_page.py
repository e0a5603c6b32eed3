"""A page of ours as MkDocs and the theme see it."""

from __future__ import annotations

import os
import posixpath
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage

from waypost.core.nodes import Mark
from waypost.mkdocs_plugin import nav, page_values
from waypost.mkdocs_plugin.page_values import MARKED
from waypost.pages.page import Page


def file(page: Page, src: str, config: MkDocsConfig) -> File:
    """The file that MkDocs takes ``page`` for."""
    level = InclusionLevel.INCLUDED if nav.listed(page) else InclusionLevel.NOT_IN_NAV
    found = File.generated(config, src, content="", inclusion=level)
    if page.at:
        # The edit link is relative to the folder of hand-written pages.
        path = Path(config.config_file_path or ".").parent / page.at.file
        relative = os.path.relpath(path, config.docs_dir)
        found.edit_uri = f"{posixpath.join(*Path(relative).parts)}#L{page.at.line}"
    return found


def dress(seen: MkDocsPage, page: Page, card: str | None) -> None:
    """Give MkDocs' page the title, the values and the contents of ours; ``card`` is its picture."""
    seen.meta = page_values.meta(page, card)
    seen.title = page_values.escaped(page_values.name(page))
    seen.toc = page_values.contents(page)


def whole(page: Page, config: MkDocsConfig, card: str | None) -> MkDocsPage:
    """A page that MkDocs wasn't told of, as if it had been, and read."""
    found = MkDocsPage(None, file(page, nav.source(page), config), config)
    dress(found, page, card)
    found.markdown, found.content = "", page.html
    return found


class EditLinks(dict[str, str | None]):
    """The edit link of each file of a knowledge base, at line `MARKED`; None where it has none."""

    def __init__(self, config: MkDocsConfig) -> None:
        super().__init__()
        self._config = config

    def __missing__(self, name: str) -> str | None:
        marked = Page(address="x/", kind="", title="", html="", at=Mark(name, MARKED, 1))
        self[name] = whole(marked, self._config, None).edit_url
        return self[name]
