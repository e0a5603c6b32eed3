"""The weights of the score's parts, fitted on collections of queries by softmax regression."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

PARTS: Final = ("soft", "covered", "whole", "pairs", "contrary")
"""The parts that are fitted; those for texts and titles need more than these collections hold."""

STEPS, RATE, KEPT = 400, 0.1, 1e-3

Floats = npt.NDArray[np.float64]
Rows = Sequence[Mapping[str, Any]]
"""Queries: ``parts`` has each part's numbers by entry, ``want`` the entry's place."""


def fit(collections: Sequence[Rows]) -> Floats:
    """A weight for each of `PARTS`, none below 0; every collection counts the same."""
    data = [_arrays(rows) for rows in collections]
    weights = np.full(len(PARTS), 3.0)
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        slope = 2 * KEPT * weights
        for parts, want in data:
            scores = np.einsum("qpe,p->qe", parts, weights)
            chance = np.exp(scores - scores.max(axis=1, keepdims=True))
            chance /= chance.sum(axis=1, keepdims=True)
            chance[np.arange(len(want)), want] -= 1
            slope += np.einsum("qpe,qe->p", parts, chance) / len(want) / len(data)
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        unbiased = mean / (1 - 0.9**step), square / (1 - 0.99**step)
        weights = np.maximum(0, weights - RATE * unbiased[0] / (np.sqrt(unbiased[1]) + 1e-8))
    return weights


def ranks(rows: Rows, weights: Floats) -> list[int]:
    """The place of each query's wanted entry, counted from 1."""
    parts, want = _arrays(rows)
    scores = np.einsum("qpe,p->qe", parts, weights)
    own = scores[np.arange(len(want)), want][:, None]
    # As the engine orders them: of equals the first comes first.
    before = np.arange(scores.shape[1]) < want[:, None]
    return [int(above) + 1 for above in ((scores > own) | ((scores == own) & before)).sum(axis=1)]


def _arrays(rows: Rows) -> tuple[Floats, npt.NDArray[np.int64]]:
    return np.array([row["parts"] for row in rows]), np.array([row["want"] for row in rows])
