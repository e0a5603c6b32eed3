"""The navigation: home first, then the trees, the topics with all lists, and own pages."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from markupsafe import escape
from mkdocs.structure.files import File, Files
from mkdocs.utils import meta

from waypost.pages import Page
from waypost.pages.page_context import Item, PageContext

LISTED = ("home", "tree", "topics", "topic", "guides", "policies", "a-z")
"""The kinds of pages that the navigation may hold: single entries cost too much there."""

MOST_TOPICS = 30
"""With more topics than this, the navigation names only the page that lists them."""


def source(page: Page) -> str:
    """The name under which MkDocs knows a page; hand-written pages link to it."""
    if page.kind in ("home", "tree", "topics", "guides", "policies"):
        return f"{page.address}index.md"
    return f"{page.address.rstrip('/')}.md"


def name(page: Page, context: PageContext) -> str:
    """The title of a page in the navigation."""
    return context.home.title if page.kind == "home" else page.title


def names(nav: Any) -> dict[str, str]:
    """The names that ``nav``, in the form of MkDocs' settings, gives to files."""
    found: dict[str, str] = {}
    for each in nav if isinstance(nav, list) else ():
        for name, inner in each.items() if isinstance(each, Mapping) else ():
            found |= {inner: str(name)} if isinstance(inner, str) else names(inner)
    return found


def written(files: Files) -> list[File]:
    """The hand-written pages."""
    return [file for file in files.documentation_pages() if file.generated_by is None]


def in_language(given: Any, source: Path, own: Path) -> Any:
    """The navigation ``given`` for the pages in ``source``, for those of a language in ``own``.

    Pages that the language lacks are left out. Names are in the source's language: pages have
    their own titles, and a section is called as its first page.
    """
    if isinstance(given, str):
        missing = (source / given).is_file() and not (own / given).is_file()
        return None if missing else given
    if isinstance(given, Mapping):
        [(name, inner)] = given.items()
        if isinstance(inner, str):
            return {name: inner} if "://" in inner else in_language(inner, source, own)
        pages = in_language(inner, source, own)
        first = next((path for path in paths(pages) if (own / path).is_file()), None)
        title = _about(own / first).get("title") if first else None
        return {str(title or name): pages} if pages else None
    if given is None:
        return None
    return [each for item in given if (each := in_language(item, source, own))]


def _about(file: Path) -> Mapping[str, Any]:
    text = file.read_text(encoding="utf-8-sig", errors="replace")
    about: Mapping[str, Any] = meta.get_data(text)[1]
    return about


def links(files: Sequence[File]) -> list[Item]:
    """Links to hand-written pages that ask for it: ``featured: true`` in their front matter."""
    found = []
    for file in files:
        _, about = meta.get_data(file.content_string)
        if about.get("featured"):
            title = str(about.get("title") or file.name.replace("-", " ").capitalize())
            found.append(Item(title, file.url, "source", str(about.get("description") or "")))
    return found


def navigation(
    pages: Mapping[str, Page],
    files: Sequence[File],
    given: list[Any] | None,
    context: PageContext,
) -> list[Any]:
    """The whole navigation, in the form of MkDocs' ``nav``.

    It names the trees that the home page shows. ``given`` is the site's own: it is taken as it
    is where it names a generated page, else its pages stand last.
    """
    if given and any(path in pages for path in paths(given)):
        return given
    trees = context.lookup.trees_on_home
    found: list[Any] = []
    found.extend(src for src, page in pages.items() if page.kind == "home")
    found.extend(src for src, page in pages.items() if page.kind == "tree" and page.id in trees)
    # The first page of each topic.
    topics = [
        src for src, page in pages.items() if page.kind == "topic" and page.address.count("/") == 2
    ]
    index = [src for src, page in pages.items() if page.kind == "topics"]
    lists = [src for src, page in pages.items() if page.kind in ("guides", "policies", "a-z")]
    # The theme prints the title of a section as HTML.
    title = str(escape(context.messages.gettext("Topics")))
    found += [{title: [*index, *topics[:MOST_TOPICS], *lists]}] if topics else lists
    own = [file.src_uri for file in files]
    found.extend(given if given is not None else (src for src in own if src != "index.md"))
    if "index.md" in own:
        found.insert(0, "index.md")
    return found


def paths(nav: Any) -> list[str]:
    """The files that ``nav``, in the form of MkDocs' settings, names."""
    if isinstance(nav, str):
        return [nav]
    if isinstance(nav, Mapping):
        nav = list(nav.values())
    return [path for each in nav or () for path in paths(each)]
