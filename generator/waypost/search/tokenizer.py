"""Tokenizer and stemmer of the search, the same as in ``assets/search.mjs``.

Python and browsers have the same stemmers of Snowball's, made by its compiler for each.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from Stemmer import Stemmer, algorithms

from waypost import assets
from waypost.search import vectors

SPACELESS = (
    "\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
"""Scripts that are written without spaces, as a part of a character class."""

JAPANESE = "\u3040"
"""From here on come kana and Chinese characters, of which one says something alone."""

_APART = {code: chr(code) if chr(code).isalnum() else " " for code in range(128)}
# A search for a pattern that begins with one sign is some thirty times faster.
_INNER = re.compile(r"'(?<=[^\W_]')(?=[^\W_])")
_BEFORE_VOWEL = re.compile("'[aeiouhàâéèêëîïôœùû]")
_ELIDED = re.compile(
    rf"\b(?:[cdjlmnst]|(?:jus|lors|puis)?qu|(?:d?a|de|ne|su)ll|un)(?={_BEFORE_VOWEL.pattern})'"
)
_MARKS = re.compile("[\u0300-\u036f\u0640\u064b-\u065f\u0670]")
_ONE_LETTER = {ord("ß"): "ss", ord("ı"): "i", ord("ٱ"): "ا", ord("ى"): "ي", ord("ة"): "ه"}

DIGITS = frozenset("0123456789")

SPELLINGS: Mapping[str, str] = {
    "chequ": "check",
    "grey": "gray",
    "tyre": "tire",
    "aluminium": "aluminum",
    "programm": "program",
    "jewelleri": "jewelri",
    "enquiri": "inquiri",
    "enquir": "inquir",
    "pyjama": "pajama",
    "kerb": "curb",
}
"""British stems that no rule makes American."""

_RULES = (
    (re.compile(r"our(it)?$"), r"or\1"),
    (re.compile(r"([iy])s$"), r"\1z"),
    (re.compile(r"tr$"), "ter"),
    (re.compile(r"ogu$"), "og"),
    (re.compile(r"enc$"), "ens"),
)


def tokens(text: str) -> list[str]:
    """The words of ``text``: lower case, apostrophes closed up, soft hyphens left out.

    Scripts without spaces come in pairs of letters, Chinese and Japanese in single ones too.
    Shape: ``"Don't panic" -> ["dont", "panic"]``, ``"退款" -> ["退款", "退", "款"]``.
    """
    if text.isascii():
        # Most texts, and the plain way is slow: a large site has a million words.
        low = text.lower()
        return (_closed(low) if "'" in low else low).translate(_APART).split()
    plain = unicodedata.normalize("NFKC", text).lower().replace("\u00ad", "")
    plain = plain.replace("’", "'").replace("ʼ", "'").replace("i\u0307", "i")
    found = _word().findall(_closed(plain))
    if not _spaceless().search(plain):
        return found
    return [each for word in found for each in _pairs(word)]


def _closed(text: str) -> str:
    """``text`` without articles of French and Italian that are elided, and without apostrophes."""
    return _INNER.sub("", _ELIDED.sub("", text) if _BEFORE_VOWEL.search(text) else text)


# With so many letters patterns take their time to make, and most texts need none of them.


@cache
def _spaceless() -> re.Pattern[str]:
    return re.compile(rf"[{SPACELESS}]")


@cache
def _runs() -> re.Pattern[str]:
    return re.compile(rf"[{SPACELESS}]+|[^{SPACELESS}]+")


@cache
def _word() -> re.Pattern[str]:
    """A word: letters, digits and the marks on them."""
    ranges = (*range(0x300, 0x3100), *range(0xA66F, 0xABF0), *range(0xFE20, 0xFE30))
    marks = "".join(chr(code) for code in ranges if unicodedata.category(chr(code))[0] == "M")
    return re.compile(rf"(?:[^\W_]|[{marks}])+")


def _pairs(word: str) -> Iterator[str]:
    for run in _runs().findall(word):
        if len(run) == 1 or not _spaceless().match(run):
            yield run
        else:
            yield from (run[at : at + 2] for at in range(len(run) - 1))
            yield from (letter for letter in run if letter >= JAPANESE)


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """``word`` without accents, Arabic marks and forms of one letter.

    A Turkish i has its dot.
    """
    if word.isascii():
        return word
    bare = _MARKS.sub("", unicodedata.normalize("NFD", word))
    return unicodedata.normalize("NFC", bare).translate(_ONE_LETTER)


def one_spelling(stem: str) -> str:
    """The one spelling under which British and American stems are kept."""
    if len(stem) >= 5:
        for pattern, by in _RULES:
            stem = pattern.sub(by, stem)
    if stem in SPELLINGS:
        return SPELLINGS[stem]
    return stem[:-1] if stem.endswith("ll") else stem


class Stems(dict[str, str]):
    """Stems by word, each made when it is first asked for; ``ignored`` words have none."""

    def __init__(self, stem: Callable[[str], str], ignored: Iterable[str] = ()) -> None:
        super().__init__(dict.fromkeys(ignored, ""))
        self._stem = stem

    def __missing__(self, word: str) -> str:
        stem = self[word] = self._stem(word)
        return stem


def language_of(tag: str) -> str:
    """The subtag that decides how words are stemmed: ``"pt-BR" -> "pt"``."""
    return re.split("[-_]", tag.lower(), maxsplit=1)[0]


@cache
def stemmer(tag: str) -> Callable[[str], str]:
    """The stemmer for a language; where snowball has none, words stay whole."""
    language = language_of(tag)
    if language == "en":
        # Finding a stem takes a hundred times longer than looking it up.
        listed = {word: stem for stem, word in listed_stems("en")}

        @lru_cache(maxsize=65536)
        def english(word: str) -> str:
            found = listed.get(word)
            if found is not None:
                return found
            bare = fold(word)
            # No ending is cut off behind a digit, and finding that out takes as long as to stem.
            return bare if bare[-1:] in DIGITS else one_spelling(_snowball("english")(bare))

        return english
    if (name := assets.snowball_names().get(language, "")) not in algorithms():
        return fold

    @lru_cache(maxsize=65536)
    def other(word: str) -> str:
        return word if word.isascii() and word.isdecimal() else fold(_snowball(name)(word))

    return other


@cache
def listed_stems(language: str) -> Sequence[tuple[str, str]]:
    """The stems in the list of word vectors, in its order, each with its commonest word."""
    lines = (line.partition(" ") for line in vectors.words(language).split("\n"))
    return [(stem, word or stem) for stem, _, word in lines]


@cache
def _snowball(name: str) -> Callable[[str], str]:
    # Each word is asked for once: what is kept of them is kept by who asks.
    return Stemmer(name, maxCacheSize=0).stemWord  # type: ignore[no-any-return]
