"""The picture that a page is shared with: which pages have one of their own, and where it lies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from waypost.pages.page import Page

FOLDER: Final = "assets/waypost/cards"
SINGLE: Final = frozenset({"question", "policy", "guide", "outcome"})

MOST: Final = 300
"""On larger sites single entries share the card of the page above them: their topic's, say."""


@dataclass(frozen=True, slots=True)
class Card:
    """The text of a card: the page's title, the site's name, and the topic or tree above it."""

    title: str
    site: str = ""
    above: str = ""


def cards(pages: Sequence[Page]) -> Mapping[str, Card]:
    """The card of each page, by the page's address."""
    site = next((page.title for page in pages if page.kind == "home"), "")
    few = len(pages) <= MOST
    return {page.address: card(page, site, own=few or page.kind not in SINGLE) for page in pages}


def card(page: Page, site: str, *, own: bool = True) -> Card:
    """The card of ``page`` on the site called ``site``: its ``own``, or that of what is above."""
    above = page.crumbs[-1].title if len(page.crumbs) > 1 else ""
    if own:
        return Card(page.title, "" if page.kind == "home" else site, above)
    return Card(above or site, site if above else "", "")


def address(card: Card) -> str:
    """The path of ``card``'s picture, relative to the site's root."""
    said = "\0".join((card.title, card.site, card.above)).encode()
    return f"{FOLDER}/{sha256(said).hexdigest()[:12]}.png"
