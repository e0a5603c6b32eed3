"""Contrast of colours as WCAG 2.2 defines it, and shades of a colour that have enough of it.

Relative luminance and contrast ratio: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance and
#dfn-contrast-ratio. A colour is a text, ``#rrggbb``.
"""

import re
from collections.abc import Callable, Collection
from colorsys import hls_to_rgb, rgb_to_hls
from typing import Final

COLOR: Final = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
TEXT: Final = 4.5
"""The least contrast of text (success criterion 1.4.3)."""

SIGN: Final = 3.0
"""The least contrast of what has to be seen and isn't text (1.4.11)."""

STEPS: Final = 14
"""Halvings of the range of lightness, after which the next shade is another colour."""

RGB = tuple[int, int, int]


def normal(color: str) -> str:
    """``color``, which `COLOR` matches, with six small digits.

    >>> normal("#FA0")
    '#ffaa00'
    """
    digits = color[1:].lower()
    return "#" + ("".join(digit * 2 for digit in digits) if len(digits) == 3 else digits)


def parts(color: str) -> RGB:
    """Red, green and blue of ``color``, from 0 to 255."""
    red, green, blue = bytes.fromhex(color[1:])
    return red, green, blue


def luminance(color: str) -> float:
    """The relative luminance, 0 for black and 1 for white."""
    red, green, blue = (_linear(each / 255) for each in parts(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """The contrast ratio, from 1 to 21.

    >>> contrast("#000000", "#ffffff"), round(contrast("#777777", "#ffffff"), 2)
    (21.0, 4.48)
    """
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def saturation(color: str) -> float:
    """The saturation as in HSL, from 0 to 1."""
    return _hls(color)[2]


def least(color: str, grounds: Collection[str]) -> tuple[float, str]:
    """The least contrast of ``color`` on any of ``grounds``, and that ground."""
    return min((contrast(color, ground), ground) for ground in grounds)


def readable(color: str, grounds: Collection[str], needed: float = TEXT) -> str:
    """The shade nearest to ``color`` that has the contrast ``needed`` on all of ``grounds``.

    These are all light or all dark. Hue and saturation stay.
    """
    if least(color, grounds)[0] >= needed:
        return color

    def suits(shade: str) -> bool:
        return least(shade, grounds)[0] >= needed

    lighter = luminance(min(grounds, key=luminance)) < luminance("#757575")
    return _first(color, suits, 1) if lighter else _first(color, suits, 0)


def with_luminance(color: str, wanted: float, most: float = 1) -> str:
    """The shade of ``color`` that has the luminance ``wanted``, or the next lighter one.

    Its saturation is at ``most`` that, from 0 to 1.
    """
    return _first(color, lambda shade: luminance(shade) >= wanted, 1, most)


def like(color: str, hue: str) -> str:
    """``color`` in the hue of another one: as light, and at most as saturated."""
    return with_luminance(hue, luminance(color), saturation(color))


def _first(color: str, suits: Callable[[str], bool], end: float, most: float = 1) -> str:
    """The first shade that ``suits`` on the way to ``end``, black (0) or white (1)."""
    hue, _, saturation = _hls(color)
    unfit = 1.0 - end
    for _ in range(STEPS):
        middle = (unfit + end) / 2
        if suits(_color(hue, middle, min(saturation, most))):
            end = middle
        else:
            unfit = middle
    return _color(hue, end, min(saturation, most))


def _hls(color: str) -> tuple[float, float, float]:
    red, green, blue = parts(color)
    return rgb_to_hls(red / 255, green / 255, blue / 255)


def _color(*hls: float) -> str:
    return "#" + bytes(round(each * 255) for each in hls_to_rgb(*hls)).hex()
