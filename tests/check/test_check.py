"""What must hold over a whole knowledge base is checked, and each breach is said with its line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from waypost.checks.knowledge_base import CHECKS, check
from waypost.diagnostics.report import in_order, one_line
from waypost.model.includes import gather

CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_each_case_is_checked_as_expected(
    case: Path, agree: Callable[[Path, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(case.parent)
    gathered = gather(Path(case.name))
    problems = in_order([*gathered.problems, *check(gathered.knowledge)])
    agree(case.with_suffix(".txt"), "".join(one_line(problem) + "\n" for problem in problems))


def test_every_check_says_what_it_holds() -> None:
    assert all(each.__doc__ for each in CHECKS)
