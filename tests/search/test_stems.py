"""Stems are the same, whether they are looked up or found."""

from __future__ import annotations

import random
import re
import string

import pytest
from Stemmer import Stemmer

from tests.search.node import found, needs_node, of, run
from waypost import assets
from waypost.search import stemmers, tokenizer


def test_words_that_are_looked_up_have_the_stems_that_the_stemmer_finds() -> None:
    stem = Stemmer("english").stemWord
    listed = {word: stem for stem, word in tokenizer.listed_stems("en")}
    assert len(listed) > 10_000
    assert listed == {word: tokenizer.one_spelling(stem(tokenizer.fold(word))) for word in listed}


def test_what_ends_with_a_digit_is_its_own_stem_as_the_stemmer_has_it() -> None:
    stem = Stemmer("english").stemWord
    chance = random.Random(5)
    for _ in range(3_000):
        letters = chance.choices(string.ascii_lowercase + string.digits, k=chance.randint(0, 9))
        word = "".join(letters) + chance.choice(string.digits)
        assert tokenizer.stemmer("en")(word) == tokenizer.one_spelling(stem(word)) == word


@pytest.mark.parametrize("algorithm", sorted(set(assets.snowball_names().values())))
def test_a_number_is_its_own_stem(algorithm: str) -> None:
    stem = Stemmer(algorithm).stemWord
    for number in ("0", "7", "12", "100", "4321", "20261123", "000"):
        assert stem(number) == number


@needs_node
@pytest.mark.parametrize("language", sorted(filter(stemmers.in_browsers, assets.snowball_names())))
def test_python_and_browsers_have_the_same_stems(language: str) -> None:
    """Of 5,000 words a language, made of the endings and other parts that its rules name."""
    words = made_words(assets.snowball_names()[language], 5_000)
    script = "return words.map(engine.stemmer(name));"
    name = stemmers.in_browsers(language)
    found = run(script, language=language, words=words, name=name)
    expected = map(tokenizer.stemmer(language), words)
    other = [pair for pair in zip(words, found, expected, strict=True) if pair[1] != pair[2]]
    assert len(other) <= NEWER.get(name, 0) * len(words), other[:5]


NEWER = {"danish": 0.001, "finnish": 0.06, "lithuanian": 0.04}
"""Rules that the package for Python got or lost since: shares of words made of the browsers' ones.
The site's own words stand in the index with their stems, so they are found all the same."""


def made_words(algorithm: str, many: int) -> list[str]:
    """Letters of a language followed by one to three parts of words that its stemmer knows."""
    chance = random.Random(algorithm)
    rules = assets.text(f"snowball/{algorithm}-stemmer.js")
    parts = sorted({part for part in re.findall(r'\["([^"\\]+)",', rules) if "'" not in part})
    letters = sorted({*"".join(parts)})
    words = []
    for _ in range(many):
        start = chance.choices(letters, k=chance.randint(1, 5))
        words.append("".join([*start, *chance.choices(parts, k=chance.randint(1, 3))]).lower())
    return words


def test_words_of_a_site_are_found_whatever_a_browsers_stemmer_makes_of_them() -> None:
    """Its forms stand in the index: "international" and "internal" differ by version."""
    says = {"abroad": "Do you sell to international customers?", "own": "Who sees internal notes?"}
    index = of("en", **says)
    assert found(index, ["international", "internal"], 1) == [["abroad"], ["own"]]
