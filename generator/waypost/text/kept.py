"""Converted texts kept from one build to the next."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Final

from markupsafe import Markup

from waypost import kept
from waypost.facts import Facts
from waypost.kept import Kept
from waypost.text.convert import Converter
from waypost.text.links import Target
from waypost.text.made import Made
from waypost.text.names import Names, Place

FILE: Final = "texts"
LOOKS_AROUND: Final = ("[", "<", "{", "facts.")
"""Signs without which nothing in a text is a link, a picture or a placeholder."""


class KeptTexts:
    """The texts that ``converter`` need not convert again. Those with problems are never kept."""

    def __init__(self, store: Kept, converter: Converter) -> None:
        self.store = store
        self._converter = converter
        converter.before = self.made
        converter.after = self.keep

    def made(self, text: str) -> Made | None:
        """``text`` as it was converted in an earlier build."""
        row = self.store.get(self._key(text))
        try:
            return _made(row) if row is not None else None
        except (TypeError, ValueError):
            # It is of another form, wherever it comes from.
            return None

    def keep(self, text: str, made: Made) -> None:
        """Keep a conversion that is fit to be kept."""
        if not made.findings and not made.pictures:
            self.store.put(self._key(text), _row(made))

    def _key(self, text: str) -> str:
        looks = any(sign in text for sign in LOOKS_AROUND)
        return kept.key(text, self._around if looks else "")

    @cached_property
    def _around(self) -> str:
        return kept.key(_of_names(self._converter.names), _of_facts(self._converter.facts))


def _of_names(names: Names) -> str:
    parts = (names.places, names.files, names.sizes, names.away)
    return kept.key(*(kept.fingerprint(part) for part in parts))


def _of_facts(facts: Facts) -> str:
    return kept.fingerprint([(str(id), facts.text(id), facts.value(id)) for id in facts])


def _row(made: Made) -> list[Any]:
    links = [[link.href, _place_row(link.place), link.external] for link in made.links]
    return [str(made.html), made.plain, made.lead, links, list(made.facts)]


def _made(row: list[Any]) -> Made:
    html, plain, lead, links, facts = row
    return Made(
        Markup(html),  # noqa: S704 - the file's checksum says that it is what a build has written
        plain,
        lead,
        tuple(Target(href, Place(*place) if place else None, ext) for href, place, ext in links),
        (),
        tuple(facts),
    )


def _place_row(place: Place | None) -> list[str] | None:
    return [place.kind, place.id, place.title, place.address] if place else None
