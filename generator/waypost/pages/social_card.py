"""A social card's text as a plain value: only drawing needs an imaging library."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Card:
    """The text of a card: the page's title, the site's name, and the topic or tree above it."""

    title: str
    site: str = ""
    above: str = ""
