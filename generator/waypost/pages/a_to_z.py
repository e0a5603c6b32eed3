"""A to Z: every entry by its first letter, on as many pages as keep each of them light."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import groupby
from typing import Any

from waypost.core import urls
from waypost.model.records import Entry
from waypost.pages.alphabet import alphabet
from waypost.pages.page import Crumb, Page, PagePlan, View
from waypost.pages.page_context import PageContext

ENTRIES_A_PAGE = 250
"""With more entries than this, A to Z leads to pages of its own with so many on each."""


def crumb(context: PageContext) -> Crumb:
    """The page of all entries."""
    return Crumb(context.messages.gettext("A to Z"), urls.A_TO_Z)


@dataclass(frozen=True, slots=True)
class _Entry:
    letter: str
    title: str
    entry: Entry


def a_to_z(context: PageContext) -> Iterator[PagePlan]:
    """Every entry by its first letter, the words explained, contacts and sources."""
    # Nothing is sorted before a view is computed, and then once for all of them.
    parts = cache(partial(_parts, context))
    here = crumb(context)
    front = Page(address=here.address, kind="a-z", title=here.title, crumbs=(context.home,))
    yield PagePlan(front, lambda: _front(context, parts(), front))
    many = len(context.lookup.everything)
    for number in range(-(-many // ENTRIES_A_PAGE) if many > ENTRIES_A_PAGE else 0):
        page = Page(
            address=_address(number),
            kind="letters",
            title=context.part_title(here.title, number + 1),
            crumbs=(context.home, here),
        )
        yield PagePlan(page, partial(_part_page, context, parts, number, page))


def _parts(context: PageContext) -> list[list[_Entry]]:
    """All entries by their letters, as they are spread over the pages."""
    titled = ((context.title(entry), entry) for entry in context.lookup.everything)
    letters = alphabet(context.knowledge.language)
    found = [_Entry(letters.title(title), title, entry) for title, entry in titled]
    found.sort(key=lambda entry: letters.key(entry.title))
    starts = range(0, len(found), ENTRIES_A_PAGE)
    return [found[start : start + ENTRIES_A_PAGE] for start in starts]


def _front(context: PageContext, parts: Sequence[list[_Entry]], page: Page) -> View:
    found = [each for part in parts for each in part]
    whole = len(parts) <= 1
    known = context.knowledge
    terms = [
        {"number": n, "term": term.term, "definition": context.text.rich(term.definition)}
        for n, term in enumerate(known.glossary)
    ]
    values = {
        "groups": _groups(context, found) if whole else (),
        "letters": () if whole else _letters(found),
        "parts": () if whole else _links(parts),
        # Its list of terms stands under the name that explained terms have elsewhere.
        "terms": sorted(terms, key=lambda term: alphabet(known.language).key(str(term["term"]))),
        "contacts": context.contacts(),
        "sources": known.sources,
    }
    description = context.messages.gettext(
        "Everything in %(site)s, by its first letter.", site=context.text.line(known.title)
    )
    return context.view(page, "a-z", values, description=description)


def _part_page(
    context: PageContext, every: Callable[[], list[list[_Entry]]], number: int, page: Page
) -> View:
    parts = every()
    entries = parts[number]
    values = {"groups": _groups(context, entries), "parts": _links(parts, number)}
    description = context.messages.gettext(
        "From “%(first)s” to “%(last)s”", first=entries[0].title, last=entries[-1].title
    )
    return context.view(page, "letters", values, description=description)


def _groups(context: PageContext, entries: Sequence[_Entry]) -> list[dict[str, Any]]:
    return [
        {
            "anchor": _anchor(letter),
            "title": letter,
            "entries": [context.item(each.entry) for each in group],
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
    if letter.isascii() and letter.isalpha():
        return f"_{letter.lower()}"
    return f"_{''.join(f'{ord(char):x}' for char in letter)}-"
