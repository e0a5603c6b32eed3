"""The MkDocs adapter: it hands MkDocs our pages and stays out of everything else."""

from __future__ import annotations

import io
import logging
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from markupsafe import escape
from mkdocs.config import base
from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from waypost import assets
from waypost import pages as render
from waypost.checks.analyse import Prepared, Site, prepare
from waypost.diagnostics import Severity, report
from waypost.diagnostics.message_format import severity
from waypost.markdown import Converter
from waypost.mkdocs_plugin import apart, mkdocs_page, page_values, theme_setup
from waypost.mkdocs_plugin import nav as menu
from waypost.mkdocs_plugin.apart import Layout
from waypost.mkdocs_plugin.layout_capture import Shells
from waypost.mkdocs_plugin.meanwhile import Meanwhile, write
from waypost.mkdocs_plugin.writing import Before, Done, Twin, Writing
from waypost.model import scalars
from waypost.model.facts import NO_FACTS
from waypost.model.records import Knowledge
from waypost.model.redirects import redirects
from waypost.pages import machine, tree_pages
from waypost.pages import social_cards as cards
from waypost.pages.entry_pages import Single, draft
from waypost.pages.machine import feed
from waypost.pages.machine import markdown_copy as machine_markdown
from waypost.pages.page import Page
from waypost.pages.page_context import Desk
from waypost.pages.redirect_page import redirect
from waypost.search import site_index as search
from waypost.search.output_files import PLACE
from waypost.search.output_files import files as search_files

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
"""Keeps Material's notice about its own future off an editor's screen."""

log = logging.getLogger("mkdocs.plugins.waypost")

PLACEHOLDER = re.compile(
    r"\{\{\s*(?:waypost\.tree\(\s*[\"']([\w-]+)[\"']\s*\)|facts\.([\w.-]+))\s*\}\}"
)


class WaypostConfig(base.Config):  # type: ignore[no-untyped-call]
    """What a site may set under ``waypost`` in its ``mkdocs.yml``."""

    kb = c.Type(str, default="faq.yaml")
    on = c.Optional(c.Type((str, date)))
    cards = c.Type(bool, default=True)


@dataclass(frozen=True)
class Search:
    """Where the theme finds the search's files, and the ways on where nothing is found."""

    data: str
    offline: str
    ways: list[list[str]]


@dataclass(frozen=True)
class Shown:
    """What the theme's templates read as ``waypost``."""

    problems: str = ""
    search: Search | None = None
    feed: str = ""
    cards: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    def say(self, key: str) -> str:
        """What we say in place of the theme; nothing where the theme's own word stands."""
        return self.words.get(key, "")

    def asset(self, name: str) -> str:
        """Where the site serves an asset of ours."""
        return assets.address(name)


@dataclass(frozen=True)
class Way:
    """How a build is made that hands the plugin a site.

    Only with ``apart`` may there be pages that MkDocs isn't told of, and only with ``later`` pages
    that are drawn when they are asked for. With ``tracing`` it is noted what can be mended after a
    later edit. What hasn't changed since ``before`` is taken from there.
    """

    apart: bool = True
    later: bool = False
    tracing: bool = False
    before: Before | None = None


@dataclass(frozen=True)
class Given:
    """A site that was prepared already, and the way in which it is built."""

    prepared: Prepared
    way: Way


class WaypostPlugin(BasePlugin[WaypostConfig]):  # type: ignore[no-untyped-call]
    """Adds the pages of a knowledge base to a site."""

    supports_multiple_instances = False

    def __init__(self) -> None:
        self.serving = False
        self.given: Given | None = None
        self.last_good: Site | None = None
        self.shown = Shown()
        self.in_navigation: frozenset[str] = frozenset()
        self.pages: dict[str, Page] = {}
        self.texts: dict[str, str] = {}
        self.taken: frozenset[str] = frozenset()
        self.named: set[str] = set()
        self.way = Way()
        self.done: list[Done] = []
        self.twins: list[Twin] = []
        self.desk: Desk
        self.layout: Layout
        self.nav: Navigation
        self.listing: Sequence[Any]
        self.writing: Writing
        self.meanwhile: Meanwhile

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember what runs: a preview outlives a broken knowledge base, a build doesn't."""
        del dirty
        self.serving = command == "serve"

    @event_priority(100)  # before other plugins ask the theme what it wants
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the knowledge base, and set what the theme needs where the site doesn't."""
        # MkDocs keeps one instance for all builds of a process; nothing may pass between them.
        self.shown = Shown()
        theme_setup.set_up(config)
        path = Path(config.config_file_path or ".").parent / self.config.kb
        site = self._site(path, config)
        self.desk = render.desk_for(site, config.site_url or "")
        self.shown = replace(
            self.shown, words=theme_setup.set_language(config, str(site.knowledge.language))
        )
        return config

    def _site(self, path: Path, config: MkDocsConfig) -> Site:
        given, self.given = self.given, None
        self.way = given.way if given else Way()
        if given:
            # ``waypost build`` has prepared the site and told what is wrong with it.
            return given.prepared.site
        try:
            folder = Path(config.docs_dir)
            prepared = prepare(path, _day(self.config.on), folder, drafts=self.serving)
        except OSError as error:
            raise PluginError(f"waypost: can't read {path}: {error.strerror}") from None
        config.watch.extend(map(str, (*prepared.files, *prepared.folders)))
        if prepared.ok():
            self.last_good = prepared.site
            _warn(prepared)
            return prepared.site
        if not self.serving:
            raise PluginError("waypost: " + _told(prepared))
        told = _told(prepared)
        log.error(told)
        self.shown = Shown(told)
        return self.last_good or _nothing(prepared)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the generated pages and the assets, and lay out the navigation."""
        written = menu.written(files)
        self.pages, self.texts, self.named = {}, {}, set()
        self.layout = self.laid_out(self.desk, files, config)
        for page in self.layout.told:
            src = menu.source(page)
            self.pages[src] = page
            files.append(mkdocs_page.file(page, src, config))
        for asset in assets.every():
            files.append(
                File.generated(config, assets.address(asset.name), abs_src_path=str(asset))
            )
        self._show_search(config)
        self._add_moved(files, config)
        self._see_machines(files)
        self._add_cards(files, config)
        config.nav = menu.navigation(self.pages, written, config.nav)
        return files

    def laid_out(self, desk: Desk, files: Files, config: MkDocsConfig) -> Layout:
        """The pages of ``desk`` beside the hand-written ones among ``files``."""
        written, names = menu.written(files), None
        if self.way.apart and apart.allowed(config):
            names = apart.named(written, config.nav)
        later = self.way.later and names is not None
        return apart.layout(desk, menu.links(written), files, names, later=later)

    def list_pages(self, files: Files, config: MkDocsConfig) -> None:
        """Let templates that list all pages see those that are laid out now."""
        self.listing = apart.listing(files, self.layout, config, self._whole)
        if writing := vars(self).get("writing"):
            writing.desk, writing.pages = self.desk, self.listing

    def _show_search(self, config: MkDocsConfig) -> None:
        """Tell pages of the search; without MkDocs' own there is no field for it."""
        if {"search", theme_setup.SEARCH} & set(config.plugins):
            site = self.desk.site
            ways = search.ways_on(site.knowledge, site.converter)
            self.shown = replace(self.shown, search=Search(PLACE, search.OFFLINE, ways))

    def search_files(self) -> Iterator[tuple[str, str]]:
        """What the search loads, by its address; nothing on a site without search."""
        if self.shown.search:
            yield from search_files(self.desk.site.knowledge, self.desk.site.converter)

    def _add_moved(self, files: Files, config: MkDocsConfig) -> None:
        """Lead old addresses on, but never in place of a file that is there."""
        there = {file.dest_uri for file in files} | {page.file for page in self.layout.pages}
        titles = {page.address: page.title for page in self.layout.pages}
        for old, new in redirects(self.desk.site.knowledge).items():
            if f"{old}index.html" not in there:
                title = titles.get(new, new)
                html = redirect(self.desk, old, new, title, assets.address("moved.js"))
                files.append(File.generated(config, f"{old}index.html", content=html))

    def _see_machines(self, files: Files) -> None:
        """See what machines will read; a file of the owner's with the same name stays."""
        self.taken = frozenset(
            name for name in machine.NAMES if files.get_file_from_path(name) is not None
        )
        if machine.FEED not in self.taken and feed.atom(self.desk):
            self.shown = replace(self.shown, feed=machine.FEED)

    def for_machines(self, pages: Sequence[Page]) -> Iterator[tuple[str, str]]:
        """What machines read beside ``pages``, whose HTML has no say in it."""
        yield from self._free(machine.index(self.desk, pages))
        yield from self._data()

    def _data(self) -> Iterator[tuple[str, str]]:
        return self._free(machine.data(self.desk))

    def _free(self, files: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        return (each for each in files if each[0] not in self.taken)

    def _add_cards(self, files: Files, config: MkDocsConfig) -> None:
        """Add the pictures that pages are shared with; they need the site's public address."""
        if self.serving or not (self.config.cards and config.site_url):
            return
        found = cards.cards(self.layout.pages)
        for name, picture in cards.files(found):
            files.append(File.generated(config, name, content=picture))
        places = {page: self.desk.url + cards.address(card) for page, card in found.items()}
        self.shown = replace(self.shown, cards=places)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Name generated pages in the navigation; the theme prints titles as they are."""
        del config, files
        for page in nav.pages:
            if own := self.pages.get(page.file.src_uri):
                page.title = page_values.escaped(page_values.name(own))
        self.in_navigation = frozenset(page.file.src_uri for page in nav.pages)
        self.nav = nav
        return nav

    def on_pre_page(
        self, page: MkDocsPage, *, config: MkDocsConfig, files: Files
    ) -> MkDocsPage | None:
        """Keep MkDocs from converting pages that are already HTML."""
        del config, files
        if page.file.src_uri in self.pages:
            page.render = _no_markdown.__get__(page)  # type: ignore[method-assign]
        return page

    def on_page_markdown(
        self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Give a generated page its title and meta; put facts and trees into a hand-written one."""
        del config, files
        if own := self.pages.get(page.file.src_uri):
            mkdocs_page.dress(page, own, self.shown.cards.get(own.address))
            return ""
        return PLACEHOLDER.sub(lambda found: self._placed(found, page), markdown)

    def _placed(self, found: re.Match[str], page: MkDocsPage) -> str:
        tree, fact = found.groups()
        if tree and any(compiled.tree.id == tree for compiled in self.desk.site.trees):
            page.meta["tree"] = True
            return f'<div data-waypost-tree="{tree}"></div>'
        facts = self.desk.site.facts
        id = (fact or "").removesuffix(".value")
        if id in facts:
            self.named.add(id)
            return str(escape(facts.value(id) if fact.endswith(".value") else facts.text(id)))
        log.warning(f"{page.file.src_uri}: nothing is called {tree or fact}")
        return found[0]

    def on_page_content(
        self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """The page's real HTML, put in after MkDocs' own Markdown step."""
        del config, files
        if own := self.pages.get(page.file.src_uri):
            return own.html
        html = self.with_trees(html, page.url)
        self.texts[f"{page.url}index.md"] = f"{machine_markdown.from_html(html)}\n"
        return html

    def with_trees(self, html: str, page: str) -> str:
        """``html`` of the hand-written page at ``page``, the trees that it asks for put in."""
        for compiled in self.desk.site.trees:
            place = f'<div data-waypost-tree="{compiled.tree.id}"></div>'
            if place in html:
                html = html.replace(place, tree_pages.embedded(self.desk, compiled, page))
        return html

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Let the theme's templates see what Waypost has for them, and begin with the rest."""
        shells = Shells(self.in_navigation, self.pages.keys() if self.way.tracing else ())
        env.globals["waypost"] = self.shown
        env.globals["waypost_page"] = shells.page
        self.list_pages(files, config)
        # Where other plugins see pages, they may write into them: no file is an old one then.
        before = self.way.before if self.layout.singles else None
        self.writing = Writing(
            config, env, self.nav, self.listing, self.desk, shells, self.shown.cards, before
        )
        if self.layout.draws:
            # A preview draws all pages, and makes what stands beside them, when asked for it.
            self.meanwhile = Meanwhile(self.writing, (), (), (), alone=True)
            return env
        pages = list(self.pages.values())
        others = (self.search_files, self._data)
        self.meanwhile = Meanwhile(
            self.writing, self.layout.singles, pages, others, alone=self.serving
        )
        return env

    def _whole(self, entry: Single) -> MkDocsPage:
        """The page of an entry that MkDocs wasn't told of, for a template that looks into it."""
        page = self.desk.drawn(draft(self.desk, entry))
        return mkdocs_page.whole(page, self.writing.config, self.shown.cards.get(page.address))

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Show a template of the site's the pages that MkDocs doesn't know, too."""
        del template_name, config
        if self.layout.singles:
            context["pages"] = self.listing
        return context

    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """The same for the template of a page."""
        del page, config, nav
        if self.layout.singles:
            context["pages"] = self.listing
        return context

    @event_priority(100)  # before other plugins look at what was built
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Wait for what was made meanwhile, and write what is known only now."""
        self.done, self.twins = self.meanwhile.finish()
        if self.layout.draws:
            write(config.site_dir, self.texts.items())
            return
        pages = [*self.layout.told, *(done.page for done in self.done)]
        index = self._free(machine.index(self.desk, pages))
        write(config.site_dir, (*self.texts.items(), *index))

    def forget(self) -> None:
        """Let go of what only the build needs, once it is over."""
        self.pages, self.texts, self.way = {}, {}, Way()
        self.done, self.twins = [], []
        for name in ("meanwhile", "writing", "listing", "layout"):
            vars(self).pop(name, None)


def _no_markdown(page: MkDocsPage, config: MkDocsConfig, files: Files) -> None:
    """What stands in for a page's own conversion where its HTML is already there."""
    del config, files
    page.content = ""


def _day(value: object) -> date:
    if value is None:
        return date.today()
    day = value if isinstance(value, date) else scalars.day(str(value))
    if day is None:
        raise PluginError(f"waypost: `on: {value}` is not a day; write it like 2026-11-22")
    return day


def _nothing(prepared: Prepared) -> Site:
    """A site without entries: it stands under the problems until the first good save."""
    return Site(Knowledge(), NO_FACTS, Converter(), (), prepared.site.day)


def _told(prepared: Prepared) -> str:
    """The problems as text, with code frames."""
    out = io.StringIO()
    report.print_problems(prepared.problems, prepared.texts, out, frames=True)
    return f"{report.summary(prepared.problems)}\n\n{out.getvalue()}"


def _warn(prepared: Prepared) -> None:
    for problem in prepared.problems:
        if severity(problem) is Severity.WARNING:
            log.warning(report.one_line(problem))
