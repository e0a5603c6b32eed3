"""The sample in Spanish and Arabic is whole, up to date, and says what the source says."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from tests.data import ROOT
from waypost.checks.analyse import Analysis, analyse
from waypost.model.translation import texts_of

LANGUAGES = ("es", "ar")
NAMES = {"AliExpress", "Waypost", "My", "Orders", "Cancel", "Order", "cookies"}
NAMES |= {"Pending", "Processing", "Shipped"}


@pytest.fixture(scope="module")
def sample() -> Analysis:
    return analyse(ROOT / "faq.yaml", date(2026, 11, 23))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated_and_looked_at(sample: Analysis, language: str) -> None:
    """Nothing is missing, and no source has changed since."""
    [translation] = [each for each in sample.translations if each.language == language]
    states = {
        text.name: translation.state(text)
        for text in texts_of(sample.knowledge)
        if text.needed or text.source
    }
    known = {name: state for name, state in states.items() if state != "current"}
    # CLDR says days in every language.
    assert {name.partition("/unit/")[0] for name in known} <= {
        "facts/cancel_days_min",
        "facts/cancel_days_max",
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_hand_written_page_is_translated(language: str) -> None:
    """It leads where the source's leads, and says the same facts."""
    parts = re.compile(r"\]\(([^)]+)\)|(\{\{.*?\}\})")
    for page in sorted((ROOT / "content").glob("*.md")):
        own = ROOT / f"content.{language}" / page.name
        found = [sorted(parts.findall(each.read_text("utf-8"))) for each in (page, own)]
        assert found[0] == found[1], own


def test_no_latin_words_but_names_stand_in_the_arabic_texts(sample: Analysis) -> None:
    [translation] = [each for each in sample.translations if each.language == "ar"]
    said = [words for words in translation.texts.values() if isinstance(words, str)]
    pages = [page.read_text("utf-8") for page in Path(ROOT / "content.ar").glob("*.md")]
    for words in [*said, *(page.partition("\n---\n")[2] for page in pages)]:
        plain = re.sub(r"\]\([^)]*\)|\{\{.*?\}\}|\{\}", "", words)
        assert set(re.findall("[A-Za-z]+", plain)) <= NAMES, plain
