"""The words of a text that tell it from others: folded, stemmed, without those that say little."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

import snowballstemmer

ALGORITHMS: Final[Mapping[str, str]] = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "id": "indonesian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}

WORD: Final = re.compile(r"\w+")

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
        code = language.casefold().replace("_", "-").partition("-")[0]
        algorithm = ALGORITHMS.get(code)
        self._stem = snowballstemmer.stemmer(algorithm).stemWord if algorithm else str
        self._little = SAY_LITTLE if code == "en" else frozenset()
        self._stems: dict[str, str] = {}

    def of(self, text: str) -> frozenset[str]:
        """The words of ``text``."""
        if text.isascii():
            folded = text.lower()
        else:
            folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "")
        found = WORD.findall(folded.replace("'", ""))
        stems, little = self._stems, self._little
        return frozenset(
            [stems.get(word) or self._stemmed(word) for word in found if word not in little]
        )

    def _stemmed(self, word: str) -> str:
        # A stemmer takes its time to leave a number as it is.
        number = word.isascii() and word.isdecimal()
        stem = self._stems[word] = word if number else self._stem(word)
        return stem
