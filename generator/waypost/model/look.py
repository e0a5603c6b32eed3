"""The look of a site, as ``look`` of the plugin in ``mkdocs.yml`` sets it."""

from dataclasses import dataclass

from waypost.core.nodes import Node, Text
from waypost.diagnostics import Report
from waypost.model.declare import Placed, may, needs
from waypost.model.field_types import Color, FontNames, Pixels, Record, Values
from waypost.model.load_problems import ValuePlace
from waypost.model.loader import value_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Font(Placed):
    """A font: one that readers' systems have, or files of the site's own."""

    family: Text = needs(
        FontNames(), "Names of fonts; the first one that is there is taken.", "Georgia, serif"
    )
    files: tuple[tuple[Text, Text], ...] = may(
        Values(),
        "Files of the first one, in the folder of pages, by weight: `400`, `700 italic`, or `100 "
        "900` for a file that has all of them. Only WOFF2.",
        "{400: fonts/inter.woff2}",
        aliases=("file", "src"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Look(Placed):
    """The look of a site. Shades that aren't set are derived from those that are."""

    color: Text | None = may(
        Color(),
        "Links, buttons and signs; and the header, where that has none of its own.",
        '"#7a1f5c"',
        aliases=("colour", "primary", "brand", "link"),
    )
    dark_color: Text | None = may(
        Color(), "Links and signs in the dark.", '"#f0a8c0"', aliases=("dark_colour", "dark")
    )
    header: Text | None = may(
        Color(),
        "The header, the foot and the cards that pages are shared with. It may be light.",
        '"#ffd400"',
        aliases=("header_color", "background"),
    )
    dark_header: Text | None = may(Color(), "The header and the foot in the dark.", '"#2b2400"')
    accent: Text | None = may(
        Color(),
        "The search's button, edges that lead the eye, and the ring round what keys reach.",
        '"#f6bb26"',
        aliases=("secondary", "mark"),
    )
    font: Font | None = may(
        Record(Font, shorthand="family"),
        "The font of all texts.",
        "Georgia, serif",
        aliases=("font_family", "text_font"),
    )
    radius: Text | None = may(
        Pixels(),
        "How round the corners of cards are, in pixels; those of buttons and fields follow.",
        "12",
        aliases=("border_radius", "corner_radius", "corners"),
    )


def load_look(key: Text, written: Node, report: Report) -> Look:
    """The look that stands ``written`` under ``key``; problems go to ``report``."""
    found = value_of(written, Record(Look), ValuePlace(key, written, Look), report)
    return found if isinstance(found, Look) else Look()
