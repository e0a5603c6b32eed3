"""Each file in `cases/` is read as the text beside it says: problems, nodes, places."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.source.outline import outline
from waypost import parser

CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"), key=lambda path: path.name)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_file_is_read_as_its_case_says(case: Path, agree: Callable[[Path, str], None]) -> None:
    """What an editor is told about a file, and what is made of it."""
    agree(case.with_suffix(".txt"), outline(parser.parse(case.read_bytes(), case.name)))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_both_parsers_agree(case: Path) -> None:
    """Where libyaml is missing, an editor is told the same."""
    data = case.read_bytes()
    quick, pure = (parser.parse(data, case.name, pure=pure) for pure in (False, True))
    assert outline(pure) == outline(quick)
