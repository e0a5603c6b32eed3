"""The MkDocs adapter: it hands MkDocs our pages and stays out of everything else."""

from __future__ import annotations

import io
import logging
import os
import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from markupsafe import escape
from mkdocs.config import base
from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugins
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.theme import Theme

from waypost import assets, cards, language, machines, menu, render, report, shell, values
from waypost.aside import Aside
from waypost.facts import NO_FACTS
from waypost.kept import FOLDER, Kept
from waypost.machines import markdown as machine_markdown
from waypost.model import Knowledge
from waypost.pipeline import Prepared, Site, prepare
from waypost.problems import Severity
from waypost.problems.say import severity
from waypost.redirects import redirects
from waypost.render import trees
from waypost.render.desk import Desk
from waypost.render.moved import redirect
from waypost.render.page import Page
from waypost.search import site as search
from waypost.text import Converter

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
"""Keeps Material's notice about its own future off an editor's screen."""

log = logging.getLogger("mkdocs.plugins.waypost")

THEME = Path(__file__).parent / "theme"
SEARCH = "material/search"
FEATURES = ("navigation.tabs", "navigation.indexes", "content.code.copy")
PALETTE: Sequence[dict[str, Any]] = (
    {
        "media": "(prefers-color-scheme: light)",
        "scheme": "default",
        "primary": "custom",
        "accent": "custom",
        "toggle": {"icon": "material/weather-night", "name": "Switch to dark mode"},
    },
    {
        "media": "(prefers-color-scheme: dark)",
        "scheme": "slate",
        "primary": "custom",
        "accent": "custom",
        "toggle": {"icon": "material/weather-sunny", "name": "Switch to light mode"},
    },
)
MANY = 1000
"""From so many pages on, a second process and a file of results pay."""

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


class WaypostPlugin(BasePlugin[WaypostConfig]):  # type: ignore[no-untyped-call]
    """Adds the pages of a knowledge base to a site."""

    supports_multiple_instances = False

    def __init__(self) -> None:
        self.serving = False
        self.given: Prepared | None = None
        self.last_good: Site | None = None
        self.shown = Shown()
        self.in_navigation: frozenset[str] = frozenset()
        self.pages: dict[str, Page] = {}
        self.texts: dict[str, str] = {}
        self.twins: Aside
        self.desk: Desk

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember what runs: a preview outlives a broken knowledge base, a build doesn't."""
        del dirty
        self.serving = command == "serve"

    @event_priority(100)  # before other plugins ask the theme what it wants
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the knowledge base, and set what the theme needs where the site doesn't."""
        # MkDocs keeps one instance for all builds of a process; nothing may pass between them.
        self.shown = Shown()
        _set_up_theme(config)
        path = Path(config.config_file_path or ".").parent / self.config.kb
        site = self._site(path, config)
        self.desk = render.desk_for(site, _slashed(config.site_url))
        self.shown = replace(self.shown, words=_set_language(config, site.knowledge))
        return config

    def _site(self, path: Path, config: MkDocsConfig) -> Site:
        given, self.given = self.given, None
        if given:
            # ``waypost build`` has prepared the site and told what is wrong with it.
            return given.site
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
        self.pages, self.texts = {}, {}
        for page in render.pages(self.desk, menu.links(written)):
            src = menu.source(page)
            if files.get_file_from_path(src):
                _taken(src, page)
                continue
            self.pages[src] = page
            files.append(_file(page, src, config))
        for asset in assets.every():
            files.append(
                File.generated(config, assets.address(asset.name), abs_src_path=str(asset))
            )
        self._add_search(files, config)
        self._add_moved(files, config)
        self._add_machines(files, config)
        self._add_cards(files, config)
        config.nav = menu.navigation(self.pages, written, config.nav)
        return files

    def _add_search(self, files: Files, config: MkDocsConfig) -> None:
        """Add what the search loads; without MkDocs' own search there is no field for it."""
        if not {"search", SEARCH} & set(config.plugins):
            return
        known = self.desk.site.knowledge
        first, parts = search.data_of(known, self.desk.site.converter)
        data = search.as_json(first)
        name = assets.named("search.json", (data + search.as_json(parts)).encode())
        files.append(File.generated(config, name, content=data))
        for part, value in parts.items():
            address = name.removesuffix("json") + f"{part}.json"
            files.append(File.generated(config, address, content=search.as_json(value)))
        place = Search(name, search.OFFLINE, search.ways_on(known, self.desk.site.converter))
        self.shown = replace(self.shown, search=place)

    def _add_moved(self, files: Files, config: MkDocsConfig) -> None:
        """Lead old addresses on, but never in place of a file that is there."""
        there = {file.dest_uri for file in files}
        titles = {page.address: page.title for page in self.pages.values()}
        for old, new in redirects(self.desk.site.knowledge).items():
            if f"{old}index.html" not in there:
                title = titles.get(new, new)
                html = redirect(self.desk, old, new, title, assets.address("moved.js"))
                files.append(File.generated(config, f"{old}index.html", content=html))

    def _add_machines(self, files: Files, config: MkDocsConfig) -> None:
        """Add what machines read; a file of the owner's with the same name stays."""
        for name, content in machines.others(self.desk, list(self.pages.values())):
            if name == machines.FEED:
                self.shown = replace(self.shown, feed=name)
            if files.get_file_from_path(name) is None:
                self.texts[name] = content

    def _add_cards(self, files: Files, config: MkDocsConfig) -> None:
        """Add the pictures that pages are shared with; they need the site's public address."""
        if self.serving or not (self.config.cards and config.site_url):
            return
        found = cards.cards(list(self.pages.values()))
        for name, picture in cards.files(found):
            files.append(File.generated(config, name, content=picture))
        places = {page: self.desk.url + cards.address(card) for page, card in found.items()}
        self.shown = replace(self.shown, cards=places)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Name generated pages in the navigation; the theme prints titles as they are."""
        del config, files
        for page in nav.pages:
            if own := self.pages.get(page.file.src_uri):
                page.title = _escaped(menu.name(own))
        self.in_navigation = frozenset(page.file.src_uri for page in nav.pages)
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
            page.meta = _meta(own)
            if own.address in self.shown.cards:
                page.meta["card"] = self.shown.cards[own.address]
            page.title = _escaped(menu.name(own))
            page.toc = _toc(own)
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
                html = html.replace(place, trees.embedded(self.desk, compiled, page))
        return html

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what machines read: Markdown, which MkDocs would take for pages, and the rest."""
        self.twins.finish()
        _write(config.site_dir, self.texts.items())

    def forget(self) -> None:
        """Let go of the pages, once they are written and nobody will ask for them again."""
        self.pages, self.texts = {}, {}

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Let the theme's templates see what Waypost has for them."""
        del files
        env.globals["waypost"] = self.shown
        # Markdown takes as long as all else that is done from here on.
        self.twins = Aside(
            partial(_write_twins, config, self.desk, list(self.pages.values())),
            worth=len(self.pages) >= MANY,
        )
        env.globals["waypost_page"] = shell.Shells(self.in_navigation).page
        return env


def _write_twins(config: MkDocsConfig, desk: Desk, pages: Sequence[Page]) -> None:
    folder = Path(config.config_file_path or ".").parent / FOLDER
    keep = Kept(folder, "twins") if len(pages) >= MANY else None
    _write(config.site_dir, machines.twins(desk, pages, keep))
    if keep:
        keep.save()


def _write(site: str, texts: Iterable[tuple[str, str]]) -> None:
    for name, content in texts:
        path = os.path.join(site, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(content)


def _no_markdown(page: MkDocsPage, config: MkDocsConfig, files: Files) -> None:
    """What stands in for a page's own conversion where its HTML is already there."""
    del config, files
    page.content = ""


def _choose_theme(config: MkDocsConfig) -> None:
    """Material where the settings name no theme, with the search that it brings."""
    if any(each.get("theme") for each in config.user_configs):
        return
    config.theme = Theme("material")
    plain = config.plugins.pop("search", None)
    if plain is None:
        return
    for methods in config.plugins.events.values():
        methods[:] = [each for each in methods if getattr(each, "__self__", None) is not plain]
    own: BasePlugin[base.Config] = get_plugins()[SEARCH].load()()
    own.load_config(plain.config.user_configs[0] if plain.config.user_configs else {})
    config.plugins[SEARCH] = own


def _set_up_theme(config: MkDocsConfig) -> None:
    _choose_theme(config)
    theme = config.theme
    if theme.name != "material":
        raise PluginError("waypost needs the theme Material: put `theme: material` in mkdocs.yml")
    if not config.use_directory_urls:
        raise PluginError("waypost's addresses are folders: take `use_directory_urls` out")
    own = int(bool(theme.custom_dir))
    if str(THEME) not in theme.dirs:
        theme.dirs.insert(own, str(THEME))
    theme["font"] = False
    theme["features"] = list(dict.fromkeys([*(theme.get("features") or ()), *FEATURES]))
    if not theme.get("palette"):
        theme["palette"] = [dict(each) for each in PALETTE]
    theme["logo"] = theme.get("logo") or assets.address("logo.svg")
    if theme.get("favicon") in (None, "assets/images/favicon.png"):
        theme["favicon"] = assets.address("favicon.svg")


def _set_language(config: MkDocsConfig, knowledge: Knowledge) -> Mapping[str, str]:
    """Let the theme speak the knowledge base's language, unless the settings name another."""
    theme = config.theme
    if theme.get("language") not in (None, "en"):
        return {}
    own = str(knowledge.language)
    theme["language"] = language.spoken(own, _languages(theme))
    told = {"language": language.tag(own), "direction": language.direction(own)}
    return {**told, **(language.ENGLISH if theme["language"] == "en" else {})}


def _languages(theme: Theme) -> set[str]:
    """The languages that the theme speaks."""
    folders = (Path(folder) / "partials" / "languages" for folder in theme.dirs)
    return {file.stem for folder in folders for file in folder.glob("*.html")}


def _day(value: object) -> date:
    if value is None:
        return date.today()
    day = value if isinstance(value, date) else values.day(str(value))
    if day is None:
        raise PluginError(f"waypost: `on: {value}` is not a day; write it like 2026-11-22")
    return day


def _slashed(url: str | None) -> str:
    return url.rstrip("/") + "/" if url else ""


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


def _taken(src: str, page: Page) -> None:
    if page.kind == "home":
        log.info(f"{src} is hand-written and stands in place of the generated home page")
        return
    where = f" ({page.at.file}:{page.at.line})" if page.at else ""
    raise PluginError(f"waypost: {src} takes the address of “{page.title}”{where}; rename the file")


def _file(page: Page, src: str, config: MkDocsConfig) -> File:
    level = InclusionLevel.INCLUDED if menu.listed(page) else InclusionLevel.NOT_IN_NAV
    file = File.generated(config, src, content="", inclusion=level)
    if page.at:
        # The edit link is relative to the folder of hand-written pages.
        path = Path(config.config_file_path or ".").parent / page.at.file
        relative = os.path.relpath(path, config.docs_dir)
        file.edit_uri = f"{posixpath.join(*Path(relative).parts)}#L{page.at.line}"
    return file


def _meta(page: Page) -> dict[str, Any]:
    """What the theme reads: few values, so that pages of one kind differ in little else."""
    hide = ["navigation", "toc", "path"]
    meta: dict[str, Any] = {"title": _escaped(page.title), "hide": hide}
    meta["template"] = shell.TEMPLATE
    # Our own search finds the entry; MkDocs' index is for hand-written pages.
    meta["search"] = {"exclude": True}
    if page.description:
        meta["description"] = str(escape(page.description))
    if page.structured:
        meta["structured"] = page.structured
    if page.scripted:
        meta["tree"] = True
    if not page.listed:
        meta["unlisted"] = True
    return meta


def _escaped(text: str) -> str:
    # The theme takes tags and white space out of titles in some places, and in others it doesn't.
    return str(escape(" ".join(text.split())))


def _toc(page: Page) -> TableOfContents:
    links = [AnchorLink(_escaped(each.title), each.id, each.level) for each in page.toc]
    if links and links[0].level == 1:
        links[0].children = links[1:]
        links = links[:1]
    return TableOfContents(links)
