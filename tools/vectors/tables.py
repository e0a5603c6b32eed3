"""The files of a language's table: vectors as long as their words are loud, rounded to bytes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from words import HERE

from waypost.search.word_vectors import VectorTable

OUT = HERE.parents[1] / "generator" / "waypost" / "search" / "vectors"
CENTRE, STEP = 128, 32
"""The byte of the usual loudness, and how many bytes it has for a loudness e times that."""


def vectors_of(known: VectorTable) -> np.ndarray:
    """The table's vectors, as long as their words are loud."""
    unit = known.rows.astype(np.float32)
    unit /= np.linalg.norm(unit, axis=1, keepdims=True)
    return unit * np.exp((known.weight.astype(np.float32) - CENTRE) / STEP)[:, None]


def write_numbers(language: str, vectors: np.ndarray, prior: np.ndarray, usual: float = 0) -> None:
    """Write LANGUAGE.bin; ``usual`` is the usual loudness, their median where it is 0."""
    size = np.linalg.norm(vectors, axis=1)
    unit = vectors / size[:, None]
    rows = np.round(unit / np.abs(unit).max(1, keepdims=True) * 127).astype(np.int8)
    loud = np.round(STEP * np.log(size / (usual or np.median(size)))) + CENTRE
    weight = np.clip(loud, 0, 255).astype(np.uint8)
    block = np.hstack([rows.view(np.uint8), weight[:, None], prior[:, None]])
    (OUT / f"{language}.bin").write_bytes(block.tobytes())


def write_words(language: str, words: Sequence[tuple[str, str]]) -> None:
    """Write LANGUAGE.txt: stems, each with its commonest word where that is another."""
    lines = (stem if stem == word else f"{stem} {word}" for stem, word in words)
    (OUT / f"{language}.txt").write_text("\n".join(lines), encoding="utf-8", newline="\n")
