"""Write a site as Markdown pages, assets, a theme's few additions, and settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import yaml

from waypost import assets
from waypost.build.run_mkdocs import Settings
from waypost.checks.analyse import Analysis
from waypost.exchange.markdown_site import page_markdown
from waypost.exchange.markdown_site.collect_pages import Collected, collect

SETTINGS: Final = "mkdocs.yml"
DOCS: Final = "docs"
OVERRIDES: Final = "overrides"
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
"""What a site's settings say that any engine understands."""

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


def write(settings: Settings, prepared: Analysis, kb: Path, folder: Path) -> int:
    """Write the site of ``prepared`` into ``folder``; returns the number of pages.

    ``folder`` gets ``docs``, ``overrides`` and ``mkdocs.yml``. Raises OSError.
    """
    found = collect(settings, prepared, kb)
    pages = dict(_pages(found))
    for name, text in pages.items():
        _put(folder / DOCS / name, text.encode())
    for name, file in found.files.items():
        _put(folder / DOCS / name, file.content_bytes)
    for name, text in found.search.items():
        _put(folder / DOCS / name, text.encode())
    main = files("waypost.exchange.markdown_site") / "theme" / "main.html"
    _put(folder / OVERRIDES / "main.html", main.read_bytes())
    _put(folder / SETTINGS, (NOTE + _yaml(derived(found))).encode())
    return len(pages)


def _pages(found: Collected) -> Iterator[tuple[str, str]]:
    for name, page in found.pages.items():
        yield name, page_markdown.page(page)
    for name, (meta, text) in found.written.items():
        about = {key: value for key, value in meta.items() if key != "template"}
        yield name, page_markdown.front_matter(about) + text


def derived(found: Collected) -> dict[str, Any]:
    """The settings under which an engine without plugins builds the same site."""
    config, theme = found.config, found.config.theme
    data = next(iter(found.search), None)
    names = {name: assets.address(file) for name, file in SCRIPTS.items()}
    extra = {key: value for key, value in config.extra.items() if key != "waypost"}
    return {
        **{name: config[name] for name in KEPT if config[name]},
        "docs_dir": DOCS,
        "use_directory_urls": True,
        "theme": {
            "name": "material",
            "variant": "classic",
            "custom_dir": OVERRIDES,
            "language": str(prepared_language(found)),
            "font": False,
            "features": list(theme["features"]),
            "palette": _plain(theme["palette"]),
            "logo": theme["logo"],
            "favicon": theme["favicon"],
        },
        "plugins": ["search"],
        "markdown_extensions": _extensions(config),
        "extra": extra | {"waypost": names | ({"data": data} if data else {})},
        "nav": found.nav,
    }


def prepared_language(found: Collected) -> str:
    """The language of the theme's own words."""
    return found.config.theme.get("language") or "en"


def _extensions(config: Any) -> list[Any]:
    return [
        {name: _plain(config.mdx_configs[name])} if config.mdx_configs.get(name) else name
        for name in config.markdown_extensions
    ]


def _plain(value: Any) -> Any:
    """``value`` in the types that YAML has by itself."""
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if value is None or isinstance(value, bool | int | float | date | datetime):
        return value
    return str(value)


def _yaml(value: Mapping[str, Any]) -> str:
    return yaml.safe_dump(dict(value), allow_unicode=True, sort_keys=False, width=100)


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
