"""The frame of a site: all that MkDocs and the theme contribute to it, as data.

A layout is the theme's part of pages that differ in a few texts, cut where these texts stand.

The theme draws one skeleton page for each layout. In it stand slots, plain strings that no text of
a site holds; a page is the pieces between them with its own texts put in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any, Final, NamedTuple

from waypost.core.fingerprint import digest

SLOTS: Final = (
    "title",
    "meta_title",
    "content",
    "name",
    "line",
    "description",
    "structured",
    "card",
)
"""The texts in which pages of one layout differ; ``name`` is the last part of the address."""

PREFIX: Final = "wpslot"
TOKEN: Final = re.compile(rf"{PREFIX}([0-9]+)x([0-9]+)z")
CUT: Final = re.compile(rf"(?:<h1 )?{TOKEN.pattern}")
REMAINS: Final = re.compile(PREFIX, re.IGNORECASE)
WHITE_SPACE: Final = re.compile(r"<(pre|textarea|script|style)\b.*?</\1>|(\s*\n)\s*", re.DOTALL)


class LayoutSpec(NamedTuple):
    """The properties that pages share for the theme to treat them alike but for their texts.

    ``folder`` is the address above the pages'. ``source`` is the name under which MkDocs knows a
    page that has a layout of its own, because the navigation or a hand-written page names it.
    ``file`` is the YAML file of the entry, where the site links to its lines. ``languages`` are
    those that have the page.
    """

    folder: str
    source: str
    described: bool
    structured: bool
    scripted: bool
    listed: bool
    file: str
    languages: str = ""


@dataclass(frozen=True)
class Layout:
    """Literal ``pieces`` with the names of slots between them: literal, slot, literal, ..."""

    pieces: tuple[str, ...]

    def fill(self, texts: Mapping[str, str]) -> str:
        """The page whose slots hold ``texts``."""
        parts = list(self.pieces)
        parts[1::2] = [texts[name] for name in parts[1::2]]
        return "".join(parts)

    @cached_property
    def key(self) -> str:
        """The hash of the pieces."""
        return digest(*self.pieces)

    @cached_property
    def slots(self) -> frozenset[str]:
        return frozenset(self.pieces[1::2])


def token(number: int, slot: str) -> str:
    """The string that stands for ``slot`` in skeleton ``number``.

    It survives escaping, quoting and the removal of tags.
    """
    return f"{PREFIX}{number}x{SLOTS.index(slot)}z"


def cut(number: int, html: str) -> Layout | None:
    """The layout of skeleton ``number``, drawn as ``html``.

    None where the theme has changed a slot, dropped the content, or shows another page's texts.
    """
    parts = CUT.split(html)
    # Each match has two groups: the number of the skeleton, and the slot.
    numbers, slots = parts[1::3], [SLOTS[int(slot)] for slot in parts[2::3]]
    literals = parts[::3]
    if any(int(each) != number for each in numbers) or any(map(REMAINS.search, literals)):
        return None
    if slots.count("content") != 1:
        return None
    pieces = [literals[0]]
    for slot, literal in zip(slots, literals[1:], strict=True):
        pieces += [slot, literal]
    return Layout(tuple(pieces))


def squeeze(html: str, content: str) -> str:
    """The page ``html`` without indentation and empty lines outside its ``content``.

    >>> squeeze("<p>a\\n\\n  <b>b</b></p>\\n\\n  c", "c")
    '<p>a\\n<b>b</b></p>\\nc'
    """
    before, found, after = html.partition(content) if content else (html, "", "")
    return _squeezed(before) + found + _squeezed(after)


def _squeezed(html: str) -> str:
    return WHITE_SPACE.sub(lambda found: "\n" if found[2] else found[0], html)


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """A hand-written page as MkDocs made it.

    ``source`` is its file below the folder of hand-written pages. ``location`` is what the site
    map calls it, empty for nothing. ``markdown`` is its text for machines.
    """

    source: str
    address: str
    location: str
    markdown: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The result of one run of MkDocs over the hand-written pages and the skeletons.

    ``key`` is the hash of all that MkDocs read. ``files`` are the files that it wrote, and
    ``warnings`` what it said, each with the code of a diagnostic.
    """

    key: str
    layouts: Mapping[LayoutSpec, Layout]
    written: tuple[WrittenPage, ...]
    files: tuple[str, ...]
    warnings: tuple[tuple[str, str], ...] = ()

    def to_json(self) -> str:
        """The frame as one line, equal for equal frames. Pieces of layouts are stored once."""
        pieces: dict[str, int] = {}
        layouts = [
            [spec, [pieces.setdefault(each, len(pieces)) for each in layout.pieces]]
            for spec, layout in sorted(self.layouts.items(), key=itemgetter(0))
        ]
        value = {
            "key": self.key,
            "pieces": list(pieces),
            "layouts": layouts,
            "written": [asdict(page) for page in self.written],
            "files": self.files,
            "warnings": self.warnings,
        }
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Frame:
        """The frame that became ``text``. Raises ValueError where it is none."""
        try:
            value: Mapping[str, Any] = json.loads(text)
            pieces: Sequence[str] = value["pieces"]
            return cls(
                str(value["key"]),
                {
                    LayoutSpec(*spec): Layout(tuple(pieces[each] for each in numbers))
                    for spec, numbers in value["layouts"]
                },
                tuple(WrittenPage(**page) for page in value["written"]),
                tuple(map(str, value["files"])),
                tuple((str(code), str(why)) for code, why in value["warnings"]),
            )
        except (LookupError, TypeError, RecursionError) as fault:
            raise ValueError("not a frame") from fault
