"""A small linear classifier, trained when the index is built: words, pairs of words and vectors.

With three phrasings an entry it buys 0.5 points at success@1, with ten 0.6 at success@3 (means over
clean, mistyped and wrapped queries), and nothing measurable at the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

SCALE: Final = 8.0
DECAY: Final = 1e-3
STEPS: Final = 80
WORK: Final = 1.5e10
"""Multiplications that training may cost; a site too large for 20 steps gets no classifier."""

PAIR: Final = 0.5
KEPT: Final = 30
"""Weights kept for each entry; the rest are near nothing."""

Floats = npt.NDArray[np.float64]
Phrasing = tuple[int, ...]
"""A phrasing as the numbers of its stems, in order."""


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """How a phrasing becomes numbers.

    ``weight`` is each stem's weight, ``vectors`` its weighted vector (zeros where it has none).
    """

    weight: Floats
    vectors: Floats
    pairs: dict[tuple[int, int], int]

    def matrix(self, phrasings: Sequence[Phrasing]) -> Floats:
        """A row per phrasing: stems and pairs, then the mean vector, both of unit length."""
        words = len(self.weight)
        wide = words + len(self.pairs)
        lexical = np.zeros((len(phrasings), wide))
        dense = np.zeros((len(phrasings), self.vectors.shape[1]))
        for row, phrasing in enumerate(phrasings):
            own = np.array(sorted(set(phrasing)), dtype=np.int64)
            lexical[row, own] = self.weight[own]
            dense[row] = self.vectors[own].sum(axis=0)
            for pair in set(pairwise(phrasing)):
                if pair in self.pairs:
                    lexical[row, words + self.pairs[pair]] = PAIR
        return np.hstack([_unit(lexical), _unit(dense)])


def _unit(rows: Floats) -> Floats:
    size: Floats = np.sqrt((rows**2).sum(axis=1, keepdims=True))
    return rows / np.maximum(size, 1e-9)


@dataclass(frozen=True, slots=True, eq=False)
class Classifier:
    """Weights by entry: ``words`` and ``pairs`` are sparse (row, entry, weight), ``dense`` is full.

    All weights are whole numbers of one ``unit``.
    """

    pairs: tuple[tuple[int, int], ...]
    sparse: tuple[tuple[tuple[int, int], ...], ...]
    dense: npt.NDArray[np.int8]
    unit: float


def pairs_of(phrasings: Sequence[Phrasing]) -> dict[tuple[int, int], int]:
    """Neighbouring stems that stand together in two phrasings or more, numbered."""
    count = Counter(pair for phrasing in phrasings for pair in set(pairwise(phrasing)))
    kept = sorted(pair for pair, times in count.items() if times > 1)
    return {pair: at for at, pair in enumerate(kept)}


def train(
    phrasings: Sequence[Phrasing],
    owner: Sequence[int],
    entries: int,
    weight: Floats,
    vectors: Floats,
) -> Classifier | None:
    """Softmax regression on the phrasings, or nothing where it can't help or would cost too much.

    Plain gradient descent with momentum (Polyak 1964), entries weighted equally.
    """
    if len(phrasings) <= entries or entries < 2:
        return None
    features = Features(weight, vectors, pairs_of(phrasings))
    steps = min(STEPS, int(WORK / (2 * len(phrasings) ** 2 * entries)))
    if steps < 20:
        return None
    return _kept(_descend(features.matrix(phrasings), np.array(owner), entries, steps), features)


def _descend(rows: Floats, owner: npt.NDArray[np.int64], entries: int, steps: int) -> Floats:
    # All slopes are sums of rows, so the weights are too: work on how much of each row is in them.
    share = 1 / np.bincount(owner, minlength=entries)[owner]
    share = (share / share.sum())[:, None]
    target = np.zeros((len(rows), entries))
    target[np.arange(len(rows)), owner] = 1
    alike = SCALE * (rows @ rows.T)
    amount = np.zeros_like(target)
    moving = np.zeros_like(target)
    for _ in range(steps):
        chance = alike @ amount
        chance = np.exp(chance - chance.max(axis=1, keepdims=True))
        chance /= chance.sum(axis=1, keepdims=True)
        moving = 0.9 * moving - SCALE * (chance - target) * share - DECAY * amount
        amount = amount + moving
    weights: Floats = rows.T @ amount
    return weights


def _kept(weights: Floats, features: Features) -> Classifier:
    """The largest weights of each entry, as whole numbers from -127 to 127."""
    lexical = len(features.weight) + len(features.pairs)
    # Rounded before anything is compared: adding in another order must not change a byte.
    weights = np.round(weights, 7)
    unit = float(np.abs(weights).max()) / 127 or 1.0
    whole = np.round(weights / unit, 3)
    whole = np.round(whole).astype(np.int64)
    sparse = []
    for entry in range(weights.shape[1]):
        column = whole[:lexical, entry]
        order = np.argsort(-np.abs(column), kind="stable")[:KEPT]
        sparse.append(tuple((int(at), int(column[at])) for at in sorted(order) if column[at]))
    return Classifier(
        pairs=tuple(features.pairs),
        sparse=tuple(sparse),
        dense=whole[lexical:].astype(np.int8),
        unit=round(unit, 9),
    )
