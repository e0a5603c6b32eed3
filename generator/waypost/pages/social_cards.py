"""The picture that a page is shared with: which pages have one of their own, and where it lies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Final

from waypost.pages.card_fonts import CardFont, CardFonts, letters_beyond, visible
from waypost.pages.page import Page

FOLDER: Final = "assets/waypost/cards"
SINGLE: Final = frozenset({"question", "policy", "guide", "outcome"})

MOST: Final = 300
"""On larger sites single entries share the card of the page above them: their topic's, say."""


@dataclass(frozen=True, slots=True)
class Card:
    """The text of a card: the page's title, the site's name, and the topic or tree above it.

    ``font`` is one of this machine's, where Waypost's own lacks a letter. ``colors`` are those of
    the ground, of words and of signs; ours if empty.
    """

    title: str
    site: str = ""
    above: str = ""
    font: CardFont | None = None
    colors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cards:
    """The card of each page, by the page's address; ``undrawn`` are the titles of pages without one
    of their own, as no font has all letters."""

    by_page: Mapping[str, Card] = field(default_factory=dict)
    undrawn: tuple[str, ...] = ()


def cards(pages: Sequence[Page], language: str = "", colors: tuple[str, ...] = ()) -> Cards:
    """The cards of ``pages`` in ``language`` and in ``colors``, ours if empty.

    A page whose words no font has shares the first page's; where that has none, no page has.
    """
    fonts = CardFonts(language)
    site = next((page.title for page in pages if page.kind == "home"), "")
    few = len(pages) <= MOST
    shared = _in_a_font(Card(visible(site)), fonts)
    found: dict[str, Card] = {}
    undrawn: list[str] = []
    for page in pages:
        own = _in_a_font(card(page, site, own=few or page.kind not in SINGLE), fonts)
        if own is None or shared is None:
            undrawn.append(page.title)
        if drawn := shared and (own or shared):
            found[page.address] = replace(drawn, colors=colors)
    return Cards(found, tuple(undrawn))


def card(page: Page, site: str, *, own: bool = True) -> Card:
    """The card of ``page`` on the site called ``site``: its ``own``, or that of what is above."""
    above = page.crumbs[-1].title if len(page.crumbs) > 1 else ""
    words = (page.title, "" if page.kind == "home" else site, above)
    title, name, topic = map(visible, words if own else (above or site, site if above else "", ""))
    return Card(title, name, topic)


def _in_a_font(card: Card, fonts: CardFonts) -> Card | None:
    """``card`` with a font that has all its letters, if there is one."""
    letters = letters_beyond(card.title + card.site + card.above)
    if not letters:
        return card
    font = fonts.having(letters)
    return replace(card, font=font) if font else None


def address(card: Card) -> str:
    """The path of ``card``'s picture, relative to the site's root: the same in any font."""
    said = "\0".join((card.title, card.site, card.above, *card.colors)).encode()
    return f"{FOLDER}/{sha256(said).hexdigest()[:12]}.png"
