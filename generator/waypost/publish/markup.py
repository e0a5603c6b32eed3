"""What a page of the built site links to, answers to, and would run: read from its markup."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import lru_cache
from html import unescape
from itertools import chain
from operator import attrgetter
from typing import Final

UNREAD: Final = re.compile(
    r"<!--.*?-->|<(script|style)\b((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>(.*?)</\1\s*>",
    re.DOTALL | re.IGNORECASE,
)
TAG: Final = re.compile(r"<[a-zA-Z](?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
ATTRIBUTE: Final = re.compile(
    r"(?<=[\s\"'/])([^\s\"'>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+)))?"
)
NO_ATTRIBUTES: Final = re.compile(
    r"(?:[^<]++|</[a-z0-9]++>|<(?!script|style)[a-z0-9]++>)*+", re.IGNORECASE
)
RAW: Final = re.compile(r"<(?:script|style)\b", re.IGNORECASE)
GOES_ON: Final = re.compile(r"<(?!/[a-zA-Z][^<>]*>|!doctype[^<>]*>)", re.IGNORECASE)
LOADING: Final = {"src", "poster", "data"}
FETCHED: Final = {"stylesheet", "icon", "apple-touch-icon", "manifest", "preload", "modulepreload"}
DATA_BLOCK: Final = re.compile(r"\btype\s*=\s*[\"']?(?!text/javascript|module)[\w.+-]+/[\w.+-]+")


@dataclass(frozen=True, slots=True)
class Tag:
    """The attributes of one start tag that matter here."""

    links: tuple[str, ...] = ()
    loads: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    style: str = ""
    handler: str = ""


@dataclass(frozen=True, slots=True)
class Markup:
    """A page, or a line of one: where its links lead, its anchors, and what a policy must allow or forbid."""

    links: tuple[str, ...] = ()
    loads: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    style_attributes: tuple[str, ...] = ()
    handlers: tuple[str, ...] = ()


NOTHING: Final = Markup()
_columns: Final = attrgetter(*(field.name for field in fields(Markup)))


def read(html: str) -> Markup:
    """The markup of a page, which must be well-formed, as a generator's pages are."""
    # Most lines of a site stand on every page, so each is read once.
    found = []
    for line in set(html.split("\n")):
        piece = _line(line)
        if piece is None:
            return _piece(html)
        if piece is not NOTHING:
            found.append(piece)
    return Markup(
        *(
            _unique(chain.from_iterable(column))
            for column in zip(*map(_columns, found), strict=True)
        )
    )


@lru_cache(maxsize=20_000)
def _line(line: str) -> Markup | None:
    """What a line holds; None where something in it goes on in the next."""
    if NO_ATTRIBUTES.fullmatch(line):
        return NOTHING
    rest = UNREAD.sub("", line)
    if GOES_ON.search(TAG.sub(_unless_raw, rest)):
        return None
    return _piece(line)


def _unless_raw(tag: re.Match[str]) -> str:
    # A script or style that isn't closed on its line makes text of the lines that follow.
    return "<" if RAW.match(tag[0]) else ""


def _piece(html: str) -> Markup:
    scripts: set[str] = set()
    styles: set[str] = set()
    opened: set[Tag] = set()
    for block in UNREAD.finditer(html):
        name, attributes, text = block.group(1, 2, 3)
        if name is None:
            continue
        opened.add(_tag(f"<{name}{attributes}>"))
        if name.lower() == "style":
            styles.add(_normal(text))
        elif text.strip() and not DATA_BLOCK.search(attributes):
            scripts.add(_normal(text))
    opened.update(map(_tag, TAG.findall(UNREAD.sub("", html))))
    found = Markup(
        links=_unique(link for tag in opened for link in tag.links),
        loads=_unique(link for tag in opened for link in tag.loads),
        ids=_unique(id for tag in opened for id in tag.ids),
        scripts=_unique(scripts),
        styles=_unique(styles),
        style_attributes=_unique(tag.style for tag in opened if tag.style),
        handlers=_unique(tag.handler for tag in opened if tag.handler),
    )
    return NOTHING if found == NOTHING else found


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    # A tuple takes a tenth of a set's room, and there is one for each of ten thousand pages.
    return tuple(sorted(set(texts)))


@lru_cache(maxsize=20_000)
def _tag(text: str) -> Tag:
    # Most tags of a site stand on every page: each is read once.
    found = {
        name.lower(): unescape(double or single or bare)
        for name, double, single, bare in ATTRIBUTE.findall(text)
    }
    link = found.get("href", "")
    sheet = text.startswith(("<link", "<LINK")) and found.get("rel") not in {
        "canonical",
        "alternate",
    }
    loads = [found[name] for name in sorted(LOADING & found.keys())]
    return Tag(
        links=(link,) if link and not sheet else (),
        loads=(*loads, link) if link and sheet else tuple(loads),
        ids=tuple(found[name] for name in ("id", "name") if found.get(name)),
        style=found.get("style", ""),
        handler=next((f"{name}={found[name]}" for name in found if name.startswith("on")), ""),
    )


def _normal(text: str) -> str:
    # The browser's parser turns every line end into LF before it takes a hash.
    return text.replace("\r\n", "\n").replace("\r", "\n")
