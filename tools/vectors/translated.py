"""Make the tables of other languages from the English one and lists of words that mean the same."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from tables import vectors_of, write_numbers, write_words
from words import HERE

from waypost.search.tokenizer import stemmer, tokens
from waypost.search.word_vectors import VectorTable, table

LISTS = HERE / "languages"
COMMON = 80
"""By how much a prior is greater for a meaning that counts e times as much."""
PHRASE = 1e-3
"""How much a meaning of several English words counts beside those of one."""


@dataclass
class Meanings:
    """What a stem may mean: for each line that lists it a vector and how much that counts."""

    word: str
    prior: int
    vectors: dict[int, np.ndarray] = field(default_factory=dict)
    shares: dict[int, float] = field(default_factory=dict)

    @property
    def vector(self) -> np.ndarray:
        """Between the directions of what it means, and as loud as that is in the mean."""
        vectors, shares = np.stack(list(self.vectors.values())), list(self.shares.values())
        size = np.linalg.norm(vectors, axis=1)
        mean = np.average(vectors / size[:, None], axis=0, weights=shares)
        return mean / np.linalg.norm(mean) * np.exp(np.average(np.log(size), weights=shares))


def main() -> None:
    """Write the table of each language named on the command line, or of all that have a list."""
    for language in sys.argv[1:] or sorted(file.stem for file in LISTS.glob("*.txt")):
        print("\n".join(translate(language)), end="", file=sys.stderr)


def translate(language: str) -> list[str]:
    """Write the table of ``language``; the lines that say nothing, each with its reason."""
    english = table("en")
    assert english is not None
    found, idle = meanings(language, english)
    order = sorted(found, key=lambda stem: (-found[stem].prior, stem))
    write_words(language, [(stem, found[stem].word) for stem in order])
    prior = np.array([found[stem].prior for stem in order], np.uint8)
    write_numbers(language, np.stack([found[stem].vector for stem in order]), prior, usual=1)
    return idle


def meanings(language: str, english: VectorTable) -> tuple[dict[str, Meanings], list[str]]:
    """The stems of a list, and its lines whose English words have no vector.

    A word of several tokens gives each a share of it, but single letters none, which stand in too
    many words.
    """
    vectors, stem, in_english = vectors_of(english), stemmer(language), stemmer("en")
    found: dict[str, Meanings] = {}
    idle = []
    for at, meant, words in entries(language):
        rows = [english.stems[each] for each in map(in_english, meant) if each in english.stems]
        if len(rows) < len(meant):
            idle.append(f"{language}.txt:{at}: no vector for {' '.join(meant)}")
            continue
        vector, prior = vectors[rows].sum(0), int(english.prior[rows].min())
        counts = np.exp(prior / COMMON) * (1 if len(meant) == 1 else PHRASE)
        for word in words:
            parts = [part for part in tokens(word) if len(part) > 1 or len(word) == 1]
            for part in parts:
                each = found.setdefault(stem(part), Meanings(part, prior))
                if prior > each.prior:
                    each.word, each.prior = part, prior
                each.vectors[at] = vector
                each.shares[at] = max(each.shares.get(at, 0), counts / len(parts))
    return found, idle


def entries(language: str) -> Iterator[tuple[int, list[str], list[str]]]:
    """Each line of a list: its number, the English words and those that mean the same."""
    lines = (LISTS / f"{language}.txt").read_text("utf-8").splitlines()
    for at, line in enumerate(lines, 1):
        if line and not line.startswith("#"):
            meant, _, words = line.partition(":")
            yield at, tokens(meant), words.split()


if __name__ == "__main__":
    main()
