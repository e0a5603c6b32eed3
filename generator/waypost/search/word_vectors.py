"""Word vectors: the table that the package carries, and the part of it that one site needs.

The table comes from ``tools/vectors`` (see ``vectors/README.md`` for source, licence, checksum).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from waypost.search import vectors
from waypost.search.tokenizer import listed_stems

LEVELS: Final = np.array([-2.152, -1.344, -0.756, -0.2451, 0.2451, 0.756, 1.344, 2.152])
"""The eight values nearest to normally distributed numbers (Max 1960, Lloyd 1982)."""

DIMS: Final = 64
"""Numbers of a word's vector."""

STRIDE: Final = DIMS + 2

LONGEST: Final = 20
"""Letters of a word that are compared."""


@dataclass(frozen=True, slots=True, eq=False)
class VectorTable:
    """Word vectors of one language.

    ``stems`` gives each stem's row, ``forms`` the commonest word of each row.
    ``rows`` are directions (int8), ``weight`` is how much a word counts in a sentence (one byte,
    logarithmic), ``prior`` how much readers use it (one byte).
    """

    stems: Mapping[str, int]
    forms: tuple[str, ...]
    rows: npt.NDArray[np.int8]
    weight: npt.NDArray[np.uint8]
    prior: npt.NDArray[np.uint8]


@cache
def table(language: str) -> VectorTable | None:
    """The table of a language, or nothing where there is none."""
    numbers = vectors.numbers(language)
    if numbers is None:
        return None
    lines = listed_stems(language)
    block = np.frombuffer(numbers, dtype=np.uint8).reshape(len(lines), STRIDE)
    return VectorTable(
        stems={stem: at for at, (stem, _) in enumerate(lines)},
        forms=tuple(word for _, word in lines),
        rows=block[:, :DIMS].view(np.int8),
        weight=block[:, DIMS],
        prior=block[:, DIMS + 1],
    )


def chosen(known: VectorTable, site: Sequence[int], many: int) -> list[int]:
    """The ``many`` rows that readers of a site most likely need beside its own, ``site``.

    A word ranks by how near it is to the nearest of the site's words, and by how common it is.
    They come in the order of the alphabet, in which their names compress best.
    """
    if not site or many <= 0:
        return []
    # Sums of products of small whole numbers are exact in float32: their order can't matter.
    rows = known.rows.astype(np.float32)
    size = np.sqrt((rows**2).sum(axis=1))
    near = np.full(len(rows), -1.0, dtype=np.float32)
    for start in range(0, len(site), 512):
        part = np.array(site[start : start + 512])
        likeness = rows @ rows[part].T
        likeness /= size[part]
        near = np.maximum(near, likeness.max(axis=1) / size)
    rank = np.round(near * 1000) + known.prior.astype(np.float32) * 4
    rank[np.array(site)] = -1e9
    order = np.argsort(-rank, kind="stable")[:many]
    return sorted((int(at) for at in order if rank[at] > -1e9), key=known.forms.__getitem__)


def coded(known: VectorTable, rows: Iterable[int]) -> npt.NDArray[np.uint8]:
    """Each row's numbers as the nearest of the eight `LEVELS` (0 to 7)."""
    picked = known.rows[np.array(list(rows), dtype=np.int64)].astype(np.float64)
    size = np.sqrt((picked**2).sum(axis=1, keepdims=True))
    scaled = np.round(picked / np.maximum(size, 1) * np.sqrt(DIMS), 6)
    edges = (LEVELS[1:] + LEVELS[:-1]) / 2
    codes: npt.NDArray[np.uint8] = np.searchsorted(edges, scaled).astype(np.uint8)
    return codes


def packed(codes: npt.NDArray[np.uint8]) -> bytes:
    """Three bits a number, eight numbers in three bytes, the first in the highest bits."""
    bits = np.unpackbits(codes.reshape(-1, 1), axis=1)[:, 5:]
    return np.packbits(bits.reshape(-1)).tobytes()


def confusable(words: Sequence[str], site: Iterable[str]) -> list[str]:
    """Those of ``words`` that a typo could make of a word of ``site``, without its own.

    Two words are that near where both lose a letter, or one does, and the same is left.
    """
    own = set(site)
    rows = sorted(word for word in set(words) - own if len(word) > 2)
    if not rows:
        return []
    shortened, others = _shortened(rows), np.sort(_shortened(sorted(own)), axis=None)
    # As `numpy.isin` does, which loads a part of numpy that takes longer than this.
    places = np.minimum(np.searchsorted(others, shortened), len(others) - 1)
    return [rows[at] for at in np.flatnonzero((others[places] == shortened).any(axis=1))]


def _shortened(words: Sequence[str]) -> npt.NDArray[np.uint64]:
    """A hash of each word and of what is left of it without one letter: a row a word."""
    letters = np.array([word[:LONGEST].encode("utf-32-le") for word in words] or [b""])
    size = 4 * LONGEST
    codes = np.frombuffer(letters.astype(f"S{size}").tobytes(), dtype="<u4").reshape(-1, LONGEST)
    codes = codes.astype(np.uint64)
    powers = np.cumprod(np.full(LONGEST + 1, 1_099_511_628_211, dtype=np.uint64))
    before = np.cumsum(codes * powers[1:], axis=1)
    after = np.cumsum((codes * powers[:-1])[:, ::-1], axis=1)[:, ::-1]
    left = np.hstack([before[:, :1] * 0, before[:, :-1]])
    right = np.hstack([after[:, 1:], after[:, :1] * 0])
    return np.hstack([before[:, -1:], left + right])
