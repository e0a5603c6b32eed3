"""Builds for the preview: the whole site at first, then only the pages that an edit changes.

A whole build goes into a folder of its own, and the preview turns to it when it is ready. What
MkDocs made on the way (files, navigation, templates) is kept, so that a page whose value changed
can be rendered again by MkDocs itself.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final

from jinja2 import Environment
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import base, load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, MkDocsException
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from waypost import machines, menu, render, sheets
from waypost.apart import Layout
from waypost.kept import Remembered
from waypost.meanwhile import write
from waypost.pipeline import Prepared, prepare
from waypost.plugin import PLACEHOLDER, WaypostPlugin
from waypost.preview import quick
from waypost.preview.where import saved_page
from waypost.problems import Problem, Severity
from waypost.problems.say import severity
from waypost.redirects import redirects
from waypost.render import Page, entries
from waypost.render.desk import Desk
from waypost.render.entries import Single
from waypost.search.files import DATA_FILE, PLACE, parts_of

PLUGIN: Final = "waypost"
KEEPER: Final = "waypost-keeper"


class NoOptions(base.Config):  # type: ignore[no-untyped-call]
    """The keeper has nothing to set."""


class Keeper(BasePlugin[NoOptions]):  # type: ignore[no-untyped-call]
    """Keeps what MkDocs builds pages with."""

    files: Files
    nav: Navigation
    env: Environment

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Keep the templates and the files."""
        del config
        self.env, self.files = env, files
        return env

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Keep the navigation."""
        del config, files
        self.nav = nav
        return nav


@dataclass(frozen=True, slots=True)
class News:
    """What a save brought.

    ``errors`` keep the last good pages in place; ``failure`` is why MkDocs couldn't build. ``page``
    is the address of the page whose lines were saved. ``changed`` are the addresses of the pages
    that differ; nothing where any may.
    """

    version: int
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    failure: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    page: str | None = None
    changed: frozenset[str] | None = None


class Preview:
    """The preview of the site that ``settings`` (an `mkdocs.yml`) describes.

    ``folder`` holds the last good pages; it is absent until there were any.
    """

    def __init__(self, settings: Path, kb: Path | None, day: date | None) -> None:
        self.settings = settings
        self.kb = kb
        self.day = day
        self.version = 0
        self.folder: Path | None = None
        self.config = self._configured()
        self.prepared: Prepared | None = None
        self.texts: Mapping[str, str] = {}
        self.keeper = Keeper()
        self.converted = Remembered()
        self.names: dict[str, str] = {}
        self.outlines: list[Page] = []
        self.beside: dict[str, str] = {}
        self.caught_up = True

    @property
    def source(self) -> Path:
        """The knowledge base."""
        return self.kb or self.settings.parent / str(self._plugin.config["kb"])

    @property
    def content(self) -> Path:
        """The folder of hand-written pages."""
        return Path(self.config.docs_dir)

    @property
    def watched(self) -> tuple[Path, ...]:
        """The files and folders whose changes matter."""
        custom = self.config.theme.custom_dir
        files = self.prepared.files if self.prepared else ()
        folders = self.prepared.folders if self.prepared else ()
        return (
            self.settings,
            self.content,
            *([Path(custom)] if custom else []),
            self.source,
            *files,
            *folders,
        )

    @property
    def _plugin(self) -> WaypostPlugin:
        plugin: Any = self.config.plugins[PLUGIN]
        assert isinstance(plugin, WaypostPlugin)
        return plugin

    def at_once(self) -> News | None:
        """Show the one text that was edited, before the rest is looked at; None where more was.

        `refresh` has to follow: it checks the whole, and renders what else shows that text.
        """
        prepared, plugin = self.prepared, self._plugin
        if self.folder is None or prepared is None or not prepared.ok():
            return None
        found = quick.edited(prepared.site, self.texts)
        if found is None:
            return None
        site, entry = found
        desk = render.desk_for(site, plugin.desk.url)
        draft = entries.draft(desk, entry)
        address = draft.page.address
        if address not in self.names:
            return None
        plugin.writing.desk = desk
        plugin.writing.write([entry])
        self.names[address] = desk.name_of(draft)
        self.version += 1
        return News(self.version, page=address, changed=frozenset({address}))

    def refresh(self, *, whole: bool = True) -> News:
        """Build again after a save; ``whole`` where more than the knowledge base has changed."""
        day = self.day or date.today()
        prepared = prepare(self.source, day, self.content, drafts=True, keep=self.converted)
        self.converted.turn()
        before, self.texts = self.texts, prepared.texts
        page = saved_page(before, prepared.texts, prepared.knowledge) if before else None
        self.prepared = prepared
        self.version += 1
        errors = tuple(p for p in prepared.problems if severity(p) is Severity.ERROR)
        warnings = tuple(p for p in prepared.problems if severity(p) is Severity.WARNING)
        news = News(self.version, errors, warnings, texts=prepared.texts, page=page)
        if errors:
            return news
        try:
            changed = None if whole or self.folder is None else self._some(prepared)
            if changed is None:
                self._all(prepared)
        except (MkDocsException, ConfigurationError, Abort) as reason:
            return replace(news, failure=str(reason))
        known = changed is None or page in self._addresses()
        return replace(news, changed=changed, page=page if known else None)

    def _addresses(self) -> set[str]:
        return {page.address for page in self._plugin.layout.pages}

    def catch_up(self) -> None:
        """Bring what stands beside the pages up to date: search, Markdown, data for machines.

        Open pages don't wait for it.
        """
        if self.folder and not self.caught_up:
            self._search_again(self.folder)
            plugin = self._plugin
            found = dict(machines.twins(plugin.desk, list(plugin.pages.values()))) | plugin.texts
            changed = {name: text for name, text in found.items() if self.beside.get(name) != text}
            self.beside = found
            write(str(self.folder), (*changed.items(), *plugin.for_machines(self.outlines)))
        self.caught_up = True

    def _search_again(self, folder: Path) -> None:
        """Write the search's files, and remove those that they take the place of."""
        old = set((folder / PLACE).parent.glob(DATA_FILE))
        old.update(part for each in tuple(old) for part in parts_of(each).values())
        found = dict(self._plugin.search_files())
        write(str(folder), found.items())
        for path in old - {folder / name for name in found}:
            path.unlink()

    def close(self) -> None:
        """Remove what was built."""
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _configured(self) -> MkDocsConfig:
        return load_config(config_file=str(self.settings))

    def _all(self, prepared: Prepared) -> None:
        """Build the whole site beside the last one, then turn to it."""
        folder = Path(mkdtemp(prefix="waypost-preview-"))
        config = self._configured()
        config.site_dir = str(folder)
        self.config = config
        self._plugin.given = prepared
        keeper = Keeper()
        config.plugins[KEEPER] = keeper
        config.plugins.on_startup(command="serve", dirty=False)
        try:
            mkdocs_build.build(config)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        old, self.folder, self.keeper = self.folder, folder, keeper
        self.beside = dict(self._plugin.texts)
        self.names, _ = self._drafted(self._plugin.desk, self._plugin.layout)
        self.caught_up = True
        if old:
            shutil.rmtree(old, ignore_errors=True)

    def _drafted(self, desk: Desk, layout: Layout) -> tuple[dict[str, str], dict[str, Single]]:
        """A name for what each page of a single entry says, and the entry, by the page's address.

        The outlines of all pages, for the index, are taken down on the way.
        """
        drafts = [(entries.draft(desk, entry), entry) for entry in layout.singles]
        self.outlines = [*layout.told, *(draft.page for draft, _ in drafts)]
        return (
            {draft.page.address: desk.name_of(draft) for draft, _ in drafts},
            {draft.page.address: entry for draft, entry in drafts},
        )

    def _some(self, prepared: Prepared) -> frozenset[str] | None:
        """Render the pages whose values changed; nothing where the whole site has to be built."""
        plugin, files = self._plugin, self.keeper.files
        written = menu.written(files)
        own = {file.src_uri for file in written}
        desk = render.desk_for(prepared.site, plugin.desk.url)
        layout = plugin.laid_out(desk, Files(written), self.config)
        pages = {menu.source(page): page for page in layout.told}
        names, singles = self._drafted(desk, layout)
        moved = redirects(prepared.site.knowledge) != redirects(plugin.desk.site.knowledge)
        if moved or set(pages) != set(plugin.pages) or set(names) != set(self.names):
            return None
        changed = [src for src, page in pages.items() if _differs(page, plugin.pages[src])]
        if any(_names_menu(pages[src], plugin.pages[src]) for src in changed):
            return None
        plugin.given, plugin.desk, plugin.pages, plugin.layout = prepared, desk, pages, layout
        plugin.list_pages(files, self.config)
        changed += [src for src in sorted(own) if self._quotes(src)]
        for src in changed:
            self._render(src)
        edited = [address for address, name in names.items() if self.names[address] != name]
        plugin.writing.write([singles[address] for address in edited])
        self.names = names
        self.caught_up = False
        return frozenset((*map(self._address, changed), *edited))

    def _quotes(self, src: str) -> bool:
        """Whether a hand-written page holds something of the knowledge base."""
        file = self.keeper.files.get_file_from_path(src)
        return bool(file and PLACEHOLDER.search(file.content_string))

    def _address(self, src: str) -> str:
        file = self.keeper.files.get_file_from_path(src)
        return "" if file is None or file.url in (".", "./") else file.url

    def _render(self, src: str) -> None:
        """Let MkDocs make one page again, as in a whole build."""
        keeper, config = self.keeper, self.config
        file = keeper.files.get_file_from_path(src)
        assert file is not None
        assert file.page is not None
        docs = keeper.files.documentation_pages()
        mkdocs_build._populate_page(file.page, config, keeper.files)
        mkdocs_build._build_page(file.page, config, docs, keeper.nav, keeper.env)


def _differs(new: Page, old: Page) -> bool:
    """Whether two values of a page differ in more than the line on which its entry stands."""
    return replace(new, at=None) != replace(old, at=None)


def _names_menu(new: Page, old: Page) -> bool:
    """Whether a change shows on other pages too: in the navigation."""
    return menu.listed(new) and sheets.name(new) != sheets.name(old)


def quiet() -> None:
    """Keep MkDocs from telling each step of a build; its warnings stay."""
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
