"""Stems are the same, whether they are looked up or found."""

from __future__ import annotations

import snowballstemmer

from waypost.search import words


def test_words_that_are_looked_up_have_the_stems_that_the_stemmer_finds() -> None:
    stem = snowballstemmer.stemmer("english").stemWord
    listed = words._listed()
    assert len(listed) > 10_000
    assert listed == {word: words.one_spelling(stem(words.fold(word))) for word in listed}
