"""What an editor is told who makes one mistake in a file that was right, a row of mistakes.json."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from waypost import parser
from waypost.checks.analyse import analyse
from waypost.diagnostics import Problem, Severity
from waypost.diagnostics.message_format import severity
from waypost.diagnostics.report import one_line
from waypost.model.includes import Read

FOLDER: Final = Path(__file__).parent
RIGHT: Final = (FOLDER / "faq.yaml").read_text(encoding="utf-8")
MISTAKES: Final = json.loads((FOLDER / "mistakes.json").read_text(encoding="utf-8"))
DAY: Final = date(2026, 11, 25)

MANY: Final = {
    # Each place that still has the old name of a fact is a place to mend.
    "fact-renamed": 3,
    "policy-renamed": 2,
    # An answer that is taken away from a tree is missed by its rules and its scenarios.
    "tree-gap": 2,
    "tree-gap-map": 2,
    "tree-option": 4,
    "tree-option-yes": 4,
    "tree-target": 2,
    "tree-outcome-del": 4,
    # Each entry in the wrong section is one to move; a link misses one of them until then.
    "faqs-among-guides": 3,
    # Both links to the entry that lost its id lead nowhere.
    "dup-id": 3,
    "id-umlaut": 3,
    "id-missing": 3,
}
"""How many errors a single mistake brings where it is more than one."""


def problems(text: str) -> tuple[Problem, ...]:
    """What is said of a knowledge base with this text."""

    def read(file: Path, name: str, within: Path) -> parser.Parsed:
        return parser.parse(text.encode(), "faq.yaml")

    reading: Read = read
    return analyse(Path("faq.yaml"), DAY, FOLDER / "content", read=reading).problems


def test_the_file_is_right_before_the_mistakes() -> None:
    assert problems(RIGHT) == ()


def test_each_mistake_is_answered_as_expected(agree: Callable[[Path, str], None]) -> None:
    """Places, words and remedies; a mistake that does no harm has no line below its name."""
    said = []
    for row in MISTAKES:
        said.append(f"{row['name']}: {row['old']!r} -> {row['new']!r}")
        said += [f"    {one_line(each)}" for each in problems(_with(row))]
    agree(FOLDER / "mistakes.txt", "\n".join(said) + "\n")


@pytest.mark.parametrize("row", MISTAKES, ids=lambda row: row["name"])
def test_one_mistake_is_told_once(row: dict[str, str]) -> None:
    """No cascade: the errors are as many as the places to mend."""
    errors = [each for each in problems(_with(row)) if severity(each) is Severity.ERROR]
    assert len(errors) <= MANY.get(row["name"], 1), [one_line(each) for each in errors]


def _with(row: dict[str, str]) -> str:
    assert RIGHT.count(row["old"]) >= 1, row
    return RIGHT.replace(row["old"], row["new"], 1)
