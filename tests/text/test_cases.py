"""What an author types and what becomes of it: every file of the folder, exactly."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.text.safe import assert_safe
from waypost.core.nodes import Mark, Text
from waypost.diagnostics import Problem, message_format
from waypost.markdown import Converter, Names
from waypost.model.facts import resolve
from waypost.model.includes import gather
from waypost.parser.content_files import files_in
from waypost.parser.image_size import sizes_in

FOLDER = Path(__file__).parent / "cases"
CASES = sorted(FOLDER.glob("*.md"))
ANSWERS = {"status": "Pending *or* <b>so</b>"}


@cache
def converter() -> Converter:
    gathered = gather(FOLDER / "faq.yaml")
    assert not gathered.problems
    files = files_in(FOLDER / "content")
    names = Names.of(gathered.knowledge, files, sizes_in(FOLDER / "content", files))
    return Converter(names, resolve(gathered.knowledge.facts).facts)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_each_text_becomes_what_its_case_says(
    case: Path, agree: Callable[[Path, str], None]
) -> None:
    """The HTML stands in ``.html``; the plain text and the problems in ``.txt``."""
    start = Mark(case.name, 1, 1)
    converted = converter().convert(Text(case.read_text(encoding="utf-8"), start, start), ANSWERS)
    assert_safe(converted.html)
    agree(case.with_suffix(".html"), f"{converted.html}\n")
    problems = "".join(map(_said, converted.problems))
    agree(case.with_suffix(".txt"), f"{converted.plain}\n---\n{problems}")


def _said(problem: Problem) -> str:
    place = f"{problem.at.line}:{problem.at.column}"
    level = message_format.severity(problem)
    message, hint = message_format.message(problem), message_format.hint(problem)
    return f"{place} {level} {problem.code}\n  {message}\n  {hint}\n"
