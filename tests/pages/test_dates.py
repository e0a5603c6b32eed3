"""Dates on pages are said as the language of the knowledge base says them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.pages.rendering import rendered
from waypost.checks.analyse import analyse
from waypost.pages import page_context

KNOWLEDGE = """\
sources: {guide: {title: Guide, retrieved: 2026-08-01}}
faqs: [{id: fee, question: A fee?, answer: None., reviewed: 2026-11-22, source: guide}]
"""


@pytest.mark.parametrize(
    ("language", "reviewed", "retrieved"),
    [
        ("en", "22 November 2026", "read on 1 August 2026"),
        ("en-US", "November 22, 2026", "read on August 1, 2026"),
        ("de", "22. November 2026", "abgerufen am 1. August 2026"),
        ("ja", "2026年11月22日", "2026年8月1日閲覧"),
    ],
)
def test_dates_are_in_words_of_the_language(
    tmp_path: Path, language: str, reviewed: str, retrieved: str
) -> None:
    file = tmp_path / "faq.yaml"
    file.write_text(f"language: {language}\n{KNOWLEDGE}", encoding="utf-8")
    pages = rendered(page_context(analyse(file, date(2026, 12, 1)).site))
    by_address = {page.address: page.html for page in pages}
    question = by_address["questions/fee/"]
    assert f'<time datetime="2026-11-22">{reviewed}</time>' in question
    assert retrieved in question
    assert retrieved in by_address["a-z/"]


def test_search_engines_get_the_bare_days_of_returns(tmp_path: Path) -> None:
    """In Chinese the unit stands against the number: 30天."""
    file = tmp_path / "faq.yaml"
    file.write_text(
        "language: zh-Hans\n"
        "facts: {window: {value: 30, unit: days}}\n"
        "merchant_returns: {country: CN, category: finite, days: '{{ facts.window }}'}\n"
        "faqs: [{id: a, question: 多久？, answer: '{{ facts.window }}。'}]\n",
        encoding="utf-8",
    )
    pages = rendered(page_context(analyse(file, date(2026, 12, 1)).site))
    by_address = {page.address: page for page in pages}
    assert '"merchantReturnDays":30}' in by_address[""].structured
    assert "30天</span>。" in by_address["questions/a/"].html
