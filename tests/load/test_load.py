"""A knowledge base is read as it is written, and every mistake in it is reported at once.

A case is a folder's YAML file and the text beside it: the problems first, then the records.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from waypost.assets import FOLDER
from waypost.core.nodes import Mapping, Scalar, Sequence
from waypost.diagnostics.report import in_order, one_line
from waypost.model import records
from waypost.model.includes import gather
from waypost.model.walk import records_in
from waypost.search.documents import KINDS

CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_each_case_loads_as_expected(
    case: Path, agree: Callable[[Path, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(case.parent)
    gathered = gather(Path(case.name))
    lines = [one_line(problem) for problem in in_order(gathered.problems)]
    lines += shown(gathered.knowledge)
    agree(case.with_suffix(".txt"), "\n".join(lines) + "\n")


def shown(value: Any, name: str = "", depth: int = 0) -> Iterator[str]:
    """The model as an outline, leaving out what has its default."""
    indent = "  " * depth
    match value:
        case records.Placed():
            at = f"{value.at.line}:{value.at.column}"
            yield f"{indent}{name or chr(45)} {type(value).__name__} at {at}"
            for field in dataclasses.fields(value):
                inner = getattr(value, field.name)
                if field.name not in ("at", "faulty") and inner != field.default:
                    yield from shown(inner, field.name, depth + 1)
        case tuple():
            yield f"{indent}{name}"
            for element in value:
                yield from shown(element, "-", depth + 1)
        case Scalar() | Sequence() | Mapping():
            yield f"{indent}{name} (as written at {value.at.line}:{value.at.column})"
        case _:
            yield f"{indent}{name} {str(value)!r}"


def test_every_record_is_reachable_from_the_knowledge_base() -> None:
    """A record that no field leads to would never be loaded, in the schema or in the reference."""
    reached = {cls.__name__ for cls in records_in(records.Knowledge)}
    declared = {
        name
        for name, cls in vars(records).items()
        if isinstance(cls, type) and issubclass(cls, records.Placed)
    }
    assert declared - reached == {"Placed", "Addressed", "Entry", "Variant"}


def test_every_kind_of_entry_is_enumerated() -> None:
    """An entry that isn't would have no address, no link and no page."""
    reached = {cls for cls in records_in(records.Knowledge) if issubclass(cls, records.Addressed)}
    assert reached == set(records.ENTRY_TYPES)


def test_the_search_in_the_browser_knows_every_kind_that_is_searched() -> None:
    """Its data names a kind by number, so both sides count alike."""
    engine = (FOLDER / "search.mjs").read_text(encoding="utf-8")
    assert f"const KINDS = {json.dumps(KINDS)};" in engine
