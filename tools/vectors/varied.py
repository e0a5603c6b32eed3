"""Ways to ask with words swapped for near ones: more words than anybody wrote there."""

from __future__ import annotations

import random
from functools import cache

import numpy as np

from waypost.search.tokenizer import stemmer, tokens
from waypost.search.word_vectors import VectorTable

SWAPPED, ANY, LOST = 0.3, 0.06, 0.08
"""How often a word gives way to a near one, to any word, and to none."""

COMMON, NEAR, SHARP = 9000, 12, 8.0
"""Commonest words that come in, how many are near one, and how much the nearest are preferred."""

SMALL = frozenset(
    tokens(
        "i you he she it we they me my your his her its our their the a an to of in on at for "
        "with from by as is are was were be been am do does did have has had can could will would "
        "should may might must not no and or but if so this that these those there what when "
        "where who why how which im ive id dont cant isnt didnt doesnt wont hasnt havent wasnt "
        "whats wheres please up out off into over about than then just"
    )
)
"""Words that stay, or are left out."""


def varied(known: VectorTable, ways: list[str], many: int, seed: int) -> list[str]:
    """``many`` different texts made of ``ways``, the same for the same seed."""
    stem = stemmer("en")
    unit = known.rows.astype(np.float32)
    unit /= np.linalg.norm(unit, axis=1, keepdims=True)
    chance = random.Random(seed)  # noqa: S311

    @cache
    def near(row: int) -> tuple[list[str], list[float]]:
        likeness = unit[:COMMON] @ unit[row]
        places = [int(at) for at in np.argsort(-likeness)[: NEAR + 1] if at != row]
        return [known.forms[at] for at in places], [
            float(x) for x in np.exp(likeness[places] * SHARP)
        ]

    def said(word: str) -> str:
        plain = "".join(tokens(word)[:1])
        row = known.stems.get(stem(plain))
        draw = chance.random()
        if plain in SMALL or row is None:
            return "" if draw < LOST and not plain.startswith(("no", "can")) else word
        if draw < SWAPPED:
            return chance.choices(*near(row))[0]
        if draw < SWAPPED + ANY:
            return known.forms[chance.randrange(COMMON)]
        return "" if draw < SWAPPED + ANY + LOST / 2 else word

    found: dict[str, None] = {}
    while len(found) < many:
        text = " ".join(filter(None, map(said, chance.choice(ways).split())))
        if text:
            found[text] = None
    return list(found)
