"""A to Z: every entry by its first letter, on as many pages as keep each of them light."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any

from waypost import addresses
from waypost.model import Entry
from waypost.render.desk import HOME, Desk
from waypost.render.page import Crumb, Page, Told

ENTRIES_A_PAGE = 250
"""With more entries than this, A to Z leads to pages of its own with so many on each."""

CRUMB = Crumb("A to Z", addresses.A_TO_Z)


@dataclass(frozen=True, slots=True)
class _Entry:
    letter: str
    title: str
    entry: Entry


def a_to_z(desk: Desk) -> Iterator[Told]:
    """Every entry by its first letter, the words explained, contacts and sources."""
    found = []
    for entry in desk.stock.everything:
        title = desk.title(entry)
        found.append(_Entry(initial(title), title, entry))
    found.sort(key=lambda entry: (entry.letter, entry.title.casefold()))
    if len(found) <= ENTRIES_A_PAGE:
        yield Told(addresses.A_TO_Z, lambda: _front(desk, groups=_groups(desk, found)))
        return
    starts = range(0, len(found), ENTRIES_A_PAGE)
    parts = [found[start : start + ENTRIES_A_PAGE] for start in starts]
    front = partial(_front, desk, letters=_letters(found), parts=_links(parts))
    yield Told(addresses.A_TO_Z, front)
    for number, part in enumerate(parts):
        yield Told(_address(number), partial(_part, desk, number, part, _links(parts, number)))


def _front(desk: Desk, **about: Any) -> Page:
    known = desk.knowledge
    terms = [
        {"number": n, "term": term.term, "definition": desk.prose.line(term.definition)}
        for n, term in enumerate(known.glossary)
    ]
    view = {
        "groups": (),
        "letters": (),
        "parts": (),
        # Its list of terms stands under the name that explained terms have elsewhere.
        "terms": sorted(terms, key=lambda term: str(term["term"]).casefold()),
        "contacts": desk.contacts(),
        "sources": known.sources,
    }
    return desk.page(
        "a-z",
        view | about,
        address=addresses.A_TO_Z,
        kind="a-z",
        title=CRUMB.title,
        description=f"Everything in {desk.prose.line(known.title)}, by its first letter.",
        crumbs=(HOME,),
    )


def _part(
    desk: Desk, number: int, entries: Sequence[_Entry], parts: Sequence[dict[str, Any]]
) -> Page:
    return desk.page(
        "letters",
        {"groups": _groups(desk, entries), "parts": parts},
        address=_address(number),
        kind="letters",
        title=f"{CRUMB.title} ({number + 1})",
        description=f"From “{entries[0].title}” to “{entries[-1].title}”.",
        crumbs=(HOME, CRUMB),
    )


def _groups(desk: Desk, entries: Sequence[_Entry]) -> list[dict[str, Any]]:
    return [
        {
            "anchor": _anchor(letter),
            "title": letter,
            "entries": [desk.item(each.entry) for each in group],
        }
        for letter, group in groupby(entries, key=lambda each: each.letter)
    ]


def _letters(entries: Sequence[_Entry]) -> list[dict[str, str]]:
    """Each letter with the place where it begins."""
    first: dict[str, int] = {}
    for place, each in enumerate(entries):
        first.setdefault(each.letter, place)
    return [
        {"title": letter, "address": f"{_address(place // ENTRIES_A_PAGE)}#{_anchor(letter)}"}
        for letter, place in first.items()
    ]


def _links(parts: Sequence[Sequence[_Entry]], here: int | None = None) -> list[dict[str, Any]]:
    return [
        {
            "title": number + 1,
            "address": _address(number),
            "here": number == here,
            "first": part[0].title,
            "last": part[-1].title,
        }
        for number, part in enumerate(parts)
    ]


def _address(number: int) -> str:
    return f"{addresses.A_TO_Z}{number + 1}/"


def _anchor(letter: str) -> str:
    """The id of a letter's heading; no author's id starts with an underscore."""
    return f"_{letter.lower()}" if letter.isascii() and letter.isalpha() else f"_{ord(letter):x}-"


def initial(text: str) -> str:
    """The letter under which ``text`` is listed: without accents, digits and signs under #.

    >>> initial("Écheance"), initial("¿Qué?"), initial("10 days")
    ('E', 'Q', '#')
    """
    for char in unicodedata.normalize("NFKD", text):
        if char.isalpha():
            return char.upper()[0]
        if char.isdigit():
            return "#"
    return "#"
