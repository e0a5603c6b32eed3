"""Teach the table by the score that ranks answers: the last of three steps."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from distil import Adam
from tables import vectors_of, write_numbers
from words import things as all_things

from waypost.search.tokenizer import stemmer, tokens
from waypost.search.word_vectors import DIMS, VectorTable, table

SHARES = (2.2, 4.1, 6.5)
"""How much the words that are asked, those of the title and both sums count: as in search.mjs."""

FLOOR, LOUDEST = 0.25, 1.6
"""As in search.mjs: the least likeness that counts, and the most that a word weighs."""

THINGS, ROUNDS = 192, 360
"""Things that are told apart at a time, and how often."""

JOINED, LOST, OPENED = 0.5, 0.15, 0.3
"""How often a title is two ways in one, a word is left out, and an opening stands before."""

RATE_MAP, RATE_WORD, RATE_LOUD = 0.001, 0.003, 0.005
KEPT_MAP, KEPT_WORD, KEPT_LOUD = 0.005, 0.01, 0.002

WAY = 0.5
"""How far to go to what was found: all of it finds less in FAQs that have phrasings."""

OPENINGS = [
    "how do i",
    "can i",
    "why is",
    "what about",
    "is there a way to",
    "i want to",
    "please",
    "i need to know",
    "help",
    "what do i do if",
    "could you tell me",
    "where",
    "when",
    "my problem is",
    "what happens if",
    "do you",
    "i have a question about",
]

Rows = list[int]
Back = Callable[[np.ndarray], np.ndarray]


def main() -> None:
    """Write en.bin anew."""
    known = table("en")
    assert known is not None
    write_numbers("en", taught(known), known.prior)


def taught(known: VectorTable) -> np.ndarray:
    """The table's vectors, changed so that ways to ask one thing find each other."""
    base = vectors_of(known)
    size = np.linalg.norm(base, axis=1, keepdims=True)
    base = _unit(base)
    same = np.eye(DIMS, dtype=np.float32)
    mapped, own = Adam(same.copy()), Adam(np.zeros_like(base))
    loud = Adam(np.log(size / np.median(size)).astype(np.float32))
    was = loud.values.copy()
    for step, (queries, titles) in enumerate(_drawn(known)):
        rows = np.unique([row for text in (*queries, *titles) for row in text])
        vectors = base[rows] @ mapped.values + own.values[rows]
        batch = Batch.of(rows, queries, titles)
        turn, louder = batch.slopes(vectors, loud.values[rows, 0])
        rate = 1.02 - step / ROUNDS
        mapped.step(base[rows].T @ turn + KEPT_MAP * (mapped.values - same), RATE_MAP * rate)
        own.step(turn + KEPT_WORD * own.values[rows], RATE_WORD * rate, rows)
        back = KEPT_LOUD * (loud.values[rows] - was[rows])
        loud.step(louder[:, None] + back, RATE_LOUD * rate, rows)
    found = _unit(base @ mapped.values + own.values)
    vectors = _unit(found * WAY + base * (1 - WAY))
    return vectors * np.exp(loud.values * WAY + was * (1 - WAY))


def _unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def _drawn(known: VectorTable) -> Iterator[tuple[list[Rows], list[Rows]]]:
    """Queries and, in the same order, the titles that they should find."""
    stem = stemmer("en")

    def rows(text: str) -> Rows:
        return [known.stems[s] for s in map(stem, tokens(text)) if s in known.stems]

    things = [[found for way in ways if (found := rows(way))] for ways in all_things()]
    openings = [rows(text) for text in OPENINGS]
    chance = random.Random(0)  # noqa: S311

    def said(way: Rows, lost: float) -> Rows:
        kept = [row for row in way if len(way) < 4 or chance.random() >= lost] or way
        opening = chance.choice(openings) if chance.random() < OPENED else []
        return list(dict.fromkeys([*opening, *kept]))

    for _ in range(ROUNDS):
        picked = chance.sample(things, THINGS)
        pairs = []
        for ways in picked:
            query, title, *more = chance.sample(ways, len(ways))
            joined = more and chance.random() < JOINED
            pairs.append((said(query, LOST), said(title + more[0] if joined else title, 0)))
        queries, titles = map(list, zip(*pairs, strict=True))
        yield queries, titles


@dataclass(frozen=True, slots=True)
class Batch:
    """Queries and titles as places of words among the batch's, filled up with the place behind.

    ``rare`` is how rare a word is among the titles; 0 for the place behind.
    """

    queries: np.ndarray
    titles: np.ndarray
    rare: np.ndarray

    @classmethod
    def of(cls, rows: np.ndarray, queries: list[Rows], titles: list[Rows]) -> Batch:
        def places(texts: list[Rows]) -> np.ndarray:
            out = np.full((len(texts), max(map(len, texts))), len(rows))
            for at, text in enumerate(texts):
                out[at, : len(text)] = np.searchsorted(rows, text)
            return out

        found = places(titles)
        seen = np.maximum(0.5, np.bincount(found.ravel(), minlength=len(rows) + 1))
        seen[-1] = len(titles)
        rare = np.log(1 + (len(titles) - seen + 0.5) / (seen + 0.5))
        rare[-1] = 0
        return cls(places(queries), found, rare)

    def slopes(self, vectors: np.ndarray, loud: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """How each word's direction and loudness should change for queries to find their titles.

        The score is the engine's; the loss that of a softmax over the batch's titles.
        """
        size = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit = np.vstack([vectors / size, np.zeros((1, DIMS), np.float32)])
        norm = np.append(np.exp(loud), 0)
        weight = np.sqrt(self.rare) * np.minimum(LOUDEST, np.sqrt(norm))
        volume = norm * self.rare**0.3
        whole, sums_back = self._sums(unit * volume[:, None])
        likeness = unit @ unit.T
        near = np.clip((likeness - FLOOR) / (1 - FLOOR), 0, 1)
        np.fill_diagonal(near, 1)
        near[-1] = near[:, -1] = 0
        soft, soft_back = _covered(self.queries, self.titles, near, weight)
        covered, covered_back = _covered(self.titles, self.queries, near, weight)
        by_asked, by_title, by_sums = SHARES
        score = by_asked * soft + by_title * covered.T + by_sums * whole
        slope = np.exp(score - score.max(1, keepdims=True))
        slope = slope / slope.sum(1, keepdims=True) - np.eye(len(score))
        slope /= len(score)
        sums = sums_back(by_sums * slope)
        near_asked, weight_asked = soft_back(by_asked * slope)
        near_title, weight_title = covered_back(by_title * slope.T)
        turn = near_asked + near_title
        turn = np.where((likeness > FLOOR) & (near < 1), turn + turn.T, 0) / (1 - FLOOR)
        turn = turn @ unit + sums * volume[:, None]
        heavier = (weight_asked + weight_title) * weight / 2 * (norm < LOUDEST**2)
        louder = (sums * unit).sum(1) * volume + heavier
        turn -= unit * (turn * unit).sum(1, keepdims=True)
        return (turn[:-1] / size).astype(np.float32), louder[:-1].astype(np.float32)

    def _sums(self, words: np.ndarray) -> tuple[np.ndarray, Back]:
        """How alike the sums of the words are; and what a slope of that is for each word."""
        sums = [words[texts].sum(1) for texts in (self.queries, self.titles)]
        sizes = [np.linalg.norm(each, axis=1, keepdims=True) + 1e-9 for each in sums]
        asked, titles = (each / size for each, size in zip(sums, sizes, strict=True))

        def back(slope: np.ndarray) -> np.ndarray:
            out = np.zeros_like(words)
            for texts, own, size, pull in (
                (self.queries, asked, sizes[0], slope @ titles),
                (self.titles, titles, sizes[1], slope.T @ asked),
            ):
                pull -= own * (pull * own).sum(1, keepdims=True)
                np.add.at(out, texts.ravel(), np.repeat(pull / size, texts.shape[1], 0))
            return out

        return asked @ titles.T, back


def _covered(
    texts: np.ndarray, others: np.ndarray, near: np.ndarray, weight: np.ndarray
) -> tuple[np.ndarray, Back]:
    """How much of each of ``texts`` each of ``others`` covers, word by word."""
    best = near[texts[:, :, None, None], others[None, None]]
    nearest = best.argmax(3)
    best = np.take_along_axis(best, nearest[..., None], 3)[..., 0]
    heavy = weight[texts]
    all_of = heavy.sum(1, keepdims=True) + 1e-9
    covered = np.einsum("tw,two->to", heavy / all_of, best)

    def back(slope: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The same slope for each pair of words and for each word's weight."""
        pull = slope[:, None] * (heavy / all_of)[:, :, None]
        met = others[np.arange(len(others)), nearest]
        pairs = (texts[:, :, None] * len(near) + met).ravel()
        turn = np.bincount(pairs, pull.ravel(), len(near) ** 2).reshape(near.shape)
        gain = np.einsum("to,two->tw", slope, best) - (slope * covered).sum(1, keepdims=True)
        return turn, np.bincount(texts.ravel(), (gain / all_of).ravel(), len(near))

    return covered, back


if __name__ == "__main__":
    main()
