"""The cards of a site whose entries have other titles than before: see `cards`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from waypost.core.said import Single
from waypost.core.urls import HOME
from waypost.pages import entry_pages, social_cards
from waypost.pages.page_context import Desk
from waypost.pages.social_card import Card


@dataclass(frozen=True)
class Pictures:
    """Where the card of each page was ``before``, and the entries that are ``titled`` otherwise."""

    desk: Desk
    before: Mapping[str, str]
    titled: Sequence[Single]

    @cached_property
    def now(self) -> Mapping[str, str]:
        """Where the card of each page is now: its public address, by the page's."""
        new = {
            page: self.desk.url + social_cards.address(card) for page, card in self._redrawn.items()
        }
        return {**self.before, **new}

    @property
    def unused(self) -> set[str]:
        """The files of cards that no page has any more."""
        gone = {*self.before.values()} - {*self.now.values()}
        return {each.removeprefix(self.desk.url) for each in gone}

    def new(self, known: Collection[str]) -> Iterator[tuple[str, bytes]]:
        """The cards that aren't among the ``known`` files: their names, and what is in them."""
        cards_of = self._redrawn.items()
        return social_cards.files(
            {page: each for page, each in cards_of if social_cards.address(each) not in known}
        )

    @cached_property
    def _redrawn(self) -> Mapping[str, Card]:
        # On a large site single entries have the card of the page above them, without their title.
        if not 0 < len(self.before) <= social_cards.MOST:
            return {}
        site = self.desk.prose.line(self.desk.knowledge.title) if HOME in self.before else ""
        pages = [entry_pages.outline(self.desk, entry) for entry in self.titled]
        return {page.address: social_cards.card(page, site) for page in pages}
