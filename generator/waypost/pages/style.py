"""The style sheet of a site: ours, and behind it the look that its owner chose.

The colours are derived so that all text can be read in both schemes, whatever the owner's are.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass
from functools import cache, cached_property
from typing import Final

from waypost import assets
from waypost.core.contrast import (
    SIGN,
    TEXT,
    contrast,
    least,
    like,
    normal,
    readable,
    saturation,
    with_luminance,
)

SHEET: Final = "waypost.css"
SCHEMES: Final = ("light", "dark")
Pair = tuple[str, str]
"""A colour in each of the `SCHEMES`."""

DECLARED: Final = re.compile(
    r"--([a-z-]+): (?:light-dark\((#[0-9a-f]+), (#[0-9a-f]+)\)|(#[0-9a-f]{6}));"
)
NEUTRAL: Final = ("wp-paper", "wp-card", "wp-line", "wp-edge", "wp-ink", "wp-quiet", "wp-tint")
"""The colours that take the owner's hue, as light as ours are."""

EASY: Final = 7.0
"""The contrast of links in the dark, where they aren't the owner's (criterion 1.4.6)."""

DARK_HEADER, DARK_BUTTON = 0.016, 0.175
"""Luminances in the dark: below all text, and between white words and a dark page."""

GREY, CALM = 0.1, 0.5
"""Saturations: below the first a colour is none; above the second one dazzles in the dark."""

INKS: Final = ("#ffffff", "#14241c", "#000000")
SIGNS: Final = ("#1b2a20", "#ffffff", "#000000")
"""Colours of text: on the header, and on what is accented. One of them can always be read."""

GENERIC: Final = frozenset(
    {"serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "ui-serif"}
    | {"ui-sans-serif", "ui-monospace", "ui-rounded", "-apple-system"}
)
"""Names of fonts that CSS has without quotes."""


@cache
def ours() -> Mapping[str, Pair]:
    """Our own colours by the names of their custom properties, as our style sheet has them."""
    found: dict[str, Pair] = {}
    for name, light, dark, both in DECLARED.findall(assets.text(SHEET)):
        found.setdefault(name, (normal(light or both), normal(dark or both)))
    return found


@dataclass(frozen=True, slots=True)
class Brand:
    """The colours that an owner chose, as ``#rrggbb``; empty where they chose none."""

    color: str = ""
    dark_color: str = ""
    header: str = ""
    dark_header: str = ""
    accent: str = ""


def colors(brand: Brand) -> Mapping[str, Pair]:
    """All colours of ``brand`` by custom property; nothing where the owner chose none."""
    if not any(astuple(brand)):
        return {}
    own, tone = ours(), brand.color or brand.header
    found = {name: _pair(own[name], tone) for name in NEUTRAL} if tone else {}
    light, dark = grounds(found)
    link = brand.color or (readable(tone, light) if tone else own["wp-link"][0])
    dark_link = brand.dark_color or (readable(link, dark, EASY) if tone else own["wp-link"][1])
    header, dark_header = own["md-primary-fg-color"]
    if tone:
        header = brand.header or link
        dark_header = with_luminance(header, DARK_HEADER)
    headers = header, brand.dark_header or dark_header
    accent = brand.accent or own["wp-blaze"][0]
    if not brand.accent and contrast(accent, header) < SIGN and saturation(header) > GREY:
        accent = header
    inks = _first(headers[0], INKS, TEXT), _first(headers[1], INKS, TEXT)
    hover = (readable(accent, light), readable(accent, dark)) if brand.accent else (link, dark_link)
    return {
        **found,
        "wp-link": (link, dark_link),
        "wp-mark": (link, with_luminance(dark_link, DARK_BUTTON, CALM)),
        "md-primary-fg-color": headers,
        "md-primary-bg-color": inks,
        "wp-brand-mark": (
            _first(headers[0], (accent, inks[0]), SIGN),
            _first(headers[1], (accent, inks[1]), SIGN),
        ),
        "wp-well": (_well(headers[0], inks[0]), _well(headers[1], inks[1])),
        "wp-blaze": (accent, accent),
        "wp-blaze-ink": (_first(accent, SIGNS, TEXT),) * 2,
        "md-accent-fg-color": hover,
        "md-accent-fg-color--transparent": found.get("wp-tint", own["wp-tint"]),
    }


def grounds(found: Mapping[str, Pair]) -> tuple[list[str], list[str]]:
    """The grounds that links stand on, in light and in dark; those ``found`` stand for ours."""
    named = [
        found.get(name, pair)
        for name, pair in ours().items()
        if name in ("wp-paper", "wp-card") or name.endswith("-tint")
    ]
    return [light for light, _ in named], [dark for _, dark in named]


def _pair(own: Pair, tone: str) -> Pair:
    return like(own[0], tone), like(own[1], tone)


def _first(ground: str, inks: tuple[str, ...], needed: float) -> str:
    """The first of ``inks`` with enough contrast on ``ground``; the last one has it if none."""
    return next((ink for ink in inks if contrast(ink, ground) >= needed), inks[-1])


def _well(header: str, ink: str) -> str:
    """The veil that sets a field off the header, and takes nothing that its text needs."""
    if ink == INKS[0]:
        return "#00000042"
    return "#00000014" if contrast(ink, header) > EASY else "#ffffff42"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A colour of links that can't be read in a scheme, and the ``shade`` next to it that can."""

    field: str
    ratio: float
    ground: str
    shade: str


def unreadable(brand: Brand) -> Iterator[Unreadable]:
    """The colours of ``brand`` that aren't read everywhere; all others are derived to be."""
    for field, chosen, on in zip(
        ("color", "dark_color"),
        (brand.color, brand.dark_color),
        grounds(colors(brand)),
        strict=True,
    ):
        if chosen and (worst := least(chosen, on))[0] < TEXT:
            yield Unreadable(field, *worst, readable(chosen, on))


@dataclass(frozen=True, slots=True)
class FontFile:
    """A file of a font: its ``name`` without folders, its ``weight`` as in CSS, its bytes."""

    name: str
    weight: str
    italic: bool
    data: bytes

    @property
    def address(self) -> str:
        """Its place in the site, which changes with its content: browsers keep it for ever."""
        stem = re.sub(r"[^A-Za-z0-9-]+", "-", self.name.rpartition(".")[0]).strip("-")
        return assets.named(f"{stem or 'font'}.woff2", self.data)

    @property
    def is_first(self) -> bool:
        """True if the first words that a reader sees are set in it."""
        least, _, most = self.weight.partition(" ")
        return not self.italic and int(least) <= 400 <= int(most or least)


@dataclass(frozen=True)
class Style:
    """The style sheet and the fonts of a site, as its look asks.

    ``families`` are names of fonts, of which the first has the ``fonts``;
    ``radius`` is the number of pixels by which corners are round, empty for ours.
    """

    brand: Brand = Brand()
    families: tuple[str, ...] = ()
    fonts: tuple[FontFile, ...] = ()
    radius: str = ""

    @cached_property
    def sheet(self) -> bytes:
        """The style sheet as browsers get it."""
        return assets.served(SHEET) + "".join(self._own()).encode()

    @cached_property
    def address(self) -> str:
        """The path of the style sheet in the site."""
        return assets.named(SHEET, self.sheet)

    @property
    def files(self) -> Mapping[str, bytes]:
        """The style sheet and the fonts by their paths in the site."""
        return {self.address: self.sheet, **{font.address: font.data for font in self.fonts}}

    @property
    def preloaded(self) -> list[str]:
        """The paths of the fonts that browsers should fetch before they have read the sheet."""
        return [font.address for font in self.fonts if font.is_first]

    @property
    def card(self) -> tuple[str, ...]:
        """The ground, words and signs of cards that pages are shared with; empty for ours."""
        found = colors(self.brand)
        names = ("md-primary-fg-color", "md-primary-bg-color", "wp-brand-mark")
        return tuple(found[name][0] for name in names if name in found)

    def _own(self) -> Iterator[str]:
        """The owner's part: it comes last, and is as specific as ours, so that theirs still wins.

        Browsers from before light-dark() (2024) show the light scheme.
        """
        for font in self.fonts:
            style = "italic" if font.italic else "normal"
            # A text that isn't set in it at once never is on that page: nothing moves.
            yield (
                f'@font-face{{font-family:"{self.families[0]}";font-weight:{font.weight};'
                f"font-style:{style};font-display:optional;"
                f'src:url({font.address.rpartition("/")[2]}) format("woff2")}}\n'
            )
        if self.families:
            names = self.families + (() if GENERIC & {*self.families} else ("system-ui",))
            named = ",".join(name if name in GENERIC else f'"{name}"' for name in names)
            yield f":root{{--md-text-font:{named}}}\n"
        if self.radius:
            yield f":root{{--wp-radius:{self.radius}px}}\n"
        if found := colors(self.brand):
            light = ";".join(f"--{name}:{pair[0]}" for name, pair in found.items())
            both = ";".join(
                f"--{name}:light-dark({pair[0]},{pair[1]})"
                for name, pair in found.items()
                if pair[0] != pair[1]
            )
            yield f"[data-md-color-scheme]{{{light}}}\n"
            yield f"@supports (color:light-dark(#000,#fff)){{[data-md-color-scheme]{{{both}}}}}\n"


OURS: Final = Style()
