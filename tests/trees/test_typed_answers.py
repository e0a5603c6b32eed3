"""A typed answer is read alike by `waypost walk` and on the page, and is never silently another."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.search.node import needs_node, run
from tests.trees.loading import compile_yaml
from waypost.assets import FOLDER
from waypost.core.cldr import clear_signs
from waypost.model.typed_numbers import typed_numbers, unambiguous
from waypost.trees.compile import Compiled
from waypost.trees.walker import Walked, walk

CASES = json.loads((Path(__file__).parent / "typed_answers.json").read_text(encoding="utf-8"))

TREE = """\
trees:
  - id: typed
    title: Typed
    questions:
      number: {ask: How many?, type: number, min: -9999999, step: 0.001, go: date}
      date: {ask: When?, type: date, go: end}
    outcomes: {end: {title: End, body: The end.}}
"""


@cache
def compiled(language: str = "en") -> Compiled:
    return compile_yaml(TREE, language)


def walked(language: str = "en", **answers: object) -> Walked:
    tree = compiled(language)
    assert tree.graph is not None
    return walk(tree.graph, tree.axes, answers, date(2027, 6, 1))


def of_kind(kind: str) -> list[Any]:
    cases = [case for case in CASES if case.get("kind", "number") == kind]
    return [
        pytest.param(case.get("language", "en"), case["typed"], case["reads"], id=ascii(case))
        for case in cases
    ]


@pytest.mark.parametrize(("language", "typed", "reads"), of_kind("number"))
def test_walk_reads_a_number_refuses_it_or_asks_back(
    language: str, typed: str, reads: list[str]
) -> None:
    end = walked(language, number=typed)
    axis = compiled().axes.own["number"]
    if len(reads) == 1:
        assert end.error is None
        value = compiled().axes.lines[axis].scale.value((end.places or {})[axis])
        assert value == Decimal(reads[0])
    else:
        assert (end.next, axis in (end.places or {})) == ("number", False)
        wanted = f"did you mean {' or '.join(reads)}?" if reads else "is not a number"
        assert wanted in (end.error or "")


@pytest.mark.parametrize(("language", "typed", "reads"), of_kind("date"))
def test_walk_reads_a_date_or_refuses_it(language: str, typed: str, reads: list[str]) -> None:
    end = walked(language, number=1, date=typed)
    if not reads:
        assert "is not a date" in (end.error or "")
        return
    assert end.outcome == "end"
    place = (end.places or {})[compiled().axes.own["date"]]
    assert date.fromordinal(place).isoformat() == reads[0]


@needs_node
def test_the_page_reads_what_walk_reads() -> None:
    script = f"""
      return import({json.dumps((FOLDER / "tree.mjs").as_uri())}).then(({{ readTyped }}) =>
        cases.map(({{ typed, signs, kind = "number" }}) => readTyped(typed, kind, signs)));
    """
    clear = [clear_signs(case.get("language", "en")) for case in CASES]
    signs = [{"decimals": decimals, "groups": groups} for decimals, groups in clear]
    cases = [{**case, "signs": each} for case, each in zip(CASES, signs, strict=True)]
    found = run(script, cases=cases)
    assert dict(zip(map(json.dumps, CASES), found, strict=True)) == {
        json.dumps(case): case["reads"] for case in CASES
    }


def test_numbers_of_json_have_one_meaning() -> None:
    for value in (Decimal("1.125"), Decimal("2.000"), 2000):
        assert walked(number=value).error is None


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9
    )
)
def test_a_written_number_is_read_as_itself_alone(value: Decimal) -> None:
    [read] = typed_numbers(unambiguous(value))
    assert Decimal(read) == value


@given(st.text(alphabet="0123456789,.' -٣２٫", max_size=12))
def test_each_meaning_of_a_text_has_itself_as_its_one_meaning(text: str) -> None:
    for meaning in typed_numbers(text):
        assert typed_numbers(meaning) == (meaning,)
