"""A naive twin of the engine's scores: the index read back and every sum written out plainly."""

from __future__ import annotations

import math
from base64 import b64decode
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from waypost.search.tokenizer import stemmer, tokens
from waypost.search.word_vectors import LEVELS

FLOOR = 0.25


class Naive:
    """Scores queries whose words are all known; mending and completing are left to the engine."""

    def __init__(self, index: Mapping[str, Any]) -> None:
        stem = stemmer(index["language"])
        site = [form.split(",")[0] for form in index["stems"].split()]
        self.names = [stem(form) for form in [*site, *index.get("general", "").split()]]
        self.site = len(site)
        self.index = index
        self.entries: Sequence[Sequence[Sequence[int]]] = index["says"]
        self.stem = stem
        self.vectors = self._vectors()

    def _vectors(self) -> dict[int, tuple[np.ndarray, float]]:
        part = self.index["vectors"]
        loud = b64decode(part["weights"])
        bits = "".join(f"{byte:08b}" for byte in b64decode(part["codes"]))
        general = len(self.names) - self.site
        known = len(loud) - general
        found = {}
        for row, volume in enumerate(loud):
            start = row * part["dims"] * 3
            codes = [
                int(bits[start + 3 * at : start + 3 * at + 3], 2) for at in range(part["dims"])
            ]
            vector = LEVELS[codes]
            stem = row if row < known else self.site + row - known
            found[stem] = (vector / np.linalg.norm(vector), math.exp((volume - 128) / 32))
        return found

    def idf(self, stem: int) -> float:
        n = sum(any(stem in say for say in entry) for entry in self.entries) or 0.5
        return math.log(1 + (len(self.entries) - n + 0.5) / (n + 0.5))

    def weight(self, stem: int) -> float:
        norm = min(1.6, self.vectors[stem][1] ** 0.5) if stem in self.vectors else 1.0
        return math.sqrt(self.idf(stem)) * norm

    def like(self, one: int, other: int) -> float:
        if one == other:
            return 1.0
        if one not in self.vectors or other not in self.vectors:
            return 0.0
        dot = float(self.vectors[one][0] @ self.vectors[other][0])
        return max(0.0, (dot - FLOOR) / (1 - FLOOR))

    def mean(self, stems: Sequence[int]) -> np.ndarray:
        total = np.zeros(64)
        for stem in set(stems):
            if stem in self.vectors:
                vector, norm = self.vectors[stem]
                total += vector * norm * self.idf(stem) ** 0.3
        size = np.linalg.norm(total)
        return total / size if size else total

    def parts(self, query: str) -> dict[str, list[float]]:
        """Each part of the score for every entry, in the engine's words."""
        asked = list(dict.fromkeys(self.names.index(self.stem(word)) for word in tokens(query)))
        total = sum(map(self.weight, asked))
        vector = self.mean(asked)
        names = ("soft", "covered", "whole", "about", "pairs")
        found: dict[str, list[float]] = {name: [] for name in names}
        for says in self.entries:
            found["pairs"].append(max(self.pairs(say, asked) for say in says))
            title = list(dict.fromkeys(says[0]))
            early = [self.weight(stem) / (1 + at) for at, stem in enumerate(title)]
            likes = [max(self.like(one, stem) for one in asked) for stem in title]
            met = sum(share * like for share, like in zip(early, likes, strict=True))
            found["about"].append(2 * met / sum(early) / (1 + len(asked)))
            found["soft"].append(
                sum(self.weight(stem) * self.best(stem, says) for stem in asked) / total
            )
            found["covered"].append(max(self.share(say, asked) for say in says))
            means = [self.mean(say) for say in says]
            middle = sum(means, np.zeros(64))
            size = np.linalg.norm(middle)
            found["whole"].append(float(vector @ middle / size) if size else 0.0)
        return found

    def pairs(self, say: Sequence[int], asked: Sequence[int]) -> float:
        """How much of what is asked stands as neighbours in ``say`` as it does in the query."""
        whole = sum(self.weight(one) + self.weight(two) for one, two in pairwise(asked))
        met = 0.0
        for one, two in pairwise(dict.fromkeys(say)):
            likes = [[self.like(stem, each) for stem in asked] for each in (one, two)]
            first, second = (each.index(max(each)) for each in likes)
            if first == second - 1:
                weight = self.weight(asked[first]) + self.weight(asked[second])
                met += weight * max(likes[0]) * max(likes[1])
        return met / whole if whole else 0.0

    def best(self, stem: int, says: Sequence[Sequence[int]]) -> float:
        every = [other for say in says for other in say]
        share = {
            other: min(1.0, 0.5 + 0.5 * every.count(other) / max(1.0, len(says) / 2))
            for other in set(every)
        }
        return max((self.like(stem, other) * share[other] for other in share), default=0.0)

    def share(self, say: Sequence[int], asked: Sequence[int]) -> float:
        whole = sum(self.weight(stem) for stem in set(say))
        found = sum(
            self.weight(stem) * max(self.like(one, stem) for one in asked) for stem in set(say)
        )
        return found / whole if whole else 0.0
