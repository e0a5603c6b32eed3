"""A small linear classifier, trained when the index is built: words, pairs of words and vectors.

With three phrasings an entry it buys 0.5 points at success@1, with ten 0.6 at success@3 (means over
clean, mistyped and wrapped queries), and nothing measurable at the other.
"""

from base64 import b64encode
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

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

Pairs = dict[tuple[int, int], int]
"""Pairs of stems, numbered."""


def pairs_of(phrasings: Sequence[Phrasing]) -> Pairs:
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
) -> dict[str, Any] | None:
    """Softmax regression on the phrasings, or nothing where it can't help or would cost too much.

    ``owner`` has the entry of each phrasing; ``weight`` is each stem's weight, ``vectors`` its
    weighted vector (zeros where it has none). Plain gradient descent with momentum (Polyak 1964),
    entries weighted equally. Shape: as in `_written`.
    """
    if len(phrasings) <= entries or entries < 2:
        return None
    pairs = pairs_of(phrasings)
    steps = min(STEPS, int(WORK / (2 * len(phrasings) ** 2 * entries)))
    if steps < 20:
        return None
    rows = _features(phrasings, weight, vectors, pairs)
    return _written(_descend(rows, np.array(owner), entries, steps), len(weight), pairs)


def _features(
    phrasings: Sequence[Phrasing], weight: Floats, vectors: Floats, pairs: Pairs
) -> Floats:
    """A row per phrasing: stems and pairs, then the mean vector, both of unit length."""
    words = len(weight)
    lexical = np.zeros((len(phrasings), words + len(pairs)))
    dense = np.zeros((len(phrasings), vectors.shape[1]))
    for row, phrasing in enumerate(phrasings):
        own = np.array(sorted(set(phrasing)), dtype=np.int64)
        lexical[row, own] = weight[own]
        dense[row] = vectors[own].sum(axis=0)
        for pair in pairs.keys() & set(pairwise(phrasing)):
            lexical[row, words + pairs[pair]] = PAIR
    return np.hstack([_unit(lexical), _unit(dense)])


def _unit(rows: Floats) -> Floats:
    size: Floats = np.sqrt((rows**2).sum(axis=1, keepdims=True))
    return rows / np.maximum(size, 1e-9)


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


def _written(weights: Floats, words: int, pairs: Pairs) -> dict[str, Any]:
    """The largest weights of each entry, as whole numbers of one ``unit`` from -127 to 127.

    ``sparse`` has for each entry how many there are, then steps between features and weights, a
    byte each; ``dense`` all weights of the vectors' numbers; ``pairs`` two stems for each pair.
    """
    lexical = words + len(pairs)
    # Rounded before anything is compared: adding in another order must not change a byte.
    weights = np.round(weights, 7)
    unit = float(np.abs(weights).max()) / 127 or 1.0
    whole = np.round(np.round(weights / unit, 3)).astype(np.int64)
    sparse = bytearray()
    for column in whole[:lexical].T:
        order = np.argsort(-np.abs(column), kind="stable")[:KEPT]
        kept = [int(at) for at in sorted(order) if column[at]]
        sparse.append(len(kept))
        for last, at in pairwise([0, *kept]):
            steps, rest = divmod(at - last, 255)
            sparse += bytes((*[255] * steps, rest, int(column[at]) & 255))
    dense = np.ascontiguousarray(whole[lexical:].astype(np.int8).T)
    return {
        "unit": round(unit, 9),
        "pairs": [stem for pair in pairs for stem in pair],
        "sparse": b64encode(bytes(sparse)).decode(),
        "dense": b64encode(dense.tobytes()).decode(),
    }
