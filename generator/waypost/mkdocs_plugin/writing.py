"""Writes the pages of single entries and their Markdown, as MkDocs and the theme would.

Each page is put into its shell (see `shell`). A page that says what it said in the last build is
not drawn again: its files are taken over from the site that stands, if they are still those that
the last build wrote.
"""

from __future__ import annotations

import operator
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation

from waypost.build import manifest
from waypost.build.manifest import Sum
from waypost.build.output_folder import NewSite
from waypost.core import page_markup, said
from waypost.core.kept import Kept, key
from waypost.core.page_markup import Markup
from waypost.mkdocs_plugin import layout as shell
from waypost.mkdocs_plugin import mkdocs_page
from waypost.mkdocs_plugin.layout import Sheet
from waypost.mkdocs_plugin.layout_capture import Shells
from waypost.mkdocs_plugin.mkdocs_page import EditLinks
from waypost.mkdocs_plugin.page_values import Sheets
from waypost.pages import entry_pages
from waypost.pages.machine import markdown_copy
from waypost.pages.page import Page
from waypost.pages.page_context import Desk

KEPT: Final = "pages"
"""The file of what is kept: for each page the checksums of its files, and its own markup."""

Row = list[Any]


@dataclass(frozen=True, slots=True)
class Before:
    """The site that stands in ``target``, and what is ``kept`` about its pages."""

    target: Path
    kept: Kept


@dataclass(frozen=True, slots=True)
class Part:
    """The markup that a page has of its own, beside that of its shell, if it has one."""

    own: Markup
    shell: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """A page that was written: all of it but its text, and what its two files hold.

    ``key`` names what it was made from; it is empty where the theme drew it. ``shows`` names the
    entries of which it shows more than titles.
    """

    page: Page
    html: Sum
    twin: Sum
    part: Part
    key: str = ""
    shows: tuple[str, ...] = ()

    def row(self) -> Row:
        """What is kept of it."""
        own = page_markup.row(self.part.own)
        return [self.html.digest, self.twin.digest, self.part.shell, *own]


@dataclass(frozen=True, slots=True)
class Twin:
    """The Markdown of a page that MkDocs makes, in the file ``name``; ``key`` as in `Done`."""

    name: str
    sum: Sum
    key: str

    def row(self) -> Row:
        """What is kept of it."""
        return [self.sum.digest]


@dataclass
class Writing:
    """What pages are written with, in one build. ``before`` is None where nothing is taken over."""

    config: MkDocsConfig
    env: Environment
    nav: Navigation
    pages: Sequence[Any]
    desk: Desk
    shells: Shells
    cards: Mapping[str, str]
    before: Before | None = None

    @cached_property
    def _sheets(self) -> Sheets:
        return Sheets(self.config.site_url, EditLinks(self.config), self.cards)

    def write(self, found: Sequence[entry_pages.Single]) -> list[Done]:
        """Write the pages of these entries into the site."""
        return [self._noted(entry) for entry in found]

    def twins(self, pages: Sequence[Page]) -> list[Twin]:
        """Write the Markdown of these pages, which are whole, into the site."""
        return [self._twin(page) for page in pages if page.listed]

    def _twin(self, page: Page) -> Twin:
        name = markdown_copy.name(page)
        made_from = key("twin", page.html, markdown_copy.source(self.desk, page))
        row = self.before and self.before.kept.get(made_from)
        if row and (sums := self._taken({name: row[0]})):
            return Twin(name, sums[0], made_from)
        return Twin(
            name, self._site.put(name, markdown_copy.of(self.desk, page).encode()), made_from
        )

    def _noted(self, entry: entry_pages.Single) -> Done:
        self.desk.noted()
        done = self._write(entry)
        return replace(done, shows=said.names(self.desk.noted()))

    def _write(self, entry: entry_pages.Single) -> Done:
        draft = entry_pages.draft(self.desk, entry)
        sheet = self._sheets.of(draft.page)
        known = self.shells.ready(sheet)
        name = key(self.desk.name_of(draft), known.digest, sheet.said()) if known else ""
        about = replace(draft.page, structured="")
        if name and (done := self._as_before(about, name)):
            return done
        page = self.desk.drawn(draft)
        if known:
            sheet.content = page.html
            html = known.filled(shell.texts(sheet))
            part = _part(known, sheet, html)
        else:
            html = self._themed(page)
            part = Part(page_markup.read(html))
        data = html.encode("utf-8", "xmlcharrefreplace")
        twin = markdown_copy.of(self.desk, page).encode()
        return Done(
            about,
            self._site.put(page.file, data),
            self._site.put(markdown_copy.name(page), twin),
            part,
            name,
        )

    def _themed(self, page: Page) -> str:
        """The page as MkDocs lets the theme draw it."""
        seen = mkdocs_page.whole(page, self.config, self.cards.get(page.address))
        seen.active = True
        context = get_context(self.nav, self.pages, self.config, seen)
        return self.env.get_template(shell.TEMPLATE).render(context)

    def _as_before(self, about: Page, name: str) -> Done | None:
        """The page taken over from the site that stands; None where that can't be."""
        row = self.before and self.before.kept.get(name)
        if not row:
            return None
        sums = self._taken({about.file: row[0], markdown_copy.name(about): row[1]})
        if sums is None:
            return None
        html, twin = sums
        return Done(about, html, twin, Part(page_markup.of_row(row[3:]), row[2]), name)

    def _taken(self, digests: Mapping[str, str]) -> list[Sum] | None:
        """Take files over, unless one isn't what it was, or isn't there."""
        try:
            return self._linked(digests)
        except FileNotFoundError:
            return None

    def _linked(self, digests: Mapping[str, str]) -> list[Sum] | None:
        assert self.before
        target = str(self.before.target)
        old = (os.path.join(target, name) for name in digests)
        if any(map(operator.ne, map(manifest.checksum, old), digests.values())):
            return None
        return [self._site.take(target, name, digest) for name, digest in digests.items()]

    @cached_property
    def _site(self) -> NewSite:
        return NewSite(self.config.site_dir)


def _part(known: shell.Shell, sheet: Sheet, html: str) -> Part:
    if known.fixed is not None:
        own = page_markup.of_lines(known.varying(shell.texts(sheet)).split("\n"))
        if own is not None:
            return Part(own, known.digest)
    return Part(page_markup.read(html))
