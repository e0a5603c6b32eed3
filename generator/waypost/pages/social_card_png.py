"""A card drawn: no browser, no network, and the same bytes from the same words."""

import io
from collections.abc import Iterator
from functools import cache
from typing import Final

from font_source_sans_pro import SourceSansPro, SourceSansProBold
from PIL import Image, ImageDraw, ImageFont

from waypost.pages.social_cards import Card

SIZE: Final = (1200, 630)
"""Width and height in pixels that social networks ask for."""

EDGE: Final = 90
PINE, PAPER, BLAZE = (15, 59, 45), (244, 246, 238), (246, 187, 38)
LEVELS: Final = 16
"""Shades between the ground and the words, for smooth edges; few, so that files stay small."""

LOUD, SOFT = 255, 190
"""How far words stand off the ground."""

SIZES: Final = (84, 72, 60, 50)
MOST_LINES: Final = 4
NO_CHARACTER: Final = "\U0010ffff"


def png(card: Card) -> bytes:
    """``card`` as a picture. Words in a script that the font doesn't have are left out."""
    image = Image.new("L", SIZE, 0)
    pen = ImageDraw.Draw(image)
    if card.site and drawable(card.site):
        pen.text((EDGE + 64, 78), card.site, LOUD, _font(34, bold=True), anchor="lm")
    if drawable(card.title):
        size, lines = _fitted(card.title)
        height = round(size * 1.18)
        top = (SIZE[1] - height * len(lines)) // 2 + 30
        if card.above and drawable(card.above):
            pen.text((EDGE, top - 46), card.above, SOFT, _font(34), anchor="lm")
        for number, line in enumerate(lines):
            pen.text((EDGE, top + number * height), line, LOUD, _font(size, bold=True))
    out = io.BytesIO()
    _coloured(image).save(out, "PNG", compress_level=6)
    return out.getvalue()


def _coloured(words: Image.Image) -> Image.Image:
    """A picture of ``words`` in few colours, with the signs that need one of their own."""
    shades = words.point([level * LEVELS // 256 for level in range(256)])
    image = Image.frombytes("P", SIZE, shades.tobytes())
    blends = [_blend(level / (LEVELS - 1)) for level in range(LEVELS)]
    image.putpalette([part for colour in (*blends, BLAZE) for part in colour])
    _sign(ImageDraw.Draw(image))
    return image


def _blend(share: float) -> tuple[int, ...]:
    return tuple(round(one + (other - one) * share) for one, other in zip(PINE, PAPER, strict=True))


def _sign(pen: ImageDraw.ImageDraw) -> None:
    """The waymark, and the blazed trail along the bottom."""
    x, y, far = EDGE + 22, 78, 24
    pen.polygon([(x, y - far), (x + far, y), (x, y + far), (x - far, y)], LEVELS)
    for step in range(EDGE, SIZE[0] - EDGE, 36):
        pen.ellipse((step, SIZE[1] - 66, step + 10, SIZE[1] - 56), LEVELS)
    pen.rectangle((0, SIZE[1] - 14, SIZE[0], SIZE[1]), LEVELS)


def drawable(text: str) -> bool:
    """True if the font has every character of ``text``."""
    return all(_has(char) for char in set(text) if not char.isspace())


@cache
def _has(char: str) -> bool:
    font = _font(20)
    return bytes(font.getmask(char)) != bytes(font.getmask(NO_CHARACTER))


@cache
def _font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    # The basic layout, so that the picture doesn't depend on what the machine has installed.
    path = SourceSansProBold if bold else SourceSansPro
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def _fitted(title: str) -> tuple[int, list[str]]:
    """The largest size in which ``title`` fits, and its lines; a very long one is cut."""
    for size in SIZES:
        lines = list(_lines(title, size))
        if len(lines) <= MOST_LINES:
            return size, lines
    return size, [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1]}…"]


def _lines(title: str, size: int) -> Iterator[str]:
    font, room = _font(size, bold=True), SIZE[0] - 2 * EDGE
    line = ""
    for word in title.split():
        longer = f"{line} {word}".strip()
        if line and font.getlength(longer) > room:
            yield line
            longer = word
        while font.getlength(longer) > room:
            fits = max(n for n in range(1, len(longer)) if font.getlength(longer[:n]) <= room)
            yield longer[:fits]
            longer = longer[fits:]
        line = longer
    if line:
        yield line
