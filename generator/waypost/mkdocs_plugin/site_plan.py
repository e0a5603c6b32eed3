"""The plan of a site: its generated pages beside the hand-written ones, before any is drawn."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel

from waypost import assets
from waypost.checks.analyse import Site
from waypost.core import urls
from waypost.core.fingerprint import digest
from waypost.diagnostics import Problem
from waypost.mkdocs_plugin import nav, theme_setup
from waypost.mkdocs_plugin.frame import LayoutSpec
from waypost.mkdocs_plugin.handwritten import Placeholders
from waypost.mkdocs_plugin.languages import (
    ONE_LANGUAGE,
    LanguageLink,
    Languages,
    share_files,
    source_folder,
)
from waypost.mkdocs_plugin.site_settings import PLUGIN, near
from waypost.mkdocs_plugin.template_usage import looks_into_pages
from waypost.mkdocs_plugin.unheeded_settings import expiring_pages, unheeded_settings
from waypost.pages import (
    Item,
    Page,
    PageContext,
    PagePlan,
    machine,
    page_context,
    page_plans,
    social_cards,
)
from waypost.pages.social_cards import Cards
from waypost.pages.style import OURS, SHEET, Style
from waypost.parser.file_hash import files_digest, names_below, package_digest, versions
from waypost.search import site_index, stemmers
from waypost.search.site_index import PLACE

PAGE_EVENTS: Final = (
    "files",
    "nav",
    "env",
    "pre_page",
    "page_read_source",
    "page_markdown",
    "page_content",
    "page_context",
    "post_page",
    "post_build",
)
"""Events in which a plugin may look at every page, or change it."""

BLIND: Final = ("waypost.", "material.plugins.search.", "mkdocs.contrib.search")
"""Plugins that leave generated pages alone."""

INCLUDING: Final = ("include", "snippets", "macros")
"""Words in the name of a Markdown extension that brings text from elsewhere into a page."""

PACKAGES: Final = (
    "jinja2",
    "markdown",
    "markupsafe",
    "mkdocs",
    "mkdocs-material",
    "pygments",
    "pymdown-extensions",
)
"""Packages whose versions may change what MkDocs and the theme write."""

LINKED: Final = re.compile(r"([\w-]+)\.md\b")
APART: Final = frozenset(
    {"config_file_path", "docs_dir", "hooks", "plugins", "site_dir", "theme", "watch"}
)
"""Settings that hold places on this machine, or objects."""

MEMORY_ADDRESS: Final = re.compile(r" at 0x[0-9a-f]+")
SITE_MAP: Final = "sitemap.xml"


@dataclass(frozen=True)
class Search:
    """The paths of the search's files, and links for a reader whom no entry helps."""

    data: str
    offline: str
    engine: str
    ways: list[list[str]]


@dataclass(frozen=True)
class ThemeValues:
    """The values that the theme's templates read as ``waypost``.

    ``notice`` is that of all pages, which hide it after the day ``until``. ``languages`` are those
    of the site, if it has several; ``prefix`` is the place of this one. ``style`` is the look.
    """

    problems: str = ""
    notice: Markup = Markup()
    until: str = ""
    search: Search | None = None
    feed: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[LanguageLink, ...] = ()
    prefix: str = ""
    style: Style = OURS

    def say(self, key: str) -> str:
        """Our word in place of the theme's; empty where the theme's own stands."""
        return self.words.get(key, "")

    def notice_from(self, base: str) -> Markup:
        """The notice on a page from which ``base`` leads to the first one."""
        return Markup(urls.rooted(str(self.notice), f"{base.rstrip('/')}/"))  # noqa: S704

    def there(self, language: LanguageLink, page: Any, base: str) -> str:
        """The link from ``page`` to the same in ``language``, or to its first page.

        ``base`` leads from the page to the first one of its own language.
        """
        up = posixpath.dirname(base.rstrip("/")) if base.startswith("/") else f"{base}/.."
        root = (up if self.prefix else base).rstrip("/")
        same = page and language.tag in page.meta.get("languages", ())
        return f"{root}/{language.prefix}{_address(page) if same else ''}"

    def address(self, language: LanguageLink, page: Any, url: str) -> str:
        """The public address of ``page`` in ``language``; ``url`` is that of its own language."""
        return f"{url.removesuffix(self.prefix)}{language.prefix}{_address(page)}"

    def asset(self, name: str) -> str:
        """The path of an asset of ours in the site."""
        return self.style.address if name == SHEET else assets.address(name)


def _address(page: Any) -> str:
    return "" if page.is_homepage else str(page.url).removeprefix("./")


@dataclass(frozen=True)
class SitePlan:
    """The pages of a site and all that is known of it before MkDocs runs.

    ``key`` is that of its frame. ``plans`` are the generated pages, by the names under which MkDocs
    knows them; those in ``own`` are named by the navigation or by hand-written pages. ``names`` are
    those that the site's own navigation gives. ``taken`` are the paths of the owner's own files in
    the site. ``replaced`` says which of these stand for a generated page, and ``unheeded`` which
    settings don't do what they say, or won't one day. ``cards`` are the pictures that pages are
    shared with. ``reasons`` say why MkDocs has to draw every page, if it has to.
    """

    context: PageContext
    plans: Mapping[str, PagePlan]
    own: frozenset[str]
    nav: list[Any]
    names: Mapping[str, str]
    taken: Mapping[str, str]
    replaced: Mapping[str, str]
    unheeded: tuple[Problem, ...]
    theme: ThemeValues
    cards: Cards
    has_site_map: bool
    links_to_lines: bool
    placeholders: Placeholders
    reasons: tuple[str, ...]
    languages: Languages
    key: str = ""

    @property
    def site(self) -> Site:
        """The site, in one of its languages."""
        return self.context.site

    @property
    def prefix(self) -> str:
        """The place of its language in the whole site, empty for the source's."""
        return self.site.edition.prefix

    def card(self, page: str) -> str:
        """The address of the picture that the page at ``page`` is shared with, if it has one."""
        card = self.cards.by_page.get(page)
        return self.context.url + social_cards.address(card) if card else ""

    def name(self, source: str) -> str:
        """The name in the navigation of the generated page that MkDocs knows as ``source``."""
        return self.names.get(source) or nav.name(self.plans[source].outline, self.context)

    def spec(self, source: str, page: Page) -> LayoutSpec:
        """The layout of ``page``, which MkDocs knows as ``source``."""
        return LayoutSpec(
            folder=page.address.rstrip("/").rpartition("/")[0],
            source=source if source in self.own else "",
            described=bool(page.description),
            structured=bool(page.structured),
            scripted=page.scripted,
            listed=page.listed,
            file=page.at.file if page.at and self.links_to_lines else "",
            languages=self.languages.having(page.address),
        )

    def first_specs(self) -> frozenset[LayoutSpec]:
        """The layouts of the first page of each kind in each folder, and of all in `own`."""
        seen: set[tuple[str, str]] = set()
        found: set[LayoutSpec] = set()
        for source, plan in self.plans.items():
            folder = plan.outline.address.rstrip("/").rpartition("/")[0]
            first = (folder, plan.outline.kind) not in seen
            if source in self.own or first:
                found.add(self.spec(source, plan.view().page))
            if source not in self.own:
                seen.add((folder, plan.outline.kind))
        return frozenset(found)


def plan_site(
    config: MkDocsConfig,
    files: Files,
    site: Site,
    theme: ThemeValues,
    *,
    cards: bool,
    languages: Languages = ONE_LANGUAGE,
) -> SitePlan:
    """Lay out the pages of ``site`` beside the owner's ``files``. Raises OSError.

    ``cards`` allows for pictures that pages are shared with. ``languages`` are all of the site's.
    """
    if site.edition.prefix:
        share_files(files, config, site.edition)
    written = nav.written(files)
    context = page_context(site, config.site_url or "")
    taken = {
        file.dest_uri: file.src_uri
        for file in files
        if file.generated_by is None
        and file.src_dir in (config.docs_dir, source_folder(config, site.edition))
        and file.inclusion not in (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT)
    }
    plans, replaced = _plans(context, nav.links(written), taken)
    outlines = {source: plan.outline for source, plan in plans.items()}
    menu = nav.navigation(outlines, written, config.nav, context)
    own = _own(outlines, written, menu)
    placeholders = Placeholders(context)
    theme = _theme_values(theme, config, context, taken)
    theme = replace(theme, languages=languages.links, prefix=site.edition.prefix)
    values = _values(placeholders, written, languages)
    source = Path(source_folder(config, site.edition))
    pictures = _cards(config, context, outlines.values(), theme.style) if cards else Cards()
    plan = SitePlan(
        context=context,
        plans=plans,
        own=own,
        nav=menu,
        names=nav.names(menu),
        taken=taken,
        replaced=replaced,
        unheeded=(
            *(() if site.edition.prefix else unheeded_settings(config, site.knowledge.title)),
            *expiring_pages(config, site, outlines, written),
        ),
        theme=theme,
        cards=pictures,
        # One for all languages.
        has_site_map=theme_setup.makes_site_map(config)
        and not site.edition.prefix
        and SITE_MAP not in taken,
        links_to_lines=bool(config.edit_uri or config.edit_uri_template),
        placeholders=placeholders,
        reasons=tuple(_reasons(config)),
        languages=languages,
    )
    return replace(plan, key=_key(config, source, plan, values))


def _plans(
    context: PageContext, featured: Sequence[Item], taken: Mapping[str, str]
) -> tuple[dict[str, PagePlan], dict[str, str]]:
    plans, replaced = {}, {}
    for plan in page_plans(context, featured):
        page = plan.outline
        by = taken.get(page.file)
        if by is None:
            plans[nav.source(page)] = plan
        else:
            replaced[by] = "the first page" if page.kind == "home" else f"“{page.title}”"
    return plans, replaced


def _own(outlines: Mapping[str, Page], written: Iterable[File], menu: list[Any]) -> frozenset[str]:
    """The generated pages that the navigation names, or a hand-written page may link to.

    So is the home page: it has no last part of an address, and so no slot for it.
    """
    linked = {name for file in written for name in LINKED.findall(unquote(file.content_string))}
    named = set(nav.paths(menu))
    return frozenset(
        source
        for source, page in outlines.items()
        if source in named
        or page.kind == "home"
        or posixpath.basename(source).removesuffix(".md") in linked
    )


def _theme_values(
    theme: ThemeValues, config: MkDocsConfig, context: PageContext, taken: Mapping[str, str]
) -> ThemeValues:
    search = None
    if {"search", theme_setup.SEARCH} & set(config.plugins):
        ways = site_index.ways_on(context.knowledge, context.site.converter)
        engine, _ = stemmers.engine_file(str(context.knowledge.language))
        search = Search(PLACE, site_index.OFFLINE, engine, ways)
    feed = machine.FEED if machine.has_feed(context) and machine.FEED not in taken else ""
    notice = context.knowledge.notice
    until = str(notice.until or "") if notice else ""
    return replace(theme, search=search, feed=feed, notice=context.notice, until=until)


def _cards(
    config: MkDocsConfig, context: PageContext, outlines: Iterable[Page], style: Style
) -> Cards:
    """The pictures that pages are shared with; they need the site's public address."""
    if not config.site_url or not config.plugins[PLUGIN].config["cards"]:
        return Cards()
    return social_cards.cards(list(outlines), str(context.knowledge.language), style.card)


def _values(
    placeholders: Placeholders, written: Iterable[File], languages: Languages
) -> Iterator[str]:
    for file in written:
        yield file.src_uri
        yield languages.having(file.url.removeprefix("./"))
        yield from placeholders.values(file.content_string, file.url)


def _key(config: MkDocsConfig, source: Path, plan: SitePlan, values: Iterable[str]) -> str:
    """The hash of everything that MkDocs and the theme read but for the texts of pages."""
    folders = dict.fromkeys((source, Path(config.docs_dir), *theme_setup.own_templates(config)))
    shown = [(source, plan.name(source)) for source in plan.plans if source in plan.own]
    theme = plan.theme
    return digest(
        "frame",
        package_digest(),
        versions((*PACKAGES, *_foreign_packages(config))),
        MEMORY_ADDRESS.sub("", repr(_settings(config))),
        *(
            Path(str(hook.__file__)).read_text(encoding="utf-8")
            for hook in config["hooks"].values()
        ),
        *(files_digest(folder, names_below(folder)) for folder in folders),
        repr((theme.search, theme.feed, sorted(theme.words.items()), plan.context.messages)),
        repr((theme.languages, theme.prefix, theme.notice, theme.style.address)),
        repr((plan.nav, shown, bool(plan.cards.by_page))),
        *values,
    )


def _settings(config: MkDocsConfig) -> tuple[Any, ...]:
    """The settings as plugins and hooks have left them, without places on this machine."""
    theme, plugins = config.theme, _plugins(config)
    return (
        {name: value for name, value in config.items() if name not in APART},
        dict(theme),
        sorted(theme.static_templates),
        {name: dict(plugins[name].config) for name in plugins if name != PLUGIN},
    )


def _plugins(config: MkDocsConfig) -> dict[str, BasePlugin[Any]]:
    """The plugins by name; MkDocs has the modules of hooks among them."""
    return {
        name: plugin for name, plugin in config.plugins.items() if isinstance(plugin, BasePlugin)
    }


def _foreign_packages(config: MkDocsConfig) -> list[str]:
    """The packages of plugins that come with neither MkDocs nor Material."""
    modules = {type(plugin).__module__.partition(".")[0] for plugin in _plugins(config).values()}
    modules -= {"waypost", "mkdocs", "material"}
    if not modules:
        return []
    known = packages_distributions()
    return sorted({name for module in modules for name in known.get(module, ())})


def _reasons(config: MkDocsConfig) -> Iterator[str]:
    """Why MkDocs has to draw every page: what in the site wants to see each of them."""
    for name in config.markdown_extensions:
        if any(word in name for word in INCLUDING):
            yield f"the Markdown extension {name} brings text into pages"
    seen = set()
    for event in PAGE_EVENTS:
        for method in config.plugins.events[event]:
            if (owner := _foreign(method)) and owner not in seen:
                seen.add(owner)
                yield f"{owner} sees every page (on_{event})"
    extra = [near(Path(config.docs_dir, name)) for name in config.extra_templates]
    yield from looks_into_pages(map(near, theme_setup.own_templates(config)), extra)


def _foreign(method: Any) -> str:
    """The name of the plugin or hook that ``method`` is of, unless it leaves our pages alone."""
    owner = getattr(method, "__self__", None)
    if owner is None:
        return f"the hook {getattr(method, '__module__', '') or repr(method)}"
    module = type(owner).__module__
    return "" if module.startswith(BLIND) else f"the plugin {module}"
