"""What else changes in a site when entries have other titles, tags or relations than before.

Titles order A to Z, and stand wherever others link to them; with tags and rules, the words of a
question decide which others are related to it. All of it is worked out twice, from what an entry
was and from what it is, and compared.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final
from urllib.parse import unquote

from waypost.build.standing import Astray
from waypost.core import said
from waypost.core import urls as addresses
from waypost.core.said import Single
from waypost.model import placeholders
from waypost.model.placeholders import Placeholder
from waypost.model.records import Entry
from waypost.pages import a_to_z
from waypost.pages.lookup import Stock
from waypost.pages.page_context import Desk

LINKING: Final = frozenset("[<")
"""A text without these has no links."""

CODED: Final = frozenset("&%\\{")
"""A link to an entry may name it with these in another way."""


@dataclass(frozen=True)
class Retold:
    """A site whose entries have the traits ``now``, and had those of ``then`` when it was built.

    Both are as in `said.Said`. ``desk`` draws the site as it is now.
    """

    desk: Desk
    then: Mapping[str, Sequence[Any]]
    now: Mapping[str, Sequence[Any]]

    @cached_property
    def entries(self) -> Mapping[str, Single]:
        """Those whose traits were others, by name."""
        every = said.singles(self.desk.knowledge)
        named = {said.name(each): each for each in every}
        return {name: each for name, each in named.items() if self.then[name] != self.now[name]}

    @cached_property
    def titled(self) -> Sequence[Single]:
        """Those whose titles were others."""
        return [
            each
            for name, each in self.entries.items()
            if said.title(self.then[name]) != said.title(self.now[name])
        ]

    def addresses(self) -> Iterator[str]:
        """The pages that choose or order otherwise what they show."""
        now, then = self.desk.stock, self._before.stock
        yield from map(now.address, now.related_otherwise(then))
        for policy in self.desk.knowledge.policies:
            if _ids(now.resting_on.get(policy.id)) != _ids(then.resting_on.get(policy.id)):
                yield now.address(policy)
        for guide in self.desk.knowledge.guides:
            if _ids(now.leading_to.get(guide.id)) != _ids(then.leading_to.get(guide.id)):
                yield now.address(guide)
        if _ids(now.popular) != _ids(then.popular):
            yield addresses.HOME
        yield from a_to_z.listed_otherwise(self.desk, self._before)

    def linking(self) -> Iterator[str]:
        """The names of entries whose texts may show one of the titles.

        Raises `Astray` where other texts may, too.
        """
        ids = {id.casefold() for each in self.titled for id in (each.id, *each.previous_ids)}
        if not ids:
            return
        if any(self._links(text, ids) for text in said.other_texts(self.desk.knowledge)):
            raise Astray
        for entry in said.singles(self.desk.knowledge):
            if self._links(said.texts_of(entry), ids):
                yield said.name(entry)

    def _links(self, text: str, ids: Iterable[str]) -> bool:
        if LINKING.isdisjoint(text):
            return False
        forms = [text]
        if not CODED.isdisjoint(text):
            forms.append(placeholders.replace(text, self._fact))
            forms.append(html.unescape(forms[-1].replace("\\", "")))
            forms.append(unquote(forms[-1]))
        return any(id in form.casefold() for form in forms for id in ids)

    def _fact(self, place: Placeholder) -> str | None:
        facts = self.desk.site.facts
        return facts.value(place.name) if place.name in facts else None

    @cached_property
    def _before(self) -> Desk:
        known = self.desk.knowledge
        old = replace(
            known,
            faqs=self._as_before(known.faqs),
            policies=self._as_before(known.policies),
            guides=self._as_before(known.guides),
        )
        site = replace(self.desk.site, knowledge=old)
        return replace(self.desk, site=site, stock=Stock(old))

    def _as_before(self, entries: Iterable[Single]) -> tuple[Any, ...]:
        return tuple(
            said.with_traits(each, self.then[name]) if name in self.entries else each
            for name, each in ((said.name(each), each) for each in entries)
        )


def _ids(entries: Iterable[Entry] | None) -> list[tuple[type, str]]:
    return [(type(each), str(each.id)) for each in entries or ()]
