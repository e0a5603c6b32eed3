"""Links, ids, scripts and styles of a built page, read from its HTML."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import unescape
from itertools import chain
from typing import Final, NamedTuple

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
DATA_BLOCK: Final = re.compile(r"\btype\s*=\s*[\"']?(?!text/javascript|module)[\w.+-]+/[\w.+-]+")


class Markup(NamedTuple):
    """A page or a part of one: the targets of its links, its ids, and all that a CSP speaks of."""

    links: tuple[str, ...] = ()
    loads: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    style_attributes: tuple[str, ...] = ()
    handlers: tuple[str, ...] = ()


NOTHING: Final = Markup()


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
    return _joined(found)


@lru_cache(maxsize=20_000)
def _line(line: str) -> Markup | None:
    """The markup of a line; None where something in it goes on in the next."""
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
    found = []
    for block in UNREAD.finditer(html):
        name, attributes, text = block.group(1, 2, 3)
        if name is None:
            continue
        found.append(_tag(f"<{name}{attributes}>"))
        if name.lower() == "style":
            found.append(Markup(styles=(_normal(text),)))
        elif text.strip() and not DATA_BLOCK.search(attributes):
            found.append(Markup(scripts=(_normal(text),)))
    rest = UNREAD.sub("", html) if found or "<!" in html else html
    found += map(_tag, TAG.findall(rest))
    return _joined([each for each in found if each is not NOTHING])


def _joined(parts: Sequence[Markup]) -> Markup:
    """The markup of a page that consists of ``parts``."""
    if len(parts) < 2:
        return parts[0] if parts else NOTHING
    rows = zip(*parts, strict=True)
    # A tuple takes a tenth of a set's room, and there is one for each of ten thousand pages.
    return Markup(*(tuple(sorted({*chain.from_iterable(column)})) for column in rows))


@lru_cache(maxsize=20_000)
def _tag(text: str) -> Markup:
    if "=" not in text:
        return NOTHING
    found = {
        name.lower(): unescape(double or single or bare)
        for name, double, single, bare in ATTRIBUTE.findall(text)
    }
    link = found.get("href", "")
    sheet = text.startswith(("<link", "<LINK")) and found.get("rel", "").split()[:1] not in (
        ["canonical"],
        ["alternate"],
    )
    loads = [found[name] for name in LOADING & found.keys()]
    tag = Markup(
        links=(link,) if link and not sheet else (),
        loads=_unique((*loads, link) if link and sheet else loads),
        ids=_unique(found[name] for name in ("id", "name") if found.get(name)),
        style_attributes=(found["style"],) if found.get("style") else (),
        handlers=_unique(f"{name}={found[name]}" for name in found if name.startswith("on"))[:1],
    )
    return NOTHING if tag == NOTHING else tag


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({*texts}))


def _normal(text: str) -> str:
    # The browser's parser turns every line end into LF before it takes a hash.
    return text.replace("\r\n", "\n").replace("\r", "\n")
