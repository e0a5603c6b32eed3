"""The font of a card: the one that comes with Waypost, or beside it one of this machine's."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from waypost.parser.system_fonts import SystemFont, bold_fonts

OWN: Final = re.compile(
    "[ -~\u00a0-\u017e\u0192\u0218-\u021b\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce"
    "\u0400-\u045f\u0490-\u0493\u0496-\u049b\u04a0-\u04a3\u04ae-\u04b3\u04b6\u04b7\u04ba\u04bb"
    "\u04d8\u04d9\u04e8\u04e9\u1e80-\u1e85\u1ea0-\u1ef9\u2012-\u2015\u2018-\u201a\u201c-\u201e"
    "\u2020-\u2022\u2026\u2030\u2032\u2033\u2039\u203a\u20ac\u20b4\u20ba\u20bd\u2116\u2122"
    "\u2190-\u2193\u2212\u2248\u2260\u2264\u2265]"
)
"""The characters of the font that comes with Waypost, near enough: Latin, Greek and Cyrillic."""

JOINERS: Final = "\u200c\u200d"
"""Signs without a shape of their own that change their neighbours'."""


@dataclass(frozen=True, slots=True)
class CardFont:
    """A font of this machine for what Waypost's own lacks, of words in ``language``.

    ``digest`` is that of its file's content: the same font gives the same picture on any machine.
    Where ``shapes``, letters are joined and put in order by the library for that.
    """

    language: str
    digest: str
    shapes: bool
    face: SystemFont = field(repr=False, compare=False)


def visible(text: str) -> str:
    """``text`` without signs that nobody sees, such as marks of direction."""
    if text.isascii():
        return text
    return "".join(c for c in text if c in JOINERS or unicodedata.category(c) != "Cf")


def letters_beyond(text: str) -> str:
    """The characters of ``text`` that Waypost's own font lacks."""
    return "".join(sorted({*OWN.sub("", text)} - {*JOINERS, "\n", "\t"}))


class CardFonts:
    """The fonts of this machine for cards in ``language``; asked for at the first need."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._seen: list[SystemFont] = []
        self._further = bold_fonts(language)
        self._fonts: dict[str, CardFont] = {}

    def having(self, letters: str) -> CardFont | None:
        """The first font with all ``letters`` that can be drawn here, if there is one."""
        # Few sites need one.
        from PIL import features

        shapes = bool(features.check("raqm"))
        if not shapes and any(unicodedata.east_asian_width(each) not in "WFH" for each in letters):
            return None
        face = next((each for each in self._faces() if each.has(letters)), None)
        if face is None:
            return None
        if face.path not in self._fonts:
            self._fonts[face.path] = CardFont(self.language, face.digest(), shapes, face)
        return self._fonts[face.path]

    def _faces(self) -> Iterator[SystemFont]:
        yield from self._seen
        for face in self._further:
            self._seen.append(face)
            yield face
