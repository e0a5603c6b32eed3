"""Titles are listed by the letters of their language, in its order."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.pages.alphabet import alphabet

CASES = json.loads((Path(__file__).parent / "letters.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["language"])
def test_titles_stand_in_the_order_of_the_language(case: dict[str, Any]) -> None:
    letters = alphabet(case["language"])
    titles = [title for group in case["letters"].values() for title in group]
    mixed = random.Random(7).sample(titles, len(titles))
    found: dict[str, list[str]] = {}
    for title in sorted(mixed, key=letters.key):
        found.setdefault(letters.title(title), []).append(title)
    assert list(found.items()) == list(case["letters"].items())


@pytest.mark.parametrize("language", ["en", "ja", "ko", "hu", "zh", "tr"])
@given(titles=st.lists(st.text(max_size=4), max_size=12))
def test_no_letter_comes_twice(language: str, titles: list[str]) -> None:
    """Each has one heading, whatever titles begin with."""
    letters = alphabet(language)
    found = [letters.title(title) for title in sorted(titles, key=letters.key)]
    runs = [one for one, other in zip(found, [None, *found], strict=False) if one != other]
    assert len(runs) == len(set(runs))
