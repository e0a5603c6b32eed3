"""What MkDocs would build from, taken from it before it builds: pages, files, navigation."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel, get_files
from mkdocs.structure.nav import Navigation, Section, get_navigation
from mkdocs.structure.pages import Page as MkDocsPage

from waypost.build.run_mkdocs import PLUGIN, Settings
from waypost.checks.analyse import Analysis
from waypost.mkdocs_plugin import page_values
from waypost.mkdocs_plugin.plugin import Given, Way, WaypostPlugin
from waypost.pages.page import Page

MARKDOWN_LINK: Final = re.compile(r"\]\(([^()\s#?:]+\.md)(?=[)#?\s])")


@dataclass(frozen=True, slots=True)
class Collected:
    """A site before it is built: generated ``pages``, and ``written`` ones as text, by file name.

    ``files`` are what is copied, by address; ``search`` what the search loads, its data first;
    ``nav`` is in the form of MkDocs' settings.
    """

    config: MkDocsConfig
    plugin: WaypostPlugin
    pages: Mapping[str, Page]
    written: Mapping[str, tuple[Mapping[str, Any], str]]
    files: Mapping[str, File]
    search: Mapping[str, str]
    nav: list[Any]


def collect(settings: Settings, prepared: Analysis, kb: Path) -> Collected:
    """Let the plugins lay out the site of ``prepared``, and stop before anything is drawn."""
    config = settings.config
    plugin: Any = config.plugins[PLUGIN]
    plugin.config["kb"] = str(kb.absolute())
    plugin.given = Given(prepared, Way(apart=False))
    config.plugins.on_startup(command="build", dirty=False)
    config = config.plugins.on_config(config)
    files = config.plugins.on_files(get_files(config), config=config)
    nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
    return Collected(
        config,
        plugin,
        {source(page): page for page in plugin.pages.values()},
        dict(_written(plugin, files, config)),
        {
            file.dest_uri: file
            for file in files
            if not file.is_documentation_page() and file.inclusion is not InclusionLevel.EXCLUDED
        },
        dict(plugin.search_files()),
        _nav(nav, plugin),
    )


def _written(plugin: WaypostPlugin, files: Files, config: MkDocsConfig) -> Any:
    """Hand-written pages with facts and trees in their places."""
    for file in files.documentation_pages():
        if file.src_uri in plugin.pages:
            continue
        page = file.page or MkDocsPage(None, file, config)
        page.read_source(config)
        text = plugin.on_page_markdown(page.markdown or "", page=page, config=config, files=files)
        # Engines turn links, in HTML too, from what they are beside the file.
        folder = posixpath.dirname(file.src_uri)
        text = plugin.with_trees(text, f"{folder}/" if folder else "")
        yield file.src_uri, (dict(page.meta), _relinked(text, folder, plugin))


def source(page: Page) -> str:
    """The file of a generated page: in its own folder, so that its links stay what they are."""
    return f"{page.address}index.md"


def _relinked(text: str, folder: str, plugin: WaypostPlugin) -> str:
    """``text`` with its links to generated pages led to the files that these have here."""

    def relink(link: re.Match[str]) -> str:
        own = plugin.pages.get(posixpath.normpath(posixpath.join(folder, link[1])))
        return "](" + posixpath.relpath(source(own), folder or ".") if own else link[0]

    return MARKDOWN_LINK.sub(relink, text)


def _nav(nav: Navigation, plugin: WaypostPlugin) -> list[Any]:
    return [_entry(item, plugin) for item in nav.items]


def _entry(item: Any, plugin: WaypostPlugin) -> Any:
    if isinstance(item, Section):
        return {item.title: [_entry(child, plugin) for child in item.children]}
    if isinstance(item, MkDocsPage):
        own = plugin.pages.get(item.file.src_uri)
        title = page_values.name(own) if own else item.title
        name = source(own) if own else item.file.src_uri
        return {title: name} if title else name
    return {item.title: item.url}
