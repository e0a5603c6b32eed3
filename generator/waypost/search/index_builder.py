"""The search index: documents in, a dictionary out that JSON can hold and the engine can read."""

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

import numpy as np

from waypost.search import stemmers, vectors
from waypost.search.documents import KINDS, Document
from waypost.search.tokenizer import Stems, language_of, stemmer, tokens
from waypost.search.word_vectors import (
    DIMS,
    VectorTable,
    chosen,
    coded,
    confusable,
    packed,
    table,
)

VERSION: Final = 3
"""The version of the index's form, on which its builder and the engine agree."""

SIZE: Final = 55_500
"""Bytes that an index may have, compressed; what the site's words leave goes to word vectors."""

LONGEST_WORD: Final = 100
"""Characters of a word that a reader might type; longer ones are keys and pictures in letters."""

LEAST: Final = 500
"""Words that the site doesn't use but readers may: so many at least get a vector."""


COMMON: Final = 9000
"""Of the table's words, the commonest first, those that are taken for what was meant."""


@dataclass(frozen=True)
class Lexicon:
    """The site's stems, numbered: first those that have a vector, then the others.

    ``forms`` are the words that became each stem. ``phrasings`` has those of each entry, ``bodies``
    the stems of the rest, all as numbers. ``known`` are the stems' rows in the table of vectors,
    ``general`` the rows of words that the site doesn't use.
    """

    stems: tuple[str, ...]
    forms: tuple[tuple[str, ...], ...]
    phrasings: tuple[tuple[tuple[int, ...], ...], ...]
    bodies: tuple[tuple[int, ...], ...]
    synonyms: tuple[tuple[tuple[int, ...], ...], ...]
    known: tuple[int, ...]
    general: tuple[int, ...]

    def written(self, language: str) -> dict[str, str]:
        """The stems as text: their forms, of which the engine makes them, or else they before.

        Shape: ``{"stemmer": "english", "stems": "cancel,cancelled order,orders"}``.
        """
        name = stemmers.in_browsers(language)
        lists = (
            ",".join(forms if name else (stem, *forms))
            for stem, forms in zip(self.stems, self.forms, strict=True)
        )
        return ({"stemmer": name} if name else {}) | {"stems": " ".join(lists)}


def build_index(
    entries: Sequence[Document],
    language: str = "en",
    synonyms: Iterable[Iterable[str]] = (),
) -> dict[str, Any]:
    """The index of ``entries``; the same bytes for the same entries wherever it is built.

    Shape: ``{"version": 3, "language": "en", "ids": [...], "kinds": [0, ...], "stems": "…", …}``.
    """
    words = lexicon(entries, language, synonyms)
    index: dict[str, Any] = {
        "version": VERSION,
        "language": language_of(language),
        "ids": [entry.id for entry in entries],
        "kinds": [KINDS.index(entry.kind) for entry in entries],
        **words.written(language),
        "says": words.phrasings,
        "bodies": words.bodies,
    }
    if popular := [at for at, entry in enumerate(entries) if entry.popular]:
        index["popular"] = popular
    if words.synonyms:
        index["synonyms"] = words.synonyms
    return index | vectors_part(language, words)


def lexicon(
    entries: Sequence[Document],
    language: str,
    synonyms: Iterable[Iterable[str]],
    most: int | None = None,
    words: Sequence[Iterable[str]] | None = None,
) -> Lexicon:
    """The words of ``entries``; ``most`` bounds the word vectors of a large site, ``words`` are
    those of each body that count, where not all do."""
    known = table(language_of(language))
    forms = Stems(stemmer(language))

    def stems(found: Iterable[str]) -> list[str]:
        return [forms[word] for word in found if len(word) <= LONGEST_WORD]

    phrasings = [[stems(tokens(phrasing)) for phrasing in entry.phrasings] for entry in entries]
    bodies = [stems(set(body)) for body in words or (tokens(entry.body) for entry in entries)]
    groups = [[stems(tokens(each)) for each in group] for group in synonyms]
    own = Counter(
        each for entry in phrasings for each in {each for phrasing in entry for each in phrasing}
    )
    rest = {each for body in bodies for each in body}
    rest |= {each for group in groups for phrasing in group for each in phrasing}
    general, rows = _rows(known, own, rest, most or (SIZE - _weighed(phrasings)) // 29, most)
    every = sorted({*own, *rest}, key=lambda each: (each not in rows, each not in own, each))
    number = {each: place for place, each in enumerate(every)}
    at = number.__getitem__
    written: list[list[str]] = [[] for _ in every]
    for form in sorted(forms):
        written[number[forms[form]]].append(form)
    return Lexicon(
        stems=tuple(every),
        forms=tuple(map(tuple, written)),
        phrasings=tuple(
            tuple(tuple(map(at, phrasing)) for phrasing in entry) for entry in phrasings
        ),
        bodies=tuple(tuple(sorted(set(map(at, body)))) for body in bodies),
        synonyms=tuple(tuple(tuple(map(at, phrasing)) for phrasing in group) for group in groups),
        known=tuple(rows[each] for each in every if each in rows),
        general=tuple(general),
    )


def _weighed(phrasings: Sequence[Sequence[Sequence[str]]]) -> int:
    """About how many bytes the phrasings and their words take, compressed."""
    own = {each for entry in phrasings for phrasing in entry for each in phrasing}
    many = sum(len(phrasing) for entry in phrasings for phrasing in entry)
    return int(1.1 * many + 3 * len(own))


def _rows(
    known: VectorTable | None, own: Counter[str], rest: set[str], wanted: int, most: int | None
) -> tuple[list[int], dict[str, int]]:
    """The rows of the table that are shipped: of words the site doesn't use, and of its own."""
    if known is None:
        return [], {}
    found = sorted(
        (each for each in own if each in known.stems), key=lambda each: (-own[each], each)
    )
    kept = found if most is None else found[: most - LEAST]
    rows = {each: known.stems[each] for each in sorted(kept)}
    many = max(LEAST, wanted - len(rows))
    picked = chosen(known, list(rows.values()), many)
    used = {known.stems[each]: each for each in {*own, *rest} if each in known.stems}
    rows |= {used[row]: row for row in picked if row in used}
    return [row for row in picked if row not in used], rows


def vectors_part(language: str, words: Lexicon) -> dict[str, Any]:
    """The vectors of the site's words and of general ones, where the language has any.

    ``words`` are others that a reader may mean as they stand, though they look like the site's.
    """
    known = table(language_of(language))
    if known is None or not words.known:
        return {}
    rows = [*words.known, *words.general]
    return {
        "general": " ".join(known.forms[row] for row in words.general),
        "words": " ".join(confusable(known.forms[:COMMON], chain.from_iterable(words.forms))),
        "vectors": {
            "dims": DIMS,
            "codes": b64encode(packed(coded(known, rows))).decode(),
            "weights": b64encode(known.weight[np.array(rows)].tobytes()).decode(),
            "elsewhere": b64encode(vectors.elsewhere()).decode(),
        },
    }
