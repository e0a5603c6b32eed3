"""A to Z: every entry by its first letter, on as many pages as keep each of them light."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import groupby
from typing import Any

from waypost.core import urls
from waypost.model.records import Entry
from waypost.pages.page import Crumb, Page, Row
from waypost.pages.page_context import HOME, Desk

ENTRIES_A_PAGE = 250
"""With more entries than this, A to Z leads to pages of its own with so many on each."""

CRUMB = Crumb("A to Z", urls.A_TO_Z)


@dataclass(frozen=True, slots=True)
class _Entry:
    letter: str
    title: str
    entry: Entry


def a_to_z(desk: Desk) -> Iterator[Row]:
    """Every entry by its first letter, the words explained, contacts and sources."""
    # Nothing is sorted before a page is drawn, and then once for all of them.
    parts = cache(partial(_parts, desk))
    front: dict[str, Any] = {"address": urls.A_TO_Z, "kind": "a-z", "title": CRUMB.title}
    yield Row(Page(html="", **front), lambda: _front(desk, parts(), front))
    many = len(desk.stock.everything)
    for number in range(-(-many // ENTRIES_A_PAGE) if many > ENTRIES_A_PAGE else 0):
        about: dict[str, Any] = {
            "address": _address(number),
            "kind": "letters",
            "title": f"{CRUMB.title} ({number + 1})",
        }
        yield Row(Page(html="", **about), partial(_drawn, desk, parts, number, about))


def _parts(desk: Desk) -> list[list[_Entry]]:
    """All entries by their letters, as they are spread over the pages."""
    titled = ((desk.title(entry), entry) for entry in desk.stock.everything)
    found = [_Entry(initial(title), title, entry) for title, entry in titled]
    found.sort(key=lambda entry: (entry.letter, entry.title.casefold()))
    starts = range(0, len(found), ENTRIES_A_PAGE)
    return [found[start : start + ENTRIES_A_PAGE] for start in starts]


def listed_otherwise(desk: Desk, before: Desk) -> Iterator[str]:
    """The addresses of pages that listed something else ``before``, when titles were others."""
    now, then = _parts(desk), _parts(before)
    pages = [_address(number) for number in range(len(now))] if len(now) > 1 else []
    if _links(now) != _links(then) or _letters(_joined(now)) != _letters(_joined(then)):
        yield from (urls.A_TO_Z, *pages)
        return
    for address, here, there in zip(pages or (urls.A_TO_Z,), now, then, strict=True):
        if _rows(desk, here) != _rows(desk, there):
            yield address


def _joined(parts: Sequence[Sequence[_Entry]]) -> list[_Entry]:
    return [each for part in parts for each in part]


def _rows(desk: Desk, found: Sequence[_Entry]) -> list[tuple[str, str]]:
    return [(each.title, desk.stock.address(each.entry)) for each in found]


def _front(desk: Desk, parts: Sequence[list[_Entry]], about: Mapping[str, Any]) -> Page:
    found = _joined(parts)
    whole = len(parts) <= 1
    known = desk.knowledge
    terms = [
        {"number": n, "term": term.term, "definition": desk.prose.line(term.definition)}
        for n, term in enumerate(known.glossary)
    ]
    view = {
        "groups": _groups(desk, found) if whole else (),
        "letters": () if whole else _letters(found),
        "parts": () if whole else _links(parts),
        # Its list of terms stands under the name that explained terms have elsewhere.
        "terms": sorted(terms, key=lambda term: str(term["term"]).casefold()),
        "contacts": desk.contacts(),
        "sources": known.sources,
    }
    return desk.page(
        "a-z",
        view,
        **about,
        description=f"Everything in {desk.prose.line(known.title)}, by its first letter.",
        crumbs=(HOME,),
    )


def _drawn(
    desk: Desk, every: Callable[[], list[list[_Entry]]], number: int, about: Mapping[str, Any]
) -> Page:
    parts = every()
    entries = parts[number]
    return desk.page(
        "letters",
        {"groups": _groups(desk, entries), "parts": _links(parts, number)},
        **about,
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
    return f"{urls.A_TO_Z}{number + 1}/"


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
