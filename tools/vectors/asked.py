"""Questions as customers ask them: many ways to ask for each of some 150 things."""

from __future__ import annotations

import random
import re

from sentences import lists, rare_words
from words import HERE, Word

TALK = [
    "hi",
    "hello",
    "please",
    "hey there",
    "sorry but",
    "excuse me",
    "i have a question",
    "quick question",
    "can you tell me",
    "could you help me,",
    "i'd like to know",
    "hi i need help",
    "good morning",
    "so",
    "hello i was wondering",
    "dear team",
    "ok",
    "um",
    "thanks in advance",
    "tell me",
]
END = [
    "thanks",
    "please",
    "asap",
    "thank you",
    "it's urgent",
    "please help",
    "any help appreciated",
    "please advise",
    "now",
    "today",
    "pls",
    "?",
]
LOST, WRAPPED = 0.2, 0.12
"""How often a word is left out, and small talk stands before or after."""


def asked(words: list[Word], many: int, seed: int) -> list[str]:
    """``many`` different questions, the same for the same seed."""
    lines = (HERE / "asked.txt").read_text("utf-8").split("\n")
    ways = [line for line in lines if line and not line.startswith("#")]
    chance = random.Random(seed)  # noqa: S311
    word, filled = rare_words(words, chance), lists()

    def fill(slot: re.Match[str]) -> str:
        return word() if slot[1] == "W" else chance.choice(filled[slot[1]])

    found: dict[str, None] = {}
    for _ in range(many * 6):
        text = re.sub(
            r"\(([^()]*)\)", lambda ways: chance.choice(ways[1].split("|")), chance.choice(ways)
        )
        text = re.sub(r"\s+", " ", re.sub(r"\b([VGNATPW])\b", fill, text)).strip(" ,")
        said = text.replace(" ,", ",").split()
        if len(said) > 4 and chance.random() < LOST:
            del said[chance.randrange(len(said))]
        if chance.random() < WRAPPED:
            said = [chance.choice(TALK), *said]
        if chance.random() < WRAPPED:
            said = [*said, chance.choice(END)]
        found[" ".join(said)] = None
        if len(found) == many:
            break
    return list(found)
