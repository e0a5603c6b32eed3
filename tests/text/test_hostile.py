"""Texts that attack: the shared collection of hostile knowledge bases, at the level of a text."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.data import shared
from tests.text.safe import assert_safe
from waypost.checks.check import CheckContext
from waypost.checks.texts import texts_convert
from waypost.diagnostics import Severity, message_format
from waypost.markdown import Converter, Names
from waypost.model.facts import resolve
from waypost.model.includes import gather

ROWS = json.loads((shared("hostile") / "expected.json").read_text(encoding="utf-8"))
TEXTS = [row for row in ROWS if row["group"][0] in "DG" or "link" in row["file"]]
EVIL = re.compile(r'(href|src)="[^"]*(evil\.example|javascript:|data:|etc/passwd)')


@pytest.mark.parametrize("row", TEXTS, ids=lambda row: row["file"])
def test_a_hostile_text_does_nothing(row: dict[str, Any]) -> None:
    gathered = gather(shared("hostile") / "cases" / Path(row["file"]).name)
    knowledge = gathered.knowledge
    resolved = resolve(knowledge.facts)
    converter = Converter(Names.of(knowledge), resolved.facts)
    context = CheckContext(
        knowledge=knowledge, resolved=resolved, converter=converter, day=date(2026, 11, 23)
    )
    problems = [*gathered.problems, *texts_convert(context)]
    errors = [problem for problem in problems if message_format.severity(problem) is Severity.ERROR]
    for faq in knowledge.faqs:
        html = converter.convert(faq.answer).html if faq.answer else ""
        assert_safe(html)
        assert not EVIL.search(html)
        assert "49" not in html
    if row["outcome"] == "REJECT":
        assert errors
        assert row["line"] in (None, *(problem.at.line for problem in errors))
    else:
        assert errors == []
