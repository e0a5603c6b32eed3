"""All text can be read, whatever colours an owner or a palette of Material's names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import material
import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.core.contrast import SIGN, TEXT, contrast, least, normal, readable
from waypost.mkdocs_plugin.look_settings import GREYS, GREYS_LINK, material_colors
from waypost.pages.style import SCHEMES, Brand, Pair, colors, grounds, ours, unreadable

WHITE: Pair = ("#ffffff", "#ffffff")
PAIRS = [
    ("md-primary-bg-color", "md-primary-fg-color", TEXT, "words in the header"),
    ("wp-brand-mark", "md-primary-fg-color", SIGN, "the mark of the tab that is open"),
    ("white", "wp-mark", TEXT, "words on a button"),
    ("wp-mark", "wp-paper", SIGN, "a button on the page"),
    ("wp-mark", "wp-card", SIGN, "a button on a card"),
    ("wp-mark", "wp-tint", SIGN, "a button in a box"),
    ("wp-blaze-ink", "wp-blaze", TEXT, "words on the button of the search"),
    ("md-accent-fg-color", "wp-paper", TEXT, "a link under the pointer"),
    ("wp-edge", "wp-paper", SIGN, "the edge of a choice"),
    ("wp-edge", "wp-card", SIGN, "the edge of a field"),
]
"""Colours that the theme puts on each other, and the contrast that they need."""

EVERYWHERE = ("wp-link", "wp-ink", "wp-quiet")
"""Colours of text, which stands on every ground."""


def faults(brand: Brand) -> Iterator[str]:
    """The pairs that can't be told apart in the colours of ``brand``."""
    found = {**ours(), "md-accent-fg-color": ours()["wp-link"], "white": WHITE, **colors(brand)}
    found.setdefault("md-primary-bg-color", ("#f4f6ee", "#f4f6ee"))
    found.setdefault("wp-brand-mark", found["wp-blaze"])
    for number, scheme in enumerate(SCHEMES):
        for above, below, needed, what in PAIRS:
            ratio = contrast(found[above][number], found[below][number])
            if ratio < needed:
                yield f"{what} in the {scheme}: {ratio:.2f}"
        for name in EVERYWHERE:
            ratio, ground = least(found[name][number], grounds(found)[number])
            if ratio < TEXT:
                yield f"{name} on {ground} in the {scheme}: {ratio:.2f}"


hexes = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def test_our_own_colours_can_be_told_apart() -> None:
    assert list(faults(Brand())) == []


@pytest.mark.parametrize("name", material_colors()["primary"])
def test_so_can_those_of_each_palette_of_materials(name: str) -> None:
    """Its colour is the header's; links and buttons are shades of it."""
    header, link = material_colors()["primary"][name], GREYS_LINK if name in GREYS else ""
    assert list(faults(Brand(link, "", header, header))) == []
    for accent in material_colors()["accent"].values():
        assert list(faults(Brand(link, "", header, header, accent))) == []


@given(hexes, hexes, hexes)
def test_so_can_any_that_an_owner_names_for_the_header(one: str, two: str, accent: str) -> None:
    for brand in (Brand(header=one), Brand(header=one, dark_header=two, accent=accent)):
        assert list(faults(brand)) == []
    assert list(faults(Brand(accent=accent))) == []


@given(hexes, hexes)
def test_a_colour_of_links_is_told_if_it_cannot_be_read_and_the_shade_told_can(
    one: str, two: str
) -> None:
    told = {each.field: each.shade for each in unreadable(Brand(one, two))}
    mended = Brand(told.get("color", one), told.get("dark_color", two))
    assert list(unreadable(mended)) == []
    assert list(faults(mended)) == []
    assert all(color not in told.values() for color in (one, two))


@given(hexes)
def test_the_nearest_shade_is_the_first_that_suffices(color: str) -> None:
    """One that suffices stays; any other ends where it just does."""
    shade = readable(color, ["#ffffff"])
    assert contrast(shade, "#ffffff") >= TEXT
    assert (shade == color) == (contrast(color, "#ffffff") >= TEXT)
    if shade != color:
        assert contrast(shade, "#ffffff") < TEXT + 0.1


def test_contrast_is_that_of_the_standard() -> None:
    """The second pair is the well-known grey that just fails."""
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
    assert contrast("#123456", "#123456") == 1


def test_the_names_are_those_of_the_installed_theme() -> None:
    """Greys stand in it as functions; the same is said here in digits."""
    folder = Path(str(material.__file__)).parent / "templates/assets/stylesheets"
    sheet = next(folder.glob("palette.*.css")).read_text()
    for part, table in material_colors().items():
        property = f"--md-{part}-fg-color"
        rows = re.findall(rf"\[data-md-color-{part}=([a-z-]+)\]{{{property}:([^;}}]+)", sheet)
        assert set(dict(rows)) == set(table)
        for name, value in rows:
            if value.startswith("#"):
                assert table[name] == normal(value), name
