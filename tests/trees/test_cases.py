"""Each finding has a case: a knowledge base with a tree, and exactly what is said about it.

The case's first line says what it shows.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from waypost.diagnostics.catalog import CHAPTERS
from waypost.diagnostics.report import in_order, one_line
from waypost.model.entries import referable_ids
from waypost.model.facts import resolve
from waypost.model.includes import gather
from waypost.trees import compile_tree

CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_each_case_is_judged_as_expected(
    case: Path, agree: Callable[[Path, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(case.parent)
    agree(case.with_suffix(".txt"), "\n".join(judged(case.name)) + "\n")


def judged(name: str) -> list[str]:
    """The tree's measure, and a line for each problem with its code."""
    gathered = gather(Path(name))
    assert not gathered.problems, gathered.problems
    knowledge = gathered.knowledge
    (tree,) = knowledge.trees
    compiled = compile_tree(tree, resolve(knowledge.facts).facts, referable_ids(knowledge))
    said = [f"{each.code}  {one_line(each)}" for each in in_order(compiled.problems)]
    return [str(compiled.stats), *said]


def test_every_code_has_a_case() -> None:
    said = "".join(path.with_suffix(".txt").read_text(encoding="utf-8") for path in CASES)
    codes = {line.split("  ")[0] for line in said.splitlines()}
    # A tree with too many steps is too large for a file; it has a test of its own.
    assert set(CHAPTERS["Trees"]) - codes - {"too-many-states", "unknown-fact"} == set()
    assert "unknown-fact" in codes
