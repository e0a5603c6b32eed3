"""Converted texts kept from one build to the next."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Final

from markupsafe import Markup

from waypost.core import kept
from waypost.core.kept import Kept
from waypost.markdown.conversion_result import Made
from waypost.markdown.converter import Converter
from waypost.markdown.link_targets import Place
from waypost.markdown.links import Target

FILE: Final = "texts"
LINKS: Final = ("[", "<")
"""Signs without which nothing in a text is a link or a picture."""


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
            found = _made(row) if row is not None else None
        except (TypeError, ValueError):
            # It is of another form, wherever it comes from.
            return None
        return found if found and self._stands(found) else None

    def keep(self, text: str, made: Made) -> None:
        """Keep a conversion that is fit to be kept."""
        if not made.findings and not made.pictures and self._stands(made):
            self.store.put(self._key(text), _row(made))

    def _stands(self, made: Made) -> bool:
        """Whether what ``made`` leads to is called what it was: a link may say so.

        Where a title has facts in it, that can't be told from here.
        """
        places = [link.place for link in made.links if link.place]
        known = self._converter.names.places
        return all(
            known.get((each.kind, each.id)) == each and "facts." not in each.title
            for each in places
        )

    def _key(self, text: str) -> str:
        linked = any(sign in text for sign in LINKS)
        filled = "{" in text or "facts." in text
        return kept.key(text, self._around if linked else "", self._said_in(text) if filled else "")

    @cached_property
    def _around(self) -> str:
        """A key for all that links and pictures may lead to; what it is called has no say in it."""
        names = self._converter.names
        places = [(*key, each.kind, each.id, each.address) for key, each in names.places.items()]
        parts = (places, names.files, names.sizes, names.away)
        return kept.key(*map(kept.fingerprint, parts))

    def _said_in(self, text: str) -> str:
        """A key for the facts there are, and for what those say that ``text`` names."""
        return kept.key(self._ids, repr(self._converter.facts.said_in(text)))

    @cached_property
    def _ids(self) -> str:
        return kept.fingerprint(self._converter.facts)


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
