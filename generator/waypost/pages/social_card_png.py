"""A card drawn: no browser, no network, and the same bytes from the same words."""

import io
import re
import unicodedata
from bisect import bisect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import ceil
from typing import Any, Final, NamedTuple

from font_source_sans_pro import SourceSansPro, SourceSansProBold
from PIL import Image, ImageDraw, ImageFont

from waypost.core.contrast import RGB, parts
from waypost.pages.card_fonts import JOINERS, CardFont
from waypost.pages.social_cards import Card

SIZE: Final = (1200, 630)
"""Width and height in pixels that social networks ask for."""

EDGE: Final = 90
OURS: Final = ("#0f3b2d", "#f4f6ee", "#f6bb26")
LEVELS: Final = 16
"""Shades between the ground and the words, for smooth edges; few, so that files stay small."""

LOUD, SOFT = 255, 190
"""How far words stand off the ground."""

SIZES: Final = (84, 72, 60, 50)
MOST_LINES: Final = 4
MOST_HEIGHT: Final = 320
RUNS: Final = re.compile(r"w(?:[wn ]*w)?|n+|[- ]+")
"""Words in Waypost's own font in a line of another, kept in their order; other signs; the rest."""

CLOSING: Final = frozenset({"Mn", "Mc", "Pe", "Pf", "Po"})
OPENING: Final = frozenset({"Ps", "Pi"})
"""Categories of signs that begin no line (marks on letters are among them), or end none."""


def png(card: Card) -> bytes:
    """``card`` as a picture. Its font and Waypost's own have all its letters."""
    image = Image.new("L", SIZE, 0)
    pen = _Pen(ImageDraw.Draw(image), card.font, rtl=_begins_right(card.title))
    pen.write(card.site, EDGE + 64, 78 + pen.middle(34), 34)
    size, lines = pen.fitted(card.title)
    height = pen.height(size)
    top = (SIZE[1] - height * len(lines)) // 2 + 30
    pen.write(card.above, EDGE, top - 46 + pen.middle(34), 34, SOFT)
    for number, line in enumerate(lines):
        pen.write(line, EDGE, top + number * height + pen.ascent(size), size)
    out = io.BytesIO()
    _coloured(image, card, rtl=pen.rtl).save(out, "PNG", compress_level=6)
    return out.getvalue()


def _coloured(words: Image.Image, card: Card, *, rtl: bool) -> Image.Image:
    """The ``words`` of ``card`` in few colours, and the signs, which have one of their own."""
    levels = words.point([level * LEVELS // 256 for level in range(256)])
    image = Image.frombytes("P", SIZE, levels.tobytes())
    ground, ink, sign = map(parts, card.colors or OURS)
    shades = [_blend(ground, ink, level / (LEVELS - 1)) for level in range(LEVELS)]
    image.putpalette([part for color in (*shades, sign) for part in color])
    _sign(ImageDraw.Draw(image), rtl=rtl)
    return image


def _blend(ground: RGB, ink: RGB, share: float) -> tuple[int, ...]:
    return tuple(round(one + (two - one) * share) for one, two in zip(ground, ink, strict=True))


def _sign(pen: ImageDraw.ImageDraw, *, rtl: bool) -> None:
    """The waymark, and the blazed trail along the bottom."""
    x, y, far = SIZE[0] - EDGE - 22 if rtl else EDGE + 22, 78, 24
    pen.polygon([(x, y - far), (x + far, y), (x, y + far), (x - far, y)], LEVELS)
    for step in range(EDGE, SIZE[0] - EDGE, 36):
        pen.ellipse((step, SIZE[1] - 66, step + 10, SIZE[1] - 56), LEVELS)
    pen.rectangle((0, SIZE[1] - 14, SIZE[0], SIZE[1]), LEVELS)


def _begins_right(text: str) -> bool:
    """True where the first letter of ``text`` is of a script that is read from right to left."""
    sides = (unicodedata.bidirectional(char) for char in text)
    return next((side for side in sides if side in ("L", "R", "AL")), "L") != "L"


@cache
def _own(size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    # The basic layout, so that the picture doesn't depend on what the machine has installed.
    path = SourceSansProBold if bold else SourceSansPro
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _other(font: CardFont, size: int) -> ImageFont.FreeTypeFont:
    layout = ImageFont.Layout.RAQM if font.shapes else ImageFont.Layout.BASIC
    return ImageFont.truetype(font.face.path, size, font.face.index, layout_engine=layout)


class _Part(NamedTuple):
    """A part of a line in one font; ``how`` says how its letters are set."""

    text: str
    font: ImageFont.FreeTypeFont
    how: Mapping[str, Any]

    @property
    def width(self) -> float:
        return self.font.getlength(self.text, **self.how)


@dataclass(frozen=True, slots=True)
class _Pen:
    """Writes in ``font``, and in Waypost's own what that lacks; from the right where ``rtl``."""

    paper: ImageDraw.ImageDraw
    font: CardFont | None
    rtl: bool

    def write(self, text: str, start: int, baseline: int, size: int, shade: int = LOUD) -> None:
        """Write ``text``, ``start`` pixels from the side where lines begin."""
        at: float = SIZE[0] - start if self.rtl else start
        anchor = "rs" if self.rtl else "ls"
        for part in self._parts(text, size, bold=shade == LOUD):
            self.paper.text((at, baseline), part.text, shade, part.font, anchor, **part.how)
            at += -part.width if self.rtl else part.width

    def ascent(self, size: int) -> int:
        """Pixels from the top of a line to its baseline."""
        return self._main(size).getmetrics()[0]

    def middle(self, size: int) -> int:
        """Pixels from the middle of a line to its baseline."""
        above, below = self._main(size).getmetrics()
        return (above - below) // 2

    def height(self, size: int) -> int:
        """Pixels from line to line."""
        return round(size * (1.18 if self.font is None else 1.3))

    def fitted(self, title: str) -> tuple[int, list[str]]:
        """The largest size in which ``title`` fits, and its lines; a very long one is cut."""
        for size in SIZES:
            lines = list(self._lines(title, size))
            if len(lines) <= MOST_LINES and len(lines) * self.height(size) <= MOST_HEIGHT:
                return size, lines
        return size, [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1]}…"]

    def _main(self, size: int) -> ImageFont.FreeTypeFont:
        return _other(self.font, size) if self.font else _own(size, bold=True)

    def _parts(self, text: str, size: int, *, bold: bool = True) -> Iterator[_Part]:
        """The parts of a line, in the order of reading."""
        if self.font is None:
            yield _Part(text, _own(size, bold=bold), {})
            return
        how = {"direction": "rtl" if self.rtl else "ltr", "language": self.font.language}
        kinds = "".join(map(self._kind, text))
        for found in RUNS.finditer(kinds):
            part = text[found.start() : found.end()]
            if found[0][0] in "wn":
                yield _Part(part, _own(size, bold=bold), {})
            else:
                yield _Part(part, self._main(size), how if self.font.shapes else {})

    def _kind(self, char: str) -> str:
        """A letter of a word in Waypost's own font, another sign in it, a space, or any other."""
        if char == " ":
            return char
        if self.font is None or char in JOINERS or self.font.face.has(char):
            return "-"
        return "w" if char.isalnum() else "n"

    def _width(self, text: str, size: int) -> float:
        return sum(part.width for part in self._parts(text, size))

    def _lines(self, title: str, size: int) -> Iterator[str]:
        room = SIZE[0] - 2 * EDGE
        line = ""
        for word in title.split():
            longer = f"{line} {word}".strip()
            if line and self._width(longer, size) > room:
                yield line
                longer = word
            while self._width(longer, size) > room:
                fits = self._cut(longer, size, room)
                yield longer[:fits]
                longer = longer[fits:]
            line = longer
        if line:
            yield line

    def _cut(self, word: str, size: int, room: int) -> int:
        """How many characters of a long ``word`` fit into a line, as in scripts without spaces."""
        lengths = range(1, len(word))
        fits = bisect(lengths, room, key=lambda n: ceil(self._width(word[:n], size))) or 1
        return next((n for n in range(fits, 1, -1) if _may_break(word, n)), fits)


def _may_break(word: str, at: int) -> bool:
    before, after = word[at - 1], word[at]
    sides = unicodedata.category(before), unicodedata.category(after)
    within = before.isascii() and after.isascii()
    return sides[0] not in OPENING and sides[1] not in CLOSING and not within
