"""An edit changes the lines that must change, in every file, and leaves each byte of the others.

The files in layouts/ are as untidy as files get: comments everywhere, blanks at the ends of lines,
every way to write a text, lists and mappings in brackets over one line and over several.
"""

from __future__ import annotations

import difflib
import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from waypost.edit.add_entry import Addition, add
from waypost.edit.edit_transaction import EditResult
from waypost.edit.mark_reviewed import review
from waypost.edit.rename_id import rename

FOLDER: Final = Path(__file__).parent / "layouts"
FILES: Final = ("faq.yaml", "topics/more.yaml")
DAY: Final = date(2026, 11, 25)
QUESTION: Final = {"id": "new", "question": "New: what?", "answer": "It is.\nTwo.\n"}

EDITS: Final[Mapping[str, Callable[[Path], EditResult]]] = {
    "review all questions": lambda kb: review(kb, ["q1", "q2", "q3", "q4", "q5"], DAY),
    "review policies": lambda kb: review(kb, ["p", "p2"], DAY),
    "review facts": lambda kb: review(kb, ["window", "fee", "plain"], DAY),
    "rename q1": lambda kb: rename(kb, "q1", "q1-new", DAY),
    "rename q2": lambda kb: rename(kb, "q2", "q2-new", DAY),
    "rename q4": lambda kb: rename(kb, "q4", "q4-new", DAY),
    "rename policy p": lambda kb: rename(kb, "p", "p-new", DAY),
    "rename fact window": lambda kb: rename(kb, "window", "days_max", DAY),
    "rename topic d": lambda kb: rename(kb, "d", "dd", DAY, kind="category"),
    "rename source guide": lambda kb: rename(kb, "guide", "book", DAY),
    "add question": lambda kb: add(kb, [Addition("faqs", QUESTION | {"category": "c"})], DAY),
    "add question to topic d": lambda kb: add(
        kb, [Addition("faqs", QUESTION | {"category": "d"})], DAY, kb.parent / FILES[1]
    ),
    "add fact": lambda kb: add(kb, [Addition("facts", {"value": "3", "unit": "h"}, "soon")], DAY),
    "add term": lambda kb: add(
        kb, [Addition("glossary", {"term": "Parcel", "definition": "What arrives."})], DAY
    ),
}


def changed(
    folder: Path, edit: Callable[[Path], EditResult], newline: str, start: str
) -> list[str]:
    """The lines that an edit takes out and puts in, with their file."""
    before = {}
    for name in FILES:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        text = (FOLDER / name).read_text(encoding="utf-8")
        before[name] = start + text.replace("\n", newline)
        file.write_bytes(before[name].encode())
    edit(folder / FILES[0])
    found = []
    for name in FILES:
        after = (folder / name).read_bytes().decode()
        assert after.startswith(start)
        assert after.replace(newline, "").count("\n") == after.replace(newline, "").count("\r") == 0
        lines = before[name].split(newline), after.split(newline)
        for line in difflib.unified_diff(*lines, lineterm="", n=0):
            if not line.startswith(("---", "+++", "@@")):
                found.append(f"{name}: {line}")
    return found


@pytest.mark.parametrize("name", EDITS)
def test_only_the_lines_that_must_change_do(
    name: str, tmp_path: Path, agree: Callable[[Path, str], None]
) -> None:
    """Whatever the line breaks and the start of the file, and though its last line has no break."""
    found = changed(tmp_path, EDITS[name], "\n", "")
    agree(FOLDER / f"{name.replace(' ', '-')}.txt", "\n".join(found) + "\n")
    for newline, start in (("\r\n", ""), ("\r", ""), ("\n", "\ufeff"), ("\r\n", "\ufeff")):
        shutil.rmtree(tmp_path)
        assert changed(tmp_path, EDITS[name], newline, start) == found
