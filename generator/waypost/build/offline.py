"""A built site made fit to be opened from a folder: browsers allow no modules there, no fetch."""

import json
import re
from pathlib import Path
from typing import Any, Final

from waypost.search.site_index import DATA_FILE, OFFLINE, PLACE, offline_script

_LINK: Final = re.compile(
    r'( (?:href|action)=")((?:[^"#?:/][^"#?:]*/)|(?:\.\./)*\.{1,2}(?=["#?]))([#?][^"]*)?(?=")'
)
_MODULE: Final = re.compile(r'<script type="module" src="')
_EXPORT: Final = re.compile(r"^export (?=const|function|class|async)", re.MULTILINE)
_SEARCH: Final = frozenset({"search", "search-panel", "search-view", "search-worker"})
"""Modules that only the search's worker loads; its classic script stands in for them."""


def make_offline(site: Path) -> None:
    """Rewrite the site in the folder ``site``: links name files, scripts are classic ones."""
    for page in sorted(site.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        page.write_text(offline_page(text), encoding="utf-8", newline="\n")
    for module in sorted((site / "assets" / "waypost").glob("*.mjs")):
        if module.name.partition(".")[0] not in _SEARCH:
            text = module.read_text(encoding="utf-8")
            classic = f"(() => {{\n{_EXPORT.sub('', text)}}})();\n"
            module.write_text(classic, encoding="utf-8", newline="\n")
    _write_search(site)


def _write_search(site: Path) -> None:
    """The search's data and its parts, ``search.HASH.json`` and ``search/PART.HASH.json``."""
    data: Any = None
    parts: dict[str, Any] = {}
    for file in sorted((site / "assets" / "waypost").glob(DATA_FILE)):
        data = json.loads(file.read_text(encoding="utf-8"))
        for part in (file.parent / "search").glob(f"*{file.name.removeprefix('search')}"):
            parts[part.name.partition(".")[0]] = json.loads(part.read_text(encoding="utf-8"))
    if data is not None:
        place = json.loads((site / PLACE).read_text(encoding="utf-8"))
        told = place["popular"], place.get("words")
        script = offline_script(data, _written(site), parts, *told)
        (site / OFFLINE).write_text(script, encoding="utf-8", newline="\n")


def offline_page(html: str) -> str:
    """A page whose links to folders name the file in them, and whose modules are plain scripts.

    >>> offline_page('<a href="../questions/a/#b">')
    '<a href="../questions/a/index.html#b">'
    """
    named = _LINK.sub(
        lambda link: f"{link[1]}{link[2].rstrip('/')}/index.html{link[3] or ''}", html
    )
    return _MODULE.sub('<script defer src="', named)


def _written(site: Path) -> list[Any]:
    """The hand-written pages of MkDocs' own index."""
    index = site / "search" / "search_index.json"
    if not index.is_file():
        return []
    docs = json.loads(index.read_text(encoding="utf-8"))["docs"]
    assert isinstance(docs, list)
    return docs
