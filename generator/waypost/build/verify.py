"""Verify a built site before anybody sees it: every page, file, link and anchor."""

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
from waypost.core import page_markup
from waypost.core.page_markup import Markup

ELSEWHERE: Final = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//)")
"""An address with a scheme or a host: not ours to resolve."""

LEADS_NOWHERE: Final = "links to what isn't there"

Damage = Callable[[Path], str | None]


@dataclass(frozen=True, slots=True)
class SiteFault:
    """A fault of a built site: the ``file``, ``what`` is wrong in it, the ``address`` at fault."""

    file: str
    what: str
    address: str = ""


class BuiltSite:
    """The files of a built site in ``folder``, and the markup of its pages.

    ``markups`` are known; that of any other page is read when it is asked for.
    """

    def __init__(self, folder: Path, markups: Mapping[str, Markup] = MappingProxyType({})) -> None:
        self.folder = folder
        self.files = dict(manifest.entries(folder))
        self._markups = dict(markups)

    def pages(self) -> list[str]:
        """The names of its pages, in order."""
        found = (name for name in self.files if name.endswith(".html"))
        return sorted(found, key=lambda name: name.split("/"))

    def markup(self, page: str) -> Markup:
        if page not in self._markups:
            text = (self.folder / page).read_text(encoding="utf-8", errors="replace")
            self._markups[page] = page_markup.read(text)
        return self._markups[page]


def damaged(
    site: BuiltSite, names: Iterable[str], copied: Collection[str] = ()
) -> tuple[SiteFault, ...]:
    """The files among ``names`` that aren't plain and whole; ``copied`` ones need only be plain."""
    found = []
    for name in sorted(names):
        path = site.folder / name
        if why := _odd(path) or ("" if name in copied else _damage(path)):
            found.append(SiteFault(name, why))
    return tuple(found)


def missing(site: BuiltSite, expected: Iterable[str]) -> tuple[SiteFault, ...]:
    """The files among ``expected`` that aren't there."""
    return tuple(SiteFault(name, "is missing") for name in sorted({*expected} - site.files.keys()))


def broken_links(site: BuiltSite, pages: Iterable[str], base: str = "/") -> Iterator[SiteFault]:
    """The links and places of ``pages`` that lead nowhere.

    ``base`` is the path under which the site is served, for links that start with a slash.
    """
    # Pages of one folder share nearly all links to outside of it.
    known: dict[tuple[str, str], str] = {}
    for page in pages:
        folder = posixpath.dirname(posixpath.dirname(page))
        found = site.markup(page)
        for link in (*found.links, *found.loads):
            where = (folder, link)
            if not link.startswith("../"):
                what = _fault(site, page, link, base)
            elif where in known:
                what = known[where]
            else:
                what = known[where] = _fault(site, page, link, base)
            if what:
                yield SiteFault(page, what, link)


def _odd(path: Path) -> str:
    is_plain = path.is_file() and not path.is_symlink() and {*path.name}.isdisjoint("\n\\")
    return "" if is_plain else "isn't a plain file with a plain name"


def _damage(path: Path) -> str:
    check = CHECKS.get(path.suffix)
    if check is None:
        return ""
    try:
        return check(path) or ""
    except (ValueError, OSError, EOFError, zlib.error):
        return f"isn't valid {path.suffix[1:].upper()}"


def _html(path: Path) -> str:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 64))
        return "" if file.read().rstrip().lower().endswith(b"</html>") else "ends too early"


def _json(path: Path) -> None:
    json.loads(path.read_bytes())


def _xml(path: Path) -> None:
    from xml.etree import ElementTree

    try:
        ElementTree.parse(path)  # noqa: S314 - our own output, and large things are refused
    except ElementTree.ParseError as error:
        raise ValueError from error


def _gz(path: Path) -> None:
    with gzip.open(path) as file:
        while file.read(1 << 20):
            pass


def _some(path: Path) -> str:
    return "" if path.stat().st_size else "is empty"


CHECKS: Final[Mapping[str, Damage]] = {
    ".html": _html,
    ".json": _json,
    ".xml": _xml,
    ".svg": _xml,
    ".gz": _gz,
    ".js": _some,
    ".mjs": _some,
}


def _fault(site: BuiltSite, page: str, link: str, base: str) -> str:
    """The fault of ``link`` on ``page``; empty where it has none."""
    if ELSEWHERE.match(link):
        return ""
    target, fragment = resolve(page, link, base)
    if target is None:
        return ""
    if target not in site.files:
        return LEADS_NOWHERE
    if fragment and target.endswith(".html") and not _has(site.markup(target), fragment):
        return "links to a place that its page doesn't have"
    return ""


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
