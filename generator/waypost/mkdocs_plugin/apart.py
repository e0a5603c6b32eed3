"""Which pages MkDocs isn't told of: those of single entries, of which there may be thousands.

A page costs MkDocs a file, a page, a dozen events and a context, and it looks through all of them
for each. What it would write for an entry is known without: see `writing`. Where a site's other
plugins, or its own templates, want to see each page, MkDocs is told of all.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import get_build_date

from waypost import pages as render
from waypost.mkdocs_plugin import layout as shell
from waypost.mkdocs_plugin import nav as menu
from waypost.mkdocs_plugin import page_values, theme_setup
from waypost.model.records import Entry
from waypost.pages import a_to_z, entry_pages
from waypost.pages.entry_pages import Single
from waypost.pages.page import Page, Row
from waypost.pages.page_context import Desk, Item

log = logging.getLogger("mkdocs.plugins.waypost")

SEES_PAGES: Final = (
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
"""Plugins that leave pages of ours alone."""

INCLUDING: Final = ("include", "snippets", "macros")
"""Words in the name of a Markdown extension that brings text from elsewhere into a page."""

LINKED: Final = re.compile(r"([\w-]+)\.md\b")


@dataclass(slots=True)
class Looked:
    """Whether a template has looked into ``any`` page that MkDocs doesn't know."""

    any: bool = False


@dataclass(frozen=True)
class Layout:
    """The pages of one build in their order, as far as they are known before they are drawn.

    ``told`` are those that MkDocs makes, whole. ``singles`` are the entries whose pages it doesn't
    know of; in ``pages`` stand outlines of theirs. ``shows`` are the entries of which the pages of
    ``told`` show more than titles, by the pages' addresses. ``links`` stand on the home page.

    A preview draws pages when they are asked for: then ``told`` are outlines too, and ``draws``
    makes each page, by its source. ``looked`` tells what templates do while the site is made.
    """

    pages: Sequence[Page]
    told: Sequence[Page]
    singles: Sequence[Single]
    shows: Mapping[str, Sequence[Entry]]
    links: Sequence[Item]
    draws: Mapping[str, Callable[[], Page]] = field(default_factory=dict)
    looked: Looked = field(default_factory=Looked)

    @cached_property
    def untold(self) -> Mapping[str, Single]:
        """The entries of ``singles``, by the addresses of their pages."""
        shown = {page.address for page in self.told}
        addresses = [page.address for page in self.pages if page.address not in shown]
        return dict(zip(addresses, self.singles, strict=True))


def layout(
    desk: Desk,
    links: Sequence[Item],
    files: Files,
    names: Collection[str] | None,
    *,
    later: bool = False,
) -> Layout:
    """Lay out all pages of ``desk``; those whose address a file of ``files`` has give way.

    ``links`` are shown on the home page. ``names`` are entries' pages that MkDocs has to know, None
    for all. With ``later`` no page is drawn yet: see `Layout`. Raises `PluginError` where a
    hand-written page takes the address of another than home.
    """
    pages: list[Page] = []
    told: list[Page] = []
    singles: list[Single] = []
    draws: dict[str, Callable[[], Page]] = {}
    shows: dict[str, Sequence[Entry]] = {}
    rows: Iterator[tuple[Row, Single | None]] = chain(
        ((row, None) for row in render.shared(desk, links)),
        ((_row(desk, entry), entry) for entry in render.singles(desk)),
        ((row, None) for row in a_to_z.a_to_z(desk)),
    )
    for row, entry in rows:
        if files.get_file_from_path(src := menu.source(row.outline)):
            _taken(src, row.outline)
        elif entry is None or names is None or str(row.outline.id) in names:
            draws[src] = row.draw
            desk.noted()
            told.append(row.outline if later else row.draw())
            shows[row.outline.address] = desk.noted()
            pages.append(told[-1] if entry is None else row.outline)
        else:
            pages.append(row.outline)
            singles.append(entry)
    return Layout(pages, told, singles, shows, links, draws if later else {})


def _row(desk: Desk, entry: Single) -> Row:
    return Row(entry_pages.outline(desk, entry), lambda: desk.drawn(entry_pages.draft(desk, entry)))


def _taken(src: str, page: Page) -> None:
    if page.kind == "home":
        log.info(f"{src} is hand-written and stands in place of the generated home page")
        return
    where = f" ({page.at.file}:{page.at.line})" if page.at else ""
    raise PluginError(f"waypost: {src} takes the address of “{page.title}”{where}; rename the file")


def listing(
    files: Files, found: Layout, config: MkDocsConfig, make: Callable[[Single], MkDocsPage]
) -> list[Any]:
    """All pages as a template sees them: MkDocs' files, and stands for those it doesn't know.

    ``make`` makes a page as MkDocs would, for a template that looks into it.
    """
    known = {file.src_uri: file for file in files.documentation_pages()}
    ours: list[Any] = []
    for page in found.pages:
        if entry := found.untold.get(page.address):
            ours.append(Stand(page, config.site_url, partial(make, entry), found.looked))
        elif file := known.pop(menu.source(page), None):
            ours.append(file)
    return [*known.values(), *ours]


def allowed(config: MkDocsConfig) -> bool:
    """Whether nothing in the site asks for MkDocs' own pages."""
    if any(word in name for name in config.markdown_extensions for word in INCLUDING):
        return False
    if any(_looks(method) for event in SEES_PAGES for method in config.plugins.events[event]):
        return False
    before = config.theme.dirs[: config.theme.dirs.index(str(theme_setup.THEME))]
    return not any(Path(folder, shell.TEMPLATE).exists() for folder in before)


def _looks(method: Any) -> bool:
    owner = getattr(method, "__self__", None)
    return owner is None or not type(owner).__module__.startswith(BLIND)


def named(written: Iterable[File], nav: Any) -> frozenset[str]:
    """The names of pages that hand-written ones or the navigation may link to, without ``.md``."""
    texts = [file.content_string for file in written]
    return frozenset(name for text in (*texts, repr(nav)) for name in LINKED.findall(unquote(text)))


class Stand:
    """What templates that list all pages see of one that MkDocs doesn't know: its file.

    The few values that lists ask for are at hand; for others the page is made as MkDocs would.
    """

    def __init__(
        self,
        outline: Page,
        site_url: str | None,
        make: Callable[[], MkDocsPage],
        looked: Looked,
    ) -> None:
        self.src_uri = menu.source(outline)
        self.url = outline.address
        self.page = _StandPage(self, outline, *page_values.urls(site_url, outline.address))
        self.looked = looked
        self._make = make

    @cached_property
    def whole(self) -> MkDocsPage:
        """The page in full."""
        self.looked.any = True
        return self._make()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.whole.file, name)


class _StandPage:
    is_link = False

    def __init__(
        self, file: Stand, outline: Page, canonical_url: str | None, abs_url: str | None
    ) -> None:
        self.file = file
        self.url = outline.address
        self._title = page_values.escaped(page_values.name(outline))
        self.canonical_url, self.abs_url = canonical_url, abs_url
        self.update_date = get_build_date()
        self.meta = _StandMeta(file, outline)

    @property
    def title(self) -> str:
        """What the navigation calls the page."""
        self.file.looked.any = True
        return self._title

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.file.whole, name)


class _StandMeta(Mapping[str, Any]):
    """The values of a stand's page. The site map asks each whether it is listed."""

    def __init__(self, file: Stand, outline: Page) -> None:
        self._file, self._listed = file, outline.listed

    def __getitem__(self, name: str) -> Any:
        if name == "unlisted" and self._listed:
            raise KeyError(name)
        return self._file.whole.meta[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._file.whole.meta)

    def __len__(self) -> int:
        return len(self._file.whole.meta)
