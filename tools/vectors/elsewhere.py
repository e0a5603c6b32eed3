"""Make the means of what customers ask in all fields, which tell a question for elsewhere."""

from __future__ import annotations

from collections import Counter

import numpy as np
from tables import OUT, vectors_of
from words import things

from waypost.search.tokenizer import stemmer, tokens
from waypost.search.word_vectors import DIMS, LEVELS, packed, table

MEANS, ROUNDS = 96, 20


def main() -> None:
    """Write elsewhere.bin: each mean as the index has a word's vector, three bits a number."""
    codes = np.searchsorted((LEVELS[1:] + LEVELS[:-1]) / 2, means(directions()) * np.sqrt(DIMS))
    (OUT / "elsewhere.bin").write_bytes(packed(codes.astype(np.uint8)))


def directions() -> np.ndarray:
    """The mean of the ways to ask for each thing, of unit length, as the engine sums words."""
    known = table("en")
    assert known is not None
    stem = stemmer("en")
    said = [
        [{known.stems[s] for s in map(stem, tokens(way)) if s in known.stems} for way in ways]
        for ways in things()
    ]
    often = Counter(row for ways in said for row in set().union(*ways))
    vectors = vectors_of(known)
    for row, seen in often.items():
        vectors[row] *= np.log(1 + (len(said) - seen + 0.5) / (seen + 0.5)) ** 0.3
    sums = [[vectors[sorted(way)].sum(0) for way in ways if way] for ways in said]
    return _unit(np.stack([_unit(np.stack(ways)).mean(0) for ways in sums]))


def means(rows: np.ndarray) -> np.ndarray:
    """`MEANS` of ``rows`` by spherical k-means (Dhillon and Modha, 2001), of unit length."""
    found = rows[np.random.default_rng(0).choice(len(rows), MEANS, replace=False)]
    for _ in range(ROUNDS):
        nearest = (rows @ found.T).argmax(1)
        groups = [rows[nearest == each] for each in range(MEANS)]
        found = _unit(
            np.stack([g.mean(0) if len(g) else f for g, f in zip(groups, found, strict=True)])
        )
    return found


def _unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


if __name__ == "__main__":
    main()
