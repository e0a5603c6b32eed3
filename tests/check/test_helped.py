"""What a second process finds in a large knowledge base is what one finds alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from waypost.checks import check
from waypost.checks.analyse import analyse

DAY = date(2026, 11, 23)
WRONG = """\
title: Help
categories:
  - {id: one, title: One}
facts:
  window: {value: 5, unit: days}
faqs:
  - {id: a, question: How do I cancel my order?, answer: "Within 5 days.", category: nowhere}
  - {id: b, question: How do I cancel my orders?, answer: "See [c](faq:nobody).", category: one}
  - {id: b, question: Where is my parcel?, answer: "<script>Look.</script>", related: [d]}
"""


def test_a_second_process_finds_what_one_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "faq.yaml"
    file.write_text(WRONG, encoding="utf-8")
    alone = analyse(file, DAY).problems
    monkeypatch.setattr(check, "MANY", 1)
    assert analyse(file, DAY, parallel=True).problems == alone
    found = {each.code for each in alone}
    assert found >= {"near-duplicate", "duplicate-id", "unknown-link"}
    assert found >= {"number-in-prose"}
