"""Builds for the preview: the whole site at first, then only the pages that an edit changes.

A whole build goes into a folder of its own, and the preview turns to it when it is ready. What
MkDocs made on the way (files, navigation, templates) is kept, so that a page whose value changed
can be rendered again by MkDocs itself.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator, Mapping
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

from waypost import machines, menu, render
from waypost.pipeline import Prepared, prepare
from waypost.plugin import PLACEHOLDER, WaypostPlugin
from waypost.preview.where import saved_page
from waypost.problems import Problem, Severity
from waypost.problems.say import severity
from waypost.redirects import redirects
from waypost.render import Page
from waypost.search import site as search

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

    def refresh(self, *, whole: bool = True) -> News:
        """Build again after a save; ``whole`` where more than the knowledge base has changed."""
        day = self.day or date.today()
        prepared = prepare(self.source, day, self.content, drafts=True)
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
        known = changed is None or page in {each.address for each in self._plugin.pages.values()}
        return replace(news, changed=changed, page=page if known else None)

    def catch_up(self) -> None:
        """Bring what stands beside the pages up to date: search, Markdown, data for machines.

        Open pages don't wait for it.
        """
        if self.folder and not self.caught_up:
            for name, content in (*self._searched(), *self._for_machines()):
                (self.folder / name).write_text(content, encoding="utf-8", newline="\n")
        self.caught_up = True

    def _searched(self) -> Iterator[tuple[str, str]]:
        """The search's files, under the names that the pages know."""
        place, site = self._plugin.shown.search, self._plugin.desk.site
        if place is not None:
            first, parts = search.data_of(site.knowledge, site.converter)
            yield place.data, search.as_json(first)
            for part, value in parts.items():
                yield f"{place.data.removesuffix('json')}{part}.json", search.as_json(value)

    def _for_machines(self) -> Iterator[tuple[str, str]]:
        """What machines read, as far as it has changed."""
        plugin = self._plugin
        made = dict(machines.files(plugin.desk, list(plugin.pages.values())))
        plugin.texts |= {name: text for name, text in made.items() if name in plugin.texts}
        twins = {name: text for name, text in made.items() if name.endswith(".md")}
        now = plugin.texts | twins
        changed = {name: text for name, text in now.items() if self.beside.get(name) != text}
        self.beside |= changed
        yield from changed.items()

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
        self.caught_up = True
        if old:
            shutil.rmtree(old, ignore_errors=True)

    def _some(self, prepared: Prepared) -> frozenset[str] | None:
        """Render the pages whose values changed; nothing where the whole site has to be built."""
        plugin, files = self._plugin, self.keeper.files
        written = menu.written(files)
        own = {file.src_uri for file in written}
        desk = render.desk_for(prepared.site, plugin.desk.url)
        pages = {menu.source(page): page for page in render.pages(desk, menu.links(written))}
        pages = {src: page for src, page in pages.items() if src not in own}
        moved = redirects(prepared.site.knowledge) != redirects(plugin.desk.site.knowledge)
        if moved or set(pages) != set(plugin.pages):
            return None
        changed = [src for src, page in pages.items() if _differs(page, plugin.pages[src])]
        if any(_names_menu(pages[src], plugin.pages[src]) for src in changed):
            return None
        plugin.given, plugin.desk, plugin.pages = prepared, desk, pages
        changed += [src for src in sorted(own) if self._quotes(src)]
        for src in changed:
            self._render(src)
        self.caught_up = not changed
        return frozenset(self._address(src) for src in changed)

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
    return menu.listed(new) and menu.name(new) != menu.name(old)


def quiet() -> None:
    """Keep MkDocs from telling each step of a build; its warnings stay."""
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
