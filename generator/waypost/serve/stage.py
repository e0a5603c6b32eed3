"""What MkDocs laid out, and the pages drawn on it when they are asked for.

A site of ten thousand questions is laid out in a second; drawing it takes a minute. So MkDocs lays
it out and draws the hand-written pages; a page of ours is drawn by MkDocs and the theme, as in a
build, when it is first asked for after it may have changed. Where another plugin or a template of
the site's may look at every page, MkDocs draws all of them at once.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from tempfile import mkdtemp
from threading import RLock
from typing import Any, Final

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import base
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation

from waypost import pages as render
from waypost.checks.analyse import Prepared
from waypost.mkdocs_plugin import nav as menu
from waypost.mkdocs_plugin import page_values
from waypost.mkdocs_plugin.apart import Layout, listing
from waypost.mkdocs_plugin.meanwhile import write
from waypost.mkdocs_plugin.plugin import PLACEHOLDER, Given, Way, WaypostPlugin
from waypost.model.redirects import redirects
from waypost.pages import Page, a_to_z, entry_pages, machine
from waypost.pages.entry_pages import Single
from waypost.pages.machine import feed
from waypost.pages.page_context import Desk
from waypost.search import site_index as search
from waypost.serve.side_files import Aside

PLUGIN: Final = "waypost"
KEEPER: Final = "waypost-keeper"
INDEXES: Final = ("index.html", "index.md")


class NoOptions(base.Config):  # type: ignore[no-untyped-call]
    """The keeper has nothing to set."""


class Keeper(BasePlugin[NoOptions]):  # type: ignore[no-untyped-call]
    """Keeps what MkDocs builds pages with, and keeps it from drawing ours before ``drawing``."""

    files: Files
    nav: Navigation
    env: Environment
    drawing = False

    @event_priority(-100)  # after the plugin that draws
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Keep the templates and the files."""
        self.env, self.files = env, files
        plugin: Any = config.plugins[PLUGIN]
        self.drawing = not plugin.layout.draws
        draw: Any = env.globals["waypost_page"]

        @pass_context
        def waypost_page(context: Context) -> str:
            # MkDocs writes no page that is empty.
            return str(draw(context)) if self.drawing else ""

        env.globals["waypost_page"] = waypost_page
        return env

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Keep the navigation."""
        del config, files
        self.nav = nav
        return nav


class Stage:
    """The site that ``config`` describes, laid out with ``prepared`` in a folder of its own.

    The folder is made in ``home``. ``lock`` is held while a page is drawn, and while what is shown
    changes. Raises what MkDocs raises where it can't build.
    """

    def __init__(self, config: MkDocsConfig, prepared: Prepared, lock: RLock, home: Path) -> None:
        self.config = config
        self.lock = lock
        self.keeper = Keeper()
        self.folder = Path(mkdtemp(dir=home))
        try:
            self._build(prepared)
        except BaseException:
            self.close()
            raise
        plugin, files = self.plugin, self.keeper.files
        self.aside = Aside(self, built=not plugin.layout.draws)
        self.told = {_address(file.url): file.src_uri for file in files.documentation_pages()}
        self.singles = self._singles(plugin.desk)
        self._redirects = redirects(plugin.desk.knowledge)
        self._stale = set(plugin.layout.draws)
        self._draws: Mapping[str, Callable[[], Page]] | None = plugin.layout.draws or None

    @property
    def plugin(self) -> WaypostPlugin:
        """Our plugin."""
        plugin: Any = self.config.plugins[PLUGIN]
        assert isinstance(plugin, WaypostPlugin)
        return plugin

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where there are pages."""
        return (*self.told, *self.singles)

    def _build(self, prepared: Prepared) -> None:
        config, plugin = self.config, self.plugin
        config.site_dir = str(self.folder)
        plugin.given = Given(prepared, Way(later=True))
        config.plugins[KEEPER] = self.keeper
        config.plugins.on_startup(command="serve", dirty=False)
        mkdocs_build.build(config)
        self.keeper.drawing = True

    def _singles(self, desk: Desk) -> dict[str, Single]:
        """The entries whose pages MkDocs doesn't know of, by their addresses."""
        found = {desk.stock.address(entry): entry for entry in render.singles(desk)}
        return {address: entry for address, entry in found.items() if address not in self.told}

    def close(self) -> None:
        """Remove what was drawn."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def next(self, prepared: Prepared, *, edit: bool = False) -> Next | None:
        """What to `turn` to for another state of the knowledge base.

        None where MkDocs has to lay the site out anew. ``edit`` says that there are the same
        entries at the same addresses as before, with the same names in menus.
        """
        plugin, knowledge = self.plugin, prepared.site.knowledge
        desk = render.desk_for(prepared.site, plugin.desk.url)
        if not self._frames(desk):
            return None
        if edit and plugin.layout.draws:
            return Next(desk, None)
        written = menu.written(self.keeper.files)
        layout = plugin.laid_out(desk, Files(written), self.config)
        pages = {menu.source(page): page for page in layout.told}
        if redirects(knowledge) != self._redirects or set(pages) != set(plugin.pages):
            return None
        if any(_names_menu(page, plugin.pages[src]) for src, page in pages.items()):
            return None
        return Next(desk, layout)

    def _frames(self, desk: Desk) -> bool:
        """Whether what all pages show round their own content is still right."""
        plugin, shown, knowledge = self.plugin, self.plugin.shown, desk.knowledge
        if knowledge.language != plugin.desk.knowledge.language:
            return False
        if shown.search and shown.search.ways != search.ways_on(knowledge, desk.site.converter):
            return False
        if not desk.url or machine.FEED in plugin.taken:
            return True
        return bool(shown.feed) == bool(feed.atom(desk))

    def turn(self, to: Next) -> None:
        """Show it from now on."""
        plugin, files, before = self.plugin, self.keeper.files, set(self.singles)
        with self.lock:
            plugin.desk = plugin.writing.desk = to.desk
            self._draws = None
            if to.layout is None:
                self._stale |= set(plugin.pages)
            else:
                self._turn_pages(to.layout)
            self.singles = self._singles(to.desk)
            self._stale |= {each.src_uri for each in menu.written(files) if _quotes(each)}
            for address in before - set(self.singles):
                shutil.rmtree(self.folder / address, ignore_errors=True)
            self.aside.fall_behind()

    def _turn_pages(self, layout: Layout) -> None:
        plugin = self.plugin
        pages = {menu.source(page): page for page in layout.told}
        drawn = not layout.draws
        self._stale |= {
            src for src, page in pages.items() if not drawn or _differs(page, plugin.pages[src])
        }
        plugin.pages, plugin.layout = pages, layout
        listed = partial(listing, self.keeper.files, layout, self.config, plugin._whole)
        plugin.listing = plugin.writing.pages = Listed(listed)
        self._draws = layout.draws or None

    def ready(self, name: str) -> None:
        """Draw the page that is served as ``name``, where it isn't there or may have changed."""
        address = next((name.removesuffix(end) for end in INDEXES if name.endswith(end)), name)
        address = f"{address.rstrip('/')}/" if address.strip("/") else ""
        with self.lock:
            if entry := self.singles.get(address):
                self.plugin.writing.write([entry])
            elif src := self.told.get(address):
                if src in self._stale:
                    self._render(src)
                if name.endswith(".md") and src in self.plugin.pages:
                    self._write(machine.twins(self.plugin.desk, [self.page(src)]))

    def _write(self, texts: Iterable[tuple[str, str]]) -> None:
        write(str(self.folder), texts)

    def page(self, src: str) -> Page:
        """A page of ours that MkDocs knows, whole."""
        if not self.plugin.layout.draws:
            return self.plugin.pages[src]
        if self._draws is None:
            self._draws = self._all_draws()
        return self._draws[src]()

    def _all_draws(self) -> Mapping[str, Callable[[], Page]]:
        """What draws the pages that MkDocs knows, from what is shown now."""
        plugin = self.plugin
        desk, links = plugin.desk, menu.links(menu.written(self.keeper.files))
        rows = (*render.shared(desk, links), *a_to_z.a_to_z(desk))
        draws = {menu.source(row.outline): row.draw for row in rows}
        if set(plugin.pages) - set(draws):
            for entry in render.singles(desk):
                draws[menu.source(entry_pages.outline(desk, entry))] = partial(_drawn, desk, entry)
        return draws

    def _render(self, src: str) -> None:
        """Let MkDocs make one page again, as in a whole build."""
        keeper, config, plugin = self.keeper, self.config, self.plugin
        file = keeper.files.get_file_from_path(src)
        assert file is not None
        assert file.page is not None
        if src in plugin.pages:
            plugin.pages[src] = self.page(src)
        docs = keeper.files.documentation_pages()
        mkdocs_build._populate_page(file.page, config, keeper.files)
        mkdocs_build._build_page(file.page, config, docs, keeper.nav, keeper.env)
        twin = f"{file.page.url}index.md"
        if twin in plugin.texts:
            self._write([(twin, plugin.texts[twin])])
        self._stale.discard(src)


@dataclass(frozen=True, slots=True)
class Next:
    """What a stage can turn to; without a ``layout`` its pages stand where they stood."""

    desk: Desk
    layout: Layout | None


class Listed(Sequence[Any]):
    """All pages as templates see them, made when a template looks at them: few do."""

    def __init__(self, make: Callable[[], Sequence[Any]]) -> None:
        self._make = make

    @cached_property
    def _pages(self) -> Sequence[Any]:
        return self._make()

    def __getitem__(self, place: Any) -> Any:
        return self._pages[place]

    def __len__(self) -> int:
        return len(self._pages)


def _drawn(desk: Desk, entry: Single) -> Page:
    return desk.drawn(entry_pages.draft(desk, entry))


def _address(url: str) -> str:
    return "" if url in (".", "./") else url


def _quotes(file: File) -> bool:
    """Whether a hand-written page holds something of the knowledge base."""
    with suppress(OSError):  # it was taken away, and the site will be laid out anew
        return bool(PLACEHOLDER.search(file.content_string))
    return False


def _differs(new: Page, old: Page) -> bool:
    """Whether two values of a page differ in more than the line on which its entry stands."""
    return replace(new, at=None) != replace(old, at=None)


def _names_menu(new: Page, old: Page) -> bool:
    """Whether a change shows on other pages too: in the navigation."""
    return menu.listed(new) and page_values.name(new) != page_values.name(old)
