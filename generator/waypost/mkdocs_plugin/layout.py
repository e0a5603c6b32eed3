"""The theme's part of a page, drawn once for all pages that differ in nothing but a few texts.

A page is put into it here; `shells` lets the theme draw it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from mkdocs.structure.toc import AnchorLink, TableOfContents

from waypost.core import page_markup
from waypost.core.kept import key
from waypost.core.page_markup import Markup

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page

TEMPLATE: Final = "waypost-page.html"
META_TEXTS: Final = ("title", "description", "structured", "card")
"""What a page's own front matter says in its own words; all else in it tells kinds apart."""

SLOTS: Final = (
    "title",
    "content",
    "name",
    "line",
    "canonical_url",
    "abs_url",
    *(f"meta.{name}" for name in META_TEXTS),
)
SLOT: Final = re.compile("(?:<h1 )?\ue000([0-9]+)\ue001")

CHANGING: Final = ("description", "structured")
"""Those of them that change with the texts of entries."""

Key = tuple[Any, ...]

Seams = Sequence[tuple[str, int, int]]
"""Where in a page's file the texts stand that an edit may change: slot, first byte, and the end."""


@dataclass(slots=True)
class Sheet:
    """A page as far as a shell looks at it; MkDocs' own pages have these values too."""

    url: str
    title: str
    content: str
    meta: Mapping[str, Any]
    toc: TableOfContents
    canonical_url: str | None
    abs_url: str | None
    edit_url: str | None

    def said(self) -> str:
        """All that fills a shell but the content, as one text."""
        return repr(sorted((texts(self) | {"content": ""}).items()))


@dataclass
class Shell:
    """Literal pieces and, between them, the names of texts; None where the theme draws all."""

    pieces: Sequence[str] | None
    compared: int = 0

    def filled(self, found: Mapping[str, str]) -> str:
        """The page whose texts are ``found``."""
        assert self.pieces is not None
        return _filled(self.pieces, found)

    def varying(self, found: Mapping[str, str]) -> str:
        """The lines that aren't the same on every page, filled."""
        return _filled(self._lines[1], found)

    @cached_property
    def fixed(self) -> Markup | None:
        """The markup of the lines that are; None where markup goes on from line to line."""
        return page_markup.of_lines(self._lines[0])

    @cached_property
    def digest(self) -> str:
        """A key for the pieces."""
        assert self.pieces is not None
        return key(*self.pieces)

    @cached_property
    def _lines(self) -> tuple[list[str], list[str]]:
        assert self.pieces is not None
        marked = list(self.pieces)
        marked[1::2] = [f"\ue000{number}\ue001" for number in marked[1::2]]
        lines = "".join(marked).split("\n")
        varying = "\n".join(line for line in lines if "\ue000" in line)
        return [line for line in lines if "\ue000" not in line], SLOT.split(varying)


def _filled(pieces: Sequence[str], found: Mapping[str, str]) -> str:
    parts = list(pieces)
    parts[1::2] = [found[SLOTS[int(number)]] for number in parts[1::2]]
    return "".join(parts)


def texts(page: Page | Sheet) -> dict[str, str]:
    """The texts of ``page`` by the names of their slots."""
    found = {f"meta.{name}": page.meta[name] for name in META_TEXTS if name in page.meta}
    return found | {
        "title": str(page.title),
        "content": page.content or "",
        "name": page.url.rstrip("/").rpartition("/")[2],
        "canonical_url": page.canonical_url or "",
        "abs_url": page.abs_url or "",
        "line": file_and_line(page)[1],
    }


def key_of(page: Page | Sheet) -> Key:
    """What two pages must share for the theme to treat them alike but for their texts."""
    return (
        page.url.rstrip("/").rpartition("/")[0],
        page.canonical_url is None,
        file_and_line(page)[0],
        "<h1" in (page.content or ""),
        repr([(name, None if name in META_TEXTS else page.meta[name]) for name in page.meta]),
        repr([_shape(each, page) for each in page.toc]),
    )


def _shape(link: AnchorLink, page: Page | Sheet) -> tuple[Any, ...]:
    title = None if link.title == page.title else link.title
    return title, link.id, link.level, [_shape(each, page) for each in link.children]


def file_and_line(page: Page | Sheet) -> tuple[str, str]:
    """The parts of an edit link: entries of one file differ in the line only."""
    file, sign, line = (page.edit_url or "").partition("#")
    return file + sign, line


def resewn(data: bytes, seams: Seams, found: Mapping[str, str]) -> tuple[bytes, Seams]:
    """A page's file with other texts between its seams, and where these are then."""
    parts, new, place, size = [], [], 0, 0
    for slot, start, end in seams:
        text = found[slot].encode()
        parts += [data[place:start], text]
        begin = size + start - place
        size = begin + len(text)
        new.append((slot, begin, size))
        place = end
    return b"".join([*parts, data[place:]]), new
