"""What a card says, as a plain value: only `draw` needs a library for pictures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says: the page's title, the site's name, and the topic or tree above it."""

    title: str
    site: str = ""
    above: str = ""
