"""Write a site as Markdown pages, assets, a theme's few additions, and settings."""

from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import yaml

from waypost import assets
from waypost.exchange.markdown_site import page_markdown
from waypost.mkdocs_plugin.collect import CollectedSite

SETTINGS: Final = "mkdocs.yml"
DOCS: Final = "docs"
OVERRIDES: Final = "overrides"
SCRIPTS: Final[Mapping[str, str]] = {
    "style": "waypost.css",
    "pages": "pages.mjs",
    "tree": "tree.mjs",
    "search": "search-home.mjs",
    "engine": "search.mjs",
    "view": "search-view.mjs",
}
NOTE: Final = """\
# Derived by `waypost pages` from the knowledge base and its settings: change those instead.
"""


def write(found: CollectedSite, folder: Path) -> int:
    """Write the site ``found`` into ``folder``; returns the number of pages.

    ``folder`` gets ``docs``, ``overrides`` and ``mkdocs.yml``. Raises OSError.
    """
    pages = dict(_pages(found))
    for name, text in pages.items():
        _put(folder / DOCS / name, text.encode())
    for name, data in found.files.items():
        _put(folder / DOCS / name, data)
    main = files("waypost.exchange.markdown_site") / "theme" / "main.html"
    _put(folder / OVERRIDES / "main.html", main.read_bytes())
    _put(folder / SETTINGS, (NOTE + _yaml(derived(found))).encode())
    return len(pages)


def _pages(found: CollectedSite) -> Iterator[tuple[str, str]]:
    for name, page in found.pages.items():
        yield name, page_markdown.page(page)
    for name, text in found.written.items():
        about = {key: value for key, value in text.meta.items() if key != "template"}
        yield name, page_markdown.front_matter(about) + text.markdown


def derived(found: CollectedSite) -> dict[str, Any]:
    """The settings under which an engine without plugins builds the same site."""
    names = {name: assets.address(file) for name, file in SCRIPTS.items()}
    data = {"data": found.search} if found.search else {}
    theme = {"name": "material", "variant": "classic", "custom_dir": OVERRIDES, "font": False}
    return {
        **found.settings,
        "docs_dir": DOCS,
        "use_directory_urls": True,
        "theme": theme | found.settings["theme"],
        "plugins": ["search"],
        "extra": found.settings["extra"] | {"waypost": names | data},
    }


def _yaml(value: Mapping[str, Any]) -> str:
    return yaml.safe_dump(dict(value), allow_unicode=True, sort_keys=False, width=100)


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
