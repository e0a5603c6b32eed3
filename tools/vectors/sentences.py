"""Sentences as customers write them, made from frames."""

from __future__ import annotations

import random
import re
from bisect import bisect
from collections.abc import Callable
from itertools import accumulate

from words import HERE, Word

SURPRISE = 0.15
"""How often a noun or verb is any word at all."""


def sentences(words: list[Word], many: int, seed: int = 1) -> list[str]:
    """About ``many`` different sentences, the same for the same seed."""
    frames, filled = _read()
    chance = random.Random(seed)  # noqa: S311
    word = rare_words(words, chance)

    def fill(slot: re.Match[str]) -> str:
        name = slot[1]
        if name == "W" or (name in "NV" and chance.random() < SURPRISE):
            return word()
        return chance.choice(filled[name])

    made = (re.sub(r"\b([VGNATPSEW])\b", fill, chance.choice(frames)) for _ in range(many))
    return list(dict.fromkeys(made))


def rare_words(words: list[Word], chance: random.Random) -> Callable[[], str]:
    """Draws any word at all, common ones more often."""
    weights = list(accumulate((word.rank + 300) ** -0.6 for word in words))

    def word() -> str:
        at = bisect(weights, chance.random() * weights[-1])
        return words[min(len(words) - 1, at)].written

    return word


def lists() -> dict[str, list[str]]:
    """What frames are filled with, by the capital that stands for it."""
    return _read()[1]


def _read() -> tuple[list[str], dict[str, list[str]]]:
    frames: list[str] = []
    lists: dict[str, list[str]] = {}
    into: list[str] | None = None
    for line in (HERE / "frames.txt").read_text("utf-8").split("\n"):
        if head := re.fullmatch("# ([A-Z])", line):
            into = lists.setdefault(head[1], [])
        elif line and not line.startswith("#"):
            if into is None:
                frames.append(line)
            else:
                into += [word.replace("-", " ") for word in line.split()]
    return frames, lists
