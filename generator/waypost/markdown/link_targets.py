"""Link targets: entries by kind and id, and the files of the content folder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from waypost.diagnostics import Guesses
from waypost.model import entries
from waypost.model.records import ENTRY_TYPES, Knowledge
from waypost.parser.image_size import Size

KINDS: Final = {
    word: cls.kind.link for cls in ENTRY_TYPES for word in (cls.kind.name, cls.kind.page)
}
"""Words before the colon of a link to an entry, and the kinds they mean."""

DASHES: Final = re.compile(r"(?:^|[\r\n])[ \t>]*-+[ \t]*(?:$|[\r\n])")
"""A line of dashes, which makes a heading of the line above."""

PICTURES: Final = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")


@dataclass(frozen=True, slots=True)
class LinkPlace:
    """Something that a link can lead to. An outcome's id is ``TREE/OUTCOME``.

    Where links may name parts of its page, ``text`` is the text whose headings these are, or
    ``steps`` the number of its steps. A text without headings is left out: nothing depends on it.
    """

    kind: str
    id: str
    title: str
    address: str
    text: str = field(default="", repr=False)
    steps: int = 0


@dataclass(frozen=True, slots=True)
class Names:
    """All that texts may link to.

    ``files`` gives the address of each file of the content folder, ``sizes`` the width and height
    of its pictures. ``away`` are places of the knowledge base that aren't published on this day.
    ``guesses`` finds what was meant where something isn't there.
    """

    places: Mapping[tuple[str, str], LinkPlace] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    sizes: Mapping[str, Size] = field(default_factory=dict)
    away: frozenset[tuple[str, str]] = frozenset()
    guesses: Guesses = field(default_factory=Guesses, compare=False, repr=False)

    @classmethod
    def of(
        cls,
        knowledge: Knowledge,
        files: Iterable[str] = (),
        sizes: Mapping[str, Size] | None = None,
        away: Iterable[tuple[str, str]] = (),
    ) -> Names:
        """The names of a knowledge base, and of ``files`` relative to the content folder."""
        places: dict[tuple[str, str], LinkPlace] = {}
        for place, previous in _places(knowledge):
            places[place.kind, place.id] = place
            for old in previous:
                places.setdefault((place.kind, old), place)
        served = {file: page_address(file) for file in files}
        return cls(places, served, sizes or {}, frozenset(away))

    def with_id(self, id: str) -> LinkPlace | None:
        """The entry with this id, whatever its kind."""
        kinds = (cls.kind.link for cls in ENTRY_TYPES if cls.kind.section)
        return next((place for kind in kinds if (place := self.places.get((kind, id)))), None)


def page_address(file: str) -> str:
    """The address of a file of the content folder: ``a/b.md`` is served as the page ``a/b/``."""
    if not file.endswith(".md"):
        return file
    folder, _, name = file[:-3].rpartition("/")
    start = f"{folder}/" if folder else ""
    return start if name in ("index", "README") else f"{start}{name}/"


def _places(knowledge: Knowledge) -> Iterator[tuple[LinkPlace, Iterator[str]]]:
    for id, record in entries.addressed(knowledge):
        kind = record.kind
        shown = str(entries.title(record) or record.id)
        text = getattr(record, "answer", None) or getattr(record, "body", None) or ""
        if isinstance(text, tuple):
            # An outcome with several texts shows those that the reader's answers call for.
            text = text[0].text if len(text) == 1 else ""
        yield (
            LinkPlace(
                kind.link,
                id,
                shown,
                kind.address(id),
                text if _may_have_headings(text) else "",
                len(getattr(record, "steps", ())),
            ),
            entries.previous_ids(id, record),
        )


def _may_have_headings(text: str) -> bool:
    # A single sign is found much faster than a pattern.
    return "#" in text or "=" in text or ("-" in text and bool(DASHES.search(text)))
