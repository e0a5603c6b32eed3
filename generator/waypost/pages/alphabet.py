"""The order of words in a language, and the letters under which they are listed.

The letters are CLDR's index characters, as `scripts/alphabets.py` writes them. Between words that
differ in accents alone these decide last, as in dictionaries.
"""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect
from functools import cache
from pathlib import Path
from typing import Final, Literal

LATIN: Final = "[A B C D E F G H I J K L M N O P Q R S T U V W X Y Z]"
FIRST: Final = 0xE000
"""The letters by their places, as characters for private use."""

FOREIGN: Final = "\uf800"
"""Stands before letters of other scripts, which follow."""

DOTTED: Final = str.maketrans({"I": "ı", "İ": "i"})
KATAKANA: Final = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
SYLLABLES: Final = ("ja", "ko")
"""Languages with signs between the letters of the index, which are those of its rows."""

KANJI: Final = "一"
"""Stands before signs of Chinese in Japanese, which have no one reading."""


@cache
def alphabet(language: str) -> Alphabet:
    """The alphabet of a language (BCP 47); that of English where none is known."""
    text = Path(__file__).with_name("alphabets.json").read_text(encoding="utf-8")
    known = json.loads(text)["letters"]
    parts = language.split("-")
    tags = ("-".join(parts[:end]) for end in range(len(parts), 0, -1))
    return Alphabet(parts[0].lower(), next((known[tag] for tag in tags if tag in known), LATIN))


class Alphabet(dict[int, str]):
    """The letters of a language; as a table for `str.translate` it has the place of each sign.

    Args:
        language: its code, without a region.
        letters: its index characters as CLDR writes them: groups between spaces, of which one of
            several characters that are one letter stands in braces.
    """

    def __init__(self, language: str, letters: str) -> None:
        super().__init__()
        self.language = language
        self.titles: list[str] = []
        self.several: dict[str, str] = {}
        for group in letters.strip("[]").split():
            several = group.strip("{}")
            mark = chr(FIRST + len(self.titles))
            self.titles.append(several if several != group else group[0])
            if several != group:
                self.several[self._folded(several)] = mark
                continue
            for letter in self._folded(group):
                self[ord(letter)] = mark + letter if language in SYLLABLES else mark
        self.codes = sorted(self) if language in SYLLABLES else []
        longest = sorted(self.several, key=len, reverse=True)
        self.pattern = re.compile("|".join(map(re.escape, longest)) or r"(?!)")

    def key(self, text: str) -> tuple[str, str, str]:
        """The place of ``text`` among others, for sorting."""
        folded = self._folded(text)
        placed = self.pattern.sub(lambda match: self.several[match[0]], folded)
        return placed.translate(self).strip(), folded, text

    def title(self, text: str) -> str:
        """The letter under which ``text`` is listed; digits and signs under #.

        >>> [alphabet("sv").title(text) for text in ("Åter", "¿Qué?", "10 days", "Éa")]
        ['Å', 'Q', '#', 'E']
        """
        first = self.key(text)[0][:2]
        if first.startswith(FOREIGN):
            return "漢字" if first[1] == KANJI else first[1]
        place = ord(first[0]) - FIRST if first else -1
        return self.titles[place] if place >= 0 else "#"

    def _folded(self, text: str) -> str:
        if self.language == "zh":
            # Few sites are Chinese, and the table takes its time.
            from anyascii import anyascii

            text = anyascii(text)
        elif self.language in SYLLABLES:
            form: Literal["NFKC", "NFKD"] = "NFKC" if self.language == "ja" else "NFKD"
            return unicodedata.normalize(form, text.casefold()).translate(KATAKANA)
        elif self.language in ("tr", "az"):
            text = text.translate(DOTTED)
        return unicodedata.normalize("NFC", text.casefold())

    def __missing__(self, code: int) -> str:
        """The place of a sign that is no letter of the index."""
        char = chr(code)
        signs = unicodedata.normalize("NFKD", char)
        plain = "".join(each for each in signs if not unicodedata.combining(each))
        name = unicodedata.name(char, "")
        if plain != char:
            found = plain.translate(self)
        elif char.isspace() or char.isdigit() or 0 <= code - FIRST < len(self.titles):
            found = char
        elif not char.isalpha():
            found = ""
        elif self.codes and name.startswith(("HIRAGANA", "HANGUL")):
            found = f"{chr(FIRST + max(0, bisect(self.codes, code) - 1))}{char}"
        elif self.language == "ja" and name.startswith("CJK"):
            found = f"{FOREIGN}{KANJI}{char}"
        else:
            found = FOREIGN + char.upper()[0]
        self[code] = found
        return found
