"""The words that get a vector, the commonest first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
USED, OWN = 30, 3000
"""Where short forms and the words of customer service stand among words ordered by frequency."""

SHORT = [
    "don't",
    "can't",
    "isn't",
    "didn't",
    "doesn't",
    "won't",
    "hasn't",
    "haven't",
    "wasn't",
    "couldn't",
    "wouldn't",
    "shouldn't",
    "aren't",
    "weren't",
    "I'm",
    "I've",
    "what's",
    "I'll",
    "I'd",
    "how's",
    "where's",
    "there's",
    "that's",
    "it's",
    "you're",
    "let's",
    "hadn't",
    "they're",
    "I",
    "a",
]
CHAT = {"u": "you", "ur": "your", "r": "are"}


@dataclass(frozen=True)
class Word:
    """A word as the search knows it, as it is usually written, and how many are commoner."""

    text: str
    written: str
    rank: int


def all_words(vocabulary: list[str]) -> list[Word]:
    """The words of a WordPiece vocabulary (ordered by frequency) and ours, each once."""
    found: dict[str, Word] = {}
    common = [word for word in vocabulary[999:] if re.fullmatch("[a-z]{2,}", word)]
    short = {word.replace("'", "").lower(): word for word in SHORT} | CHAT
    for rank, text in enumerate(common):
        found[text] = Word(text, short.get(text, text), rank)
    for text, written in short.items():
        found.setdefault(text, Word(text, written, USED))
    for text in own_words("words.txt"):
        found.setdefault(text, Word(text, text, OWN))
    return list(found.values())


def own_words(file: str) -> list[str]:
    """The words of a file of ours, without its comments."""
    lines = (HERE / file).read_text("utf-8").split("\n")
    text = " ".join(line for line in lines if not line.startswith("#"))
    return re.findall("[a-z0-9]+", text)


def things() -> list[list[str]]:
    """Ways to ask for each of many things: those of things.txt and of the files in things/."""
    files = [HERE / "things.txt", *sorted((HERE / "things").glob("*.txt"))]
    lines = [line for file in files for line in file.read_text("utf-8").split("\n")]
    return [line.split(" | ") for line in lines if line and not line.startswith("#")]
