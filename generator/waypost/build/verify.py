"""Verify a built site before anybody sees it: every page, file, link and anchor."""

from __future__ import annotations

import gzip
import json
import posixpath
import re
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final
from urllib.parse import unquote, urlsplit

from waypost.build import manifest
from waypost.build.manifest import Sum
from waypost.build.site_fault import Finding
from waypost.core import page_markup as markup
from waypost.core.kept import Kept, key
from waypost.core.page_markup import Markup

ELSEWHERE: Final = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//)")
"""An address with a scheme or a host: not ours to resolve."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What lies in a built site: the paths of its files, its pages' markup, and what is damaged."""

    files: Mapping[str, str]
    pages: Mapping[str, Markup]
    damaged: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a file by those who wrote it: its checksum, and a page's markup."""

    sum: Sum
    markup: Markup | None = None


def survey(
    site: Path,
    copied: Collection[str] = (),
    known: Mapping[str, Known] = MappingProxyType({}),
    keep: Kept | None = None,
) -> Survey:
    """Look at every file of ``site`` once.

    ``copied`` are the names of the owner's own files, which needn't be valid in their kind.
    ``known`` files are read only if they have changed since. ``keep`` holds the markup of pages of
    an earlier build, by what they say, and takes that of these.
    """
    found = dict(manifest.entries(site))
    files = {name: found[name].path for name in sorted(found, key=lambda name: name.split("/"))}
    still = {
        name: each
        for name, each in known.items()
        if (entry := found.get(name))
        and not _odd_name(name)
        and each.sum.holds(entry.stat(follow_symlinks=False))
    }
    damaged = [
        Finding(name, why)
        for name in files
        if name not in still
        and (why := _odd(path := site / name) or (name not in copied and _damage(path)))
    ]
    if damaged:
        return Survey(files, {}, tuple(damaged))
    pages = {
        name: (name in still and still[name].markup) or _markup(site / name, keep)
        for name in files
        if _is_page(name)
    }
    return Survey(files, pages, ())


def whole(site: Path) -> tuple[Finding, ...]:
    """The faults of ``site``, none if it may be published."""
    return faults(survey(site))


def faults(seen: Survey, expected: Collection[str] = (), base: str = "/") -> tuple[Finding, ...]:
    """The faults of a site: what is damaged, missing, or linked to in vain.

    ``expected`` are the addresses of pages, relative to the site's root (``questions/x/``).
    ``base`` is the path under which the site is served, for links that start with a slash.
    """
    absent = (Finding(_file(page), "is missing") for page in sorted(expected))
    missing = (finding for finding in absent if finding.file not in seen.files)
    return (*seen.damaged, *missing, *_broken_links(seen, base))


def _is_page(name: str) -> bool:
    return name.endswith(".html")


def _markup(path: Path, keep: Kept | None) -> Markup:
    html = path.read_text(encoding="utf-8", errors="replace")
    if keep is None:
        return markup.read(html)
    name = key("markup", html)
    if row := keep.get(name):
        return markup.of_row(row)
    found = markup.read(html)
    keep.put(name, markup.row(found))
    return found


def _file(address: str) -> str:
    return address + "index.html" if not address or address.endswith("/") else address


def _odd_name(name: str) -> bool:
    return "\n" in name or "\\" in name


def _odd(path: Path) -> str:
    plain = path.is_file() and not path.is_symlink() and not _odd_name(path.name)
    return "" if plain else "isn't a plain file with a plain name"


def _damage(path: Path) -> str:
    check = CHECKS.get(path.suffix)
    if check is None:
        return ""
    try:
        return check(path)
    except (ValueError, OSError, EOFError, zlib.error):
        return f"isn't valid {path.suffix[1:].upper()}"


def _html(path: Path) -> str:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 64))
        return "" if file.read().rstrip().lower().endswith(b"</html>") else "ends too early"


def _json(path: Path) -> str:
    json.loads(path.read_bytes())
    return ""


def _xml(path: Path) -> str:
    from xml.etree import ElementTree

    try:
        ElementTree.parse(path)  # noqa: S314 - our own output, and large things are refused
    except ElementTree.ParseError as error:
        raise ValueError from error
    return ""


def _gz(path: Path) -> str:
    with gzip.open(path) as file:
        while file.read(1 << 20):
            pass
    return ""


def _some(path: Path) -> str:
    return "" if path.stat().st_size else "is empty"


CHECKS: Final[Mapping[str, Callable[[Path], str]]] = {
    ".html": _html,
    ".json": _json,
    ".xml": _xml,
    ".svg": _xml,
    ".gz": _gz,
    ".js": _some,
    ".mjs": _some,
}


def _broken_links(seen: Survey, base: str) -> Iterator[Finding]:
    # Pages of one folder share nearly all that they link to outside themselves.
    told: dict[tuple[str, str], str] = {}
    for page, found in seen.pages.items():
        folder = posixpath.dirname(posixpath.dirname(page))
        for link in (*found.links, *found.loads):
            if link.startswith("../"):
                what = told.get((folder, link))
                if what is None:
                    what = told[folder, link] = fault(seen, page, link, base)
            else:
                what = fault(seen, page, link, base)
            if what:
                yield Finding(page, what, link)


def fault(seen: Survey, page: str, link: str, base: str) -> str:
    """What is wrong with ``link`` on ``page``; empty where nothing is."""
    if ELSEWHERE.match(link):
        return ""
    target, fragment = resolve(page, link, base)
    if target is None:
        return ""
    if target not in seen.files:
        return "links to what isn't there"
    if fragment and target in seen.pages and not _has(seen.pages[target], fragment):
        return "links to a place that its page doesn't have"
    return ""


def fragments(pages: Iterable[Markup]) -> set[str]:
    """What stands behind the # in links from ``pages`` to others."""
    links = {link for page in pages for link in page.links if "#" in link[1:]}
    found = {link.partition("#")[2] for link in links}
    return found | set(map(unquote, found))


def _has(page: Markup, fragment: str) -> bool:
    return not {fragment, unquote(fragment)}.isdisjoint(page.ids) or fragment.startswith(":~:")


def resolve(page: str, link: str, base: str = "/") -> tuple[str | None, str]:
    """The file that ``link`` on ``page`` means, and its fragment; None outside the site.

    >>> resolve("questions/a/index.html", "../b/#x")
    ('questions/b/index.html', 'x')
    """
    if link.startswith("#"):
        return page, link[1:]
    folder = posixpath.dirname(page)
    if folder and link.startswith("../"):
        # Pages of one folder share nearly all that they link to outside themselves.
        return _from(posixpath.dirname(folder), f"./{link[3:]}", base)
    target, fragment = _from(folder, link, base)
    return page if target == "" else target, fragment


@lru_cache(maxsize=20_000)
def _from(folder: str, link: str, base: str) -> tuple[str | None, str]:
    parts = urlsplit(link)
    path = unquote(parts.path)
    if not path:
        return "", parts.fragment
    if path.startswith("/"):
        if not path.startswith(base):
            return None, parts.fragment
        path = path[len(base) :]
    else:
        path = posixpath.join(folder, path)
    is_folder = path.endswith(("/", "/.", "/..")) or path in {"", ".", ".."}
    path = posixpath.normpath(path) if path else "."
    if is_folder:
        path = "index.html" if path == "." else path + "/index.html"
    return path, parts.fragment
