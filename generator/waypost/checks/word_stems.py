"""The words of a text that tell it from others: folded, stemmed, without those that say little."""

import re
import unicodedata
from typing import Final

from waypost.search.tokenizer import Stems, language_of, stemmer

WORD: Final = re.compile(r"\w+")

APART: Final = bytes(code if WORD.match(chr(code)) else 32 for code in range(256))
"""Leaves of ASCII what the words are made of, and a space between; quicker than to search."""

SAY_LITTLE: Final = frozenset(
    WORD.findall(
        "a an the is are am was were be been being do does did can could will would should may "
        "might must i my me we our us you your it its this that these those of to for and or "
        "please if there get any have has had what how which dont im ive"
    )
)
"""English words that two questions may share by chance. Such as tell questions apart (when, why,
who, not, before, after, with, without) are missing on purpose."""


class Words:
    """The words of texts in one language; a word is stemmed once."""

    def __init__(self, language: str) -> None:
        english = language_of(language) == "en"
        self._stems = Stems(stemmer(language), SAY_LITTLE if english else ())

    def of(self, text: str) -> frozenset[str]:
        if text.isascii():
            found = text.lower().encode().translate(APART, b"'").decode().split()
        else:
            folded = unicodedata.normalize("NFKC", text).casefold()
            found = WORD.findall(folded.replace("’", "").replace("'", ""))
        return frozenset(filter(None, map(self._stems.__getitem__, found)))
