"""Stems are the same, whether they are looked up or found."""

from __future__ import annotations

import random
import string

import pytest
import snowballstemmer

from waypost.search import tokenizer


def test_words_that_are_looked_up_have_the_stems_that_the_stemmer_finds() -> None:
    stem = snowballstemmer.stemmer("english").stemWord
    listed = {word: stem for stem, word in tokenizer.listed_stems("en")}
    assert len(listed) > 10_000
    assert listed == {word: tokenizer.one_spelling(stem(tokenizer.fold(word))) for word in listed}


def test_what_ends_with_a_digit_is_its_own_stem_as_the_stemmer_has_it() -> None:
    stem = snowballstemmer.stemmer("english").stemWord
    chance = random.Random(5)
    for _ in range(3_000):
        letters = chance.choices(string.ascii_lowercase + string.digits, k=chance.randint(0, 9))
        word = "".join(letters) + chance.choice(string.digits)
        assert tokenizer.stemmer("en")(word) == tokenizer.one_spelling(stem(word)) == word


@pytest.mark.parametrize("algorithm", sorted(set(tokenizer.LANGUAGES.values())))
def test_a_number_is_its_own_stem(algorithm: str) -> None:
    stem = snowballstemmer.stemmer(algorithm).stemWord
    for number in ("0", "7", "12", "100", "4321", "20261123", "000"):
        assert stem(number) == number
