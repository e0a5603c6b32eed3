"""Verify a built site before anybody sees it: every page, file, link and anchor."""

from __future__ import annotations

import gzip
import json
import posixpath
import re
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from waypost.publish import manifest, markup

ELSEWHERE: Final = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//)")
"""An address with a scheme or a host: not ours to resolve."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault of the built site: the ``file`` in it, what is wrong, and the address in question."""

    file: str
    what: str
    address: str = ""


def whole(site: Path, expected: Collection[str] = (), base: str = "/") -> tuple[Finding, ...]:
    """The faults of ``site``, none if it may be published.

    ``expected`` are the addresses of pages, relative to the site's root (``questions/x/``).
    ``base`` is the path under which the site is served, for links that start with a slash.
    """
    paths = sorted(manifest.files(site))
    names = {path.relative_to(site).as_posix(): path for path in paths}
    if odd := [Finding(name, "isn't a plain file") for name, path in names.items() if _odd(path)]:
        return tuple(odd)
    absent = (Finding(_file(page), "is missing") for page in sorted(expected))
    missing = [finding for finding in absent if finding.file not in names]
    damaged = [Finding(name, why) for name, path in names.items() if (why := _damage(path))]
    return (*missing, *damaged, *_broken_links(names, base))


def _odd(path: Path) -> bool:
    return path.is_symlink() or not path.is_file() or "\n" in path.name or "\\" in path.name


def _file(address: str) -> str:
    return address + "index.html" if not address or address.endswith("/") else address


def _damage(path: Path) -> str:
    check = CHECKS.get(path.suffix)
    if check is None:
        return ""
    try:
        return check(path)
    except (ValueError, OSError, EOFError, zlib.error, ElementTree.ParseError):
        return f"isn't valid {path.suffix[1:].upper()}"


def _html(path: Path) -> str:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 64))
        return "" if file.read().rstrip().lower().endswith(b"</html>") else "ends too early"


def _json(path: Path) -> str:
    json.loads(path.read_bytes())
    return ""


def _xml(path: Path) -> str:
    ElementTree.parse(path)  # noqa: S314 - our own output, and the parser refuses what is too large
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


def _broken_links(names: Mapping[str, Path], base: str) -> Iterator[Finding]:
    pages = {
        name: markup.read(path.read_text(encoding="utf-8"))
        for name, path in names.items()
        if name.endswith(".html")
    }
    for page, found in pages.items():
        for link in sorted(found.links | found.loads):
            if ELSEWHERE.match(link):
                continue
            target, fragment = resolve(page, link, base)
            if target is None:
                continue
            if target not in names:
                yield Finding(page, "links to what isn't there", link)
            elif fragment and target in pages and not _has_anchor(pages[target].ids, fragment):
                yield Finding(page, "links to a place that its page doesn't have", link)


def _has_anchor(ids: Collection[str], fragment: str) -> bool:
    return fragment in ids or unquote(fragment) in ids or fragment.startswith(":~:")


def resolve(page: str, link: str, base: str = "/") -> tuple[str | None, str]:
    """The file that ``link`` on ``page`` means, and its fragment; None outside the site.

    >>> resolve("questions/a/index.html", "../b/#x")
    ('questions/b/index.html', 'x')
    """
    parts = urlsplit(link)
    path = unquote(parts.path)
    if not path:
        return page, parts.fragment
    if path.startswith("/"):
        if not path.startswith(base):
            return None, parts.fragment
        path = path[len(base) :]
    else:
        path = posixpath.join(posixpath.dirname(page), path)
    folder = path.endswith(("/", "/.", "/..")) or path in {"", ".", ".."}
    path = posixpath.normpath(path) if path else "."
    if folder:
        path = "index.html" if path == "." else path + "/index.html"
    return path, parts.fragment
