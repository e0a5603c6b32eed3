"""Write a site as Markdown pages, assets, a theme's few additions, and settings; check a copy."""

import shutil
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import yaml

from waypost import assets
from waypost.diagnostics.environment_refusal import EnvironmentRefusal
from waypost.exchange.markdown_site import page_markdown
from waypost.mkdocs_plugin.collect import CollectedSite
from waypost.search.site_index import as_json

SETTINGS: Final = "mkdocs.yml"
DOCS: Final = "docs"
OVERRIDES: Final = "overrides"
SCRIPTS: Final[Mapping[str, str]] = {
    "pages": "pages.mjs",
    "tree": "tree.mjs",
    "search": "search-home.mjs",
    "view": "search-view.mjs",
}
NOTE: Final = """\
# Derived by `waypost pages` from the knowledge base and its settings: change those instead.
"""


def cleared(folder: Path) -> None:
    """Empty ``folder``, ours alone, so that no page of an earlier run stays behind.

    Raises `EnvironmentRefusal` where somebody else's files are in it, and OSError.
    """
    if not folder.exists() or not any(folder.iterdir()):
        return
    settings = folder / SETTINGS
    if not settings.is_file() or not settings.read_text(errors="replace").startswith(NOTE):
        raise EnvironmentRefusal(folder, "it holds files that aren't ours", "name an empty folder")
    for name in (DOCS, OVERRIDES):
        if (folder / name).is_dir() and not (folder / name).is_symlink():
            shutil.rmtree(folder / name)
    settings.unlink()


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
    settings = yaml.safe_dump(derived(found), allow_unicode=True, sort_keys=False, width=100)
    _put(folder / SETTINGS, (NOTE + settings).encode())
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
    names["engine"], names["style"] = found.engine, found.style
    data = {"data": found.search} if found.search else {}
    if found.words:
        data["words"] = as_json(found.words).strip()
    theme = {"name": "material", "variant": "classic", "custom_dir": OVERRIDES, "font": False}
    return {
        **found.settings,
        "docs_dir": DOCS,
        "use_directory_urls": True,
        "theme": theme | found.settings["theme"],
        "plugins": ["search"],
        "extra": found.settings["extra"] | {"waypost": names | data},
    }


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def missing(folder: Path, site: Path) -> list[str]:
    """The pages of ``folder`` that ``site``, built from it, lacks or has without their content.

    An engine may say nothing about what it skips.
    """
    return [
        page for page, content in _built_pages(folder / DOCS) if not _is_there(site / page, content)
    ]


def _built_pages(docs: Path) -> Iterator[tuple[str, str]]:
    """The file that each page has in a built site, and the first line of its HTML."""
    for path in sorted(docs.rglob("*.md")):
        place = path.relative_to(docs)
        folder = place.parent if place.name == "index.md" else place.with_suffix("")
        lines = path.read_text(encoding="utf-8").splitlines()
        start = next((line for line in lines if line.startswith('<div class="wp ')), "")
        yield (folder / "index.html").as_posix(), start


def _is_there(page: Path, content: str) -> bool:
    return page.is_file() and content in page.read_text(encoding="utf-8", errors="replace")
