"""Word vectors whose sums are as alike as a sentence model finds the sentences."""

from __future__ import annotations

import numpy as np

DIMS = 64
BATCH, EPOCHS = 512, 4
SHARP, SCALE = 0.07, 10.0
"""How much near sentences count in the teacher's view, and in ours."""

RATE_MAP, RATE_WORD, RATE_LOUD = 0.01, 0.005, 0.01
KEPT, QUIET = 0.01, 0.001
SQUARES = 0.2


class Adam:
    """Steps of gradient descent (Kingma and Ba 2015) on some rows of an array."""

    def __init__(self, values: np.ndarray) -> None:
        self.values = values
        self.mean = np.zeros_like(values)
        self.square = np.zeros_like(values)

    def step(self, slope: np.ndarray, rate: float, rows: np.ndarray | slice = slice(None)) -> None:
        self.mean[rows] = 0.9 * self.mean[rows] + 0.1 * slope
        self.square[rows] = 0.98 * self.square[rows] + 0.02 * slope**2
        self.values[rows] -= rate * self.mean[rows] / (np.sqrt(self.square[rows]) + 1e-5)


def inputs(static: np.ndarray, deep: np.ndarray) -> np.ndarray:
    """What is known of each word: wordllama's numbers, and the sentence model's, as loud."""
    centred = deep - deep.mean(0)
    centred /= np.linalg.norm(centred, axis=1, keepdims=True)
    loud = np.linalg.norm(static, axis=1, keepdims=True) / 10
    return np.hstack([static / 10, centred * loud]).astype(np.float32)


def distil(known: np.ndarray, sentences: list[list[int]], wanted: np.ndarray) -> np.ndarray:
    """A vector for each word. ``sentences`` name words by row, ``wanted`` are their vectors."""
    longest = max(map(len, sentences))
    none = len(known)
    known = np.vstack([known, np.zeros((1, known.shape[1]), np.float32)])
    ids = np.full((len(sentences), longest), none)
    for row, sentence in enumerate(sentences):
        ids[row, : len(sentence)] = sentence
    matrix = np.zeros((known.shape[1], DIMS), np.float32)
    matrix[:DIMS] = np.eye(DIMS)
    mapped = Adam(matrix)
    own = Adam(np.zeros((len(known), DIMS), np.float32))
    loud = Adam(np.zeros((len(known), 1), np.float32))
    chance = np.random.default_rng(0)
    steps = EPOCHS * (len(ids) // BATCH)
    step = 0
    for _ in range(EPOCHS):
        order = chance.permutation(len(ids))
        for start in range(0, len(ids) // BATCH * BATCH, BATCH):
            step += 1
            rate = 1 - step / steps + 0.02
            part = order[start : start + BATCH]
            rows = np.unique(ids[part])
            place = np.searchsorted(rows, ids[part])
            base, gain = known[rows] @ mapped.values, np.exp(loud.values[rows])
            slope = slope_of(base * gain + own.values[rows], place, wanted[part])
            slope[rows == none] = 0
            mapped.step(known[rows].T @ (slope * gain), RATE_MAP * rate)
            own.step(slope + KEPT * own.values[rows], RATE_WORD * rate, rows)
            louder = (slope * base * gain).sum(1, keepdims=True) + QUIET * loud.values[rows]
            loud.step(louder, RATE_LOUD * rate, rows)
    return (known @ mapped.values * np.exp(loud.values) + own.values)[:none]


def slope_of(
    vectors: np.ndarray, place: np.ndarray, wanted: np.ndarray, sharp: float = SHARP
) -> np.ndarray:
    """How each word's vector should change for the sums to be as alike as ``wanted``."""
    sums = vectors[place].sum(1)
    size = np.linalg.norm(sums, axis=1, keepdims=True) + 1e-6
    unit = sums / size
    ours, theirs = unit @ unit.T, wanted @ wanted.T
    many = len(unit)
    np.fill_diagonal(ours, -9)
    np.fill_diagonal(theirs, -9)
    change = (_shares(ours * SCALE) - _shares(theirs / sharp)) * SCALE / many
    change += 2 * SQUARES * (ours - theirs) / many
    pull = (change + change.T) @ unit
    pull = (pull - unit * (pull * unit).sum(1, keepdims=True)) / size
    slope = np.zeros_like(vectors)
    np.add.at(slope, place.ravel(), np.repeat(pull, place.shape[1], 0))
    return slope


def _shares(scores: np.ndarray) -> np.ndarray:
    """Softmax of each row."""
    share = np.exp(scores - scores.max(1, keepdims=True))
    return share / share.sum(1, keepdims=True)
