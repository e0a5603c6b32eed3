"""The search index: documents in, a dictionary out that JSON can hold and the engine can read."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np

from waypost.search.classifier import Classifier, Floats, train
from waypost.search.documents import Document
from waypost.search.table import DIMS, Table, chosen, coded, decoded, packed, table
from waypost.search.words import language_of, stemmer, tokens

VERSION: Final = 1
KINDS: Final = ("faq", "policy", "guide", "outcome")
ROWS: Final = 1900
LEAST: Final = 800
"""Word vectors shipped in all, and how many of them at least are of words the site doesn't use."""


@dataclass(frozen=True)
class Lexicon:
    """The site's stems, numbered: first those that have a vector, then the others.

    ``says`` are each entry's phrasings, ``bodies`` the stems of the rest, all as numbers.
    """

    stems: tuple[str, ...]
    known: tuple[int, ...]
    says: tuple[tuple[tuple[int, ...], ...], ...]
    bodies: tuple[tuple[int, ...], ...]
    synonyms: tuple[tuple[tuple[int, ...], ...], ...]
    forms: Mapping[str, int]

    @cached_property
    def frequency(self) -> Floats:
        """In how many entries' phrasings each stem stands."""
        count = np.zeros(len(self.stems))
        for entry in self.says:
            count[sorted({stem for say in entry for stem in say})] += 1
        return count


def build_index(
    entries: Sequence[Document],
    language: str = "en",
    synonyms: Iterable[Iterable[str]] = (),
) -> dict[str, Any]:
    """The index of ``entries``; the same bytes for the same entries wherever it is built.

    Shape: ``{"version": 1, "language": "en", "ids": [...], "kinds": [0, ...], "stems": "…", …}``.
    """
    known = table(language_of(language))
    words = _lexicon(entries, language, [list(group) for group in synonyms], known)
    index: dict[str, Any] = {
        "version": VERSION,
        "language": language_of(language),
        "ids": [entry.id for entry in entries],
        "kinds": [KINDS.index(entry.kind) for entry in entries],
        "stems": " ".join(words.stems),
        "says": words.says,
        "bodies": words.bodies,
    }
    if words.synonyms:
        index["synonyms"] = words.synonyms
    if language_of(language) != "en":
        index["forms"] = " ".join(f"{form} {stem}" for form, stem in words.forms.items())
    if known is not None and words.known:
        index |= _vectors(known, words)
    return index


def _lexicon(
    entries: Sequence[Document], language: str, synonyms: list[list[str]], known: Table | None
) -> Lexicon:
    stem = stemmer(language)
    forms: dict[str, str] = {}

    def stems(text: str) -> list[str]:
        found = tokens(text)
        for word in found:
            if word not in forms:
                forms[word] = stem(word)
        return [forms[word] for word in found]

    says = [[stems(say) for say in entry.says] for entry in entries]
    bodies = [stems(entry.body) for entry in entries]
    groups = [[stems(each) for each in group] for group in synonyms]
    count = Counter(each for entry in says for each in {each for say in entry for each in say})
    rest = {each for body in bodies for each in body}
    rest |= {each for group in groups for say in group for each in say}
    has = known.stems if known is not None else {}
    every = sorted({*count, *rest}, key=lambda each: (each not in has, each not in count, each))
    number = {each: at for at, each in enumerate(every)}
    return Lexicon(
        stems=tuple(every),
        known=tuple(has[each] for each in every if each in has),
        says=tuple(tuple(tuple(number[each] for each in say) for say in entry) for entry in says),
        bodies=tuple(tuple(sorted({number[each] for each in body})) for body in bodies),
        synonyms=tuple(tuple(tuple(number[one] for one in say) for say in g) for g in groups),
        forms={form: number[forms[form]] for form in sorted(forms)},
    )


def _vectors(known: Table, words: Lexicon) -> dict[str, Any]:
    names = {row: stem for stem, row in known.stems.items()}
    general = chosen(known, words.known, max(LEAST, ROWS - len(words.known)))
    rows = [*words.known, *general]
    codes = coded(known, rows)
    part: dict[str, Any] = {
        "general": " ".join(names[row] for row in general),
        "vectors": {
            "dims": DIMS,
            "codes": b64encode(packed(codes)).decode(),
            "weights": b64encode(known.weight[np.array(rows)].tobytes()).decode(),
        },
    }
    trained = _classifier(known, words, decoded(codes[: len(words.known)]))
    if trained is not None:
        part["classifier"] = _classifier_part(trained)
    return part


def _classifier(known: Table, words: Lexicon, unit: Floats) -> Classifier | None:
    total, has = len(words.stems), len(words.known)
    rarity = idf(len(words.says), words.frequency)
    norm = np.exp((known.weight[np.array(words.known)].astype(np.float64) - 128) / 32)
    weight = np.sqrt(rarity)
    weight[:has] *= np.minimum(1.6, norm**0.7)
    vectors = np.zeros((total, DIMS))
    vectors[:has] = unit * norm[:, None] * rarity[:has, None] ** 0.3
    flat = [say for entry in words.says for say in entry]
    owner = [at for at, entry in enumerate(words.says) for _ in entry]
    return train(flat, owner, len(words.says), weight, vectors)


def idf(entries: int, frequency: Floats) -> Floats:
    """How much a stem tells entries apart (Robertson and Spärck Jones, never below zero)."""
    seen = np.maximum(frequency, 0.5)
    return np.log(1 + (entries - seen + 0.5) / (seen + 0.5))


def _classifier_part(trained: Classifier) -> dict[str, Any]:
    """Weights as text: for each entry steps between features and their weights, a byte each."""
    rows = bytearray()
    for entry in trained.sparse:
        rows += len(entry).to_bytes(1, "big")
        last = 0
        for at, weight in entry:
            step = at - last
            while step >= 255:
                rows.append(255)
                step -= 255
            rows += bytes((step, weight & 255))
            last = at
    return {
        "unit": trained.unit,
        "pairs": [number for pair in trained.pairs for number in pair],
        "sparse": b64encode(bytes(rows)).decode(),
        "dense": b64encode(np.ascontiguousarray(trained.dense.T).tobytes()).decode(),
    }
