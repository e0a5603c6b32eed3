"""A site before anything is drawn, as plain values: pages, text, files, navigation, settings."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel, get_files
from mkdocs.structure.nav import Section, get_navigation
from mkdocs.structure.pages import Page as MkDocsPage

from waypost import assets
from waypost.mkdocs_plugin import nav, page_meta
from waypost.mkdocs_plugin.mkdocs_run import MkDocsRun
from waypost.mkdocs_plugin.site_plan import SitePlan
from waypost.pages import Page
from waypost.pages.artifact import Artifact
from waypost.pages.outputs import outputs, search_files
from waypost.search import stemmers
from waypost.search.site_index import PLACE

MARKDOWN_LINK: Final = re.compile(r"\]\(([^()\s#?:]+\.md)(?=[)#?\s])")
KEPT: Final = (
    "site_name",
    "site_url",
    "site_description",
    "site_author",
    "copyright",
    "repo_url",
    "repo_name",
    "edit_uri",
)
"""Settings that any engine understands."""


@dataclass(frozen=True, slots=True)
class WrittenText:
    """A hand-written page: its front matter, and its Markdown with facts and trees put in."""

    meta: Mapping[str, Any]
    markdown: str


@dataclass(frozen=True, slots=True)
class CollectedSite:
    """A site for another engine, whose files are named as below its folder of pages.

    ``files`` are copied; ``search`` is the path of the search's index, empty for none, ``engine``
    that of the engine, ``style`` that of the style sheet, and ``words`` are the script's messages,
    where the site isn't in English.
    ``settings`` are in the form of ``mkdocs.yml``, without plugins.
    """

    pages: Mapping[str, Page]
    written: Mapping[str, WrittenText]
    files: Mapping[str, bytes]
    search: str
    engine: str
    style: str
    words: Mapping[str, Any]
    settings: Mapping[str, Any]


def collect(run: MkDocsRun) -> CollectedSite:
    """Lay out the site of ``run``. Raises `RunError` and OSError."""
    with run.planned() as (plan, config):
        files = get_files(config)
        config.nav = plan.nav
        own = [
            page_meta.file_of(each.outline, source, "", config)
            for source, each in plan.plans.items()
        ]
        found = Files([*files, *own])
        menu = get_navigation(found, config)
        search: Mapping[str, Artifact] = {}
        if plan.theme.search:
            search = search_files(plan.context)
        return CollectedSite(
            {_file(each.outline): plan.context.render(each.view()) for each in plan.plans.values()},
            dict(_written(plan, found, config)),
            {
                **{path: artifact.make() for path, artifact in search.items()},
                **dict(_copied(plan, found)),
            },
            next((path for path in search if path != PLACE), ""),
            stemmers.engine_file(str(plan.context.knowledge.language))[0],
            plan.theme.style.address,
            plan.site.messages.of_script("search-home.mjs"),
            _settings(config, [_entry(item, plan) for item in menu.items]),
        )


def _file(page: Page) -> str:
    """The file of a generated page: in its own folder, so that its links stay what they are."""
    return f"{page.address}index.md"


def _copied(plan: SitePlan, files: Files) -> Iterator[tuple[str, bytes]]:
    plans, cards = list(plan.plans.values()), plan.cards.by_page.values()
    others = outputs(plan.context, plans, plan.theme.style, cards=cards)
    for path in others:
        if path.startswith("assets/") or path.endswith(".html"):
            yield path, others[path].make()
    for file in files:
        if not file.is_documentation_page() and file.inclusion is not InclusionLevel.EXCLUDED:
            yield file.dest_uri, file.content_bytes


def _written(
    plan: SitePlan, files: Files, config: MkDocsConfig
) -> Iterator[tuple[str, WrittenText]]:
    for file in nav.written(files):
        page = file.page or MkDocsPage(None, file, config)
        page.read_source(config)
        text, _, trees = plan.placeholders.fill_escaped(page.markdown or "")
        # Engines turn links, in HTML too, from what they are beside the file.
        folder = posixpath.dirname(file.src_uri)
        text = plan.placeholders.with_trees(text, f"{folder}/" if folder else "")
        meta = dict(page.meta) | ({"tree": True} if trees else {})
        yield file.src_uri, WrittenText(meta, _relinked(text, folder, plan))


def _relinked(text: str, folder: str, plan: SitePlan) -> str:
    """``text`` with its links to generated pages led to the files that these have here."""

    def relink(link: re.Match[str]) -> str:
        planned = plan.plans.get(posixpath.normpath(posixpath.join(folder, link[1])))
        if planned is None:
            return link[0]
        return "](" + posixpath.relpath(_file(planned.outline), folder or ".")

    return MARKDOWN_LINK.sub(relink, text)


def _entry(item: Any, plan: SitePlan) -> Any:
    if isinstance(item, Section):
        return {item.title: [_entry(child, plan) for child in item.children]}
    if isinstance(item, MkDocsPage):
        planned = plan.plans.get(item.file.src_uri)
        title = plan.name(item.file.src_uri) if planned else item.title
        name = _file(planned.outline) if planned else item.file.src_uri
        return {title: name} if title else name
    return {item.title: item.url}


def _settings(config: MkDocsConfig, menu: list[Any]) -> dict[str, Any]:
    theme = config.theme
    return {
        **{name: config[name] for name in KEPT if config[name]},
        "theme": {
            "language": str(theme.get("language") or "en"),
            "features": list(theme["features"]),
            "palette": _plain(theme["palette"]),
            "logo": theme.get("logo") or assets.address("logo.svg"),
            "favicon": theme["favicon"],
        },
        "markdown_extensions": [
            {name: _plain(config.mdx_configs[name])} if config.mdx_configs.get(name) else name
            for name in config.markdown_extensions
        ],
        "extra": _plain(config.extra),
        "nav": menu,
    }


def _plain(value: Any) -> Any:
    """``value`` in the types that YAML has by itself."""
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if value is None or isinstance(value, bool | int | float | date | datetime):
        return value
    return str(value)
