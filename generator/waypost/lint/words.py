"""The words of a text that tell it from others: folded, stemmed, without those that say little."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Final

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

APART: Final = {code: chr(code) if WORD.match(chr(code)) else " " for code in range(128)} | {
    ord("'"): None
}
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


class Stems(dict[str, str]):
    """Stems by word, each made when it is first asked for; nothing for words that say little."""

    def __init__(self, stem: Callable[[str], str], little: Iterable[str]) -> None:
        super().__init__(dict.fromkeys(little, ""))
        self._stem = stem

    def __missing__(self, word: str) -> str:
        # A stemmer takes its time to leave a number as it is.
        number = word.isascii() and word.isdecimal()
        stem = self[word] = word if number else self._stem(word)
        return stem


class Words:
    """The words of texts in one language; a word is stemmed once."""

    def __init__(self, language: str) -> None:
        code = language.casefold().replace("_", "-").partition("-")[0]
        algorithm = ALGORITHMS.get(code)
        self._stems = Stems(_stemmer(algorithm), SAY_LITTLE if code == "en" else ())

    def of(self, text: str) -> frozenset[str]:
        """The words of ``text``."""
        if text.isascii():
            found = text.lower().translate(APART).split()
        else:
            folded = unicodedata.normalize("NFKC", text).casefold()
            found = WORD.findall(folded.replace("’", "").replace("'", ""))
        words = set(map(self._stems.__getitem__, found))
        words.discard("")
        return frozenset(words)


def _stemmer(algorithm: str | None) -> Callable[[str], str]:
    if algorithm is None:
        return str
    # It loads the stemmers of forty languages at once.
    import snowballstemmer

    return snowballstemmer.stemmer(algorithm).stemWord  # type: ignore[no-any-return]
