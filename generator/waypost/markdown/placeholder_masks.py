"""Placeholders kept out of Markdown's sight: each becomes a run of characters of the same length
that Markdown reads as letters, and is put back as data once the text is parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from waypost.model import placeholders
from waypost.model.placeholders import Placeholder

# Unicode keeps these 32 code points out of texts for ever, and the loader refuses them.
DIGITS: Final = "".join(chr(0xFDD0 + digit) for digit in range(16))
COLON: Final = "\ufded"
START: Final = "\ufdee"
END: Final = "\ufdef"
TAKEN: Final = re.compile("[\ufdd0-\ufdef]")
MASK: Final = re.compile(f"{START}([{DIGITS}]+){END}")
SENTINEL: Final = re.compile(r"(waypost-root):", re.IGNORECASE)


def neutral(text: str) -> str:
    """``text`` without characters that mean something here, the length kept.

    The colon of what stands for the site's root is masked too: `markup.clean` puts it back where
    no link is settled.
    """
    return SENTINEL.sub(rf"\1{COLON}", TAKEN.sub("\ufffd", text))


class Masked:
    """A text whose placeholders are hidden. Offsets are those of the text as it was typed."""

    __slots__ = ("places", "text", "written")

    def __init__(self, written: str) -> None:
        plain = neutral(written.replace("\r\n", " \n").replace("\r", "\n"))
        self.places = list(placeholders.find(plain))
        self.written = plain
        parts: list[str] = []
        done = 0
        for number, place in enumerate(self.places):
            mask = START + _digits(number, place.end - place.start - 2) + END
            parts += [plain[done : place.start], mask]
            done = place.end
        self.text = "".join([*parts, plain[done:]])

    def typed(self, place: Placeholder) -> str:
        """A placeholder as it was typed."""
        return self.written[place.start : place.end]

    def parts(self, text: str) -> Iterator[str | Placeholder]:
        """``text`` cut into what was typed and the placeholders between."""
        done = 0
        for match in MASK.finditer(text):
            if match.start() > done:
                yield text[done : match.start()]
            yield self.places[_number(match[1])]
            done = match.end()
        if done < len(text):
            yield text[done:]


def _digits(number: int, width: int) -> str:
    return "".join(DIGITS[number >> (4 * place) & 15] for place in reversed(range(width)))


def _number(digits: str) -> int:
    number = 0
    for digit in digits:
        number = number * 16 + ord(digit) - 0xFDD0
    return number
