"""Advice on a text takes time as the text is long, not as its square."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from waypost.checks.analyse import analyse
from waypost.diagnostics.message_format import severity

FACTS = "facts:\n  a: {value: 5, unit: days}\n  b: {value: '{{ facts.a }}'}\n"
MANY = 20_000
TEXTS = {
    "a sentence for each": "It takes 5 days. " * MANY,
    "one sentence for all": "5 days, " * MANY,
    "a line for each": "5 days\n      " * MANY,
    "ranges": "3 to 5 days or " * MANY,
    "numbers without a unit": "5 " * MANY * 4,
    "digits in groups": "1,000," * MANY,
    "spaces behind a number": "5" + " " * MANY * 8 + "x",
    "dashes": "5-" * MANY * 4,
    "no end of a sentence": "word " * MANY * 4,
    "ends of sentences": ". " * MANY * 4,
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_full_of_numbers_is_read_in_seconds(text: str, tmp_path: Path) -> None:
    """Also where the entry and its policy put a fact in, so that each number is held against it."""
    (tmp_path / "faq.yaml").write_text(
        f"{FACTS}policies:\n  - {{id: p, title: P, body: 'It is {{{{ facts.a }}}} days.'}}\n"
        "faqs:\n  - id: q\n    question: How long?\n    policies: [p]\n"
        f"    answer: |\n      {{{{ facts.b }}}} {text}\n"
    )
    start = time.thread_time()
    found = analyse(tmp_path / "faq.yaml", date(2026, 1, 1))
    assert time.thread_time() - start < 6
    codes = {problem.code for problem in found.problems if severity(problem) == "error"}
    assert codes <= {"contradicts-fact"}
