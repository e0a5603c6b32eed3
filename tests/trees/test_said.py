"""Numbers, units and dates are said as CLDR says them, alike in Python and by the page's script."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.search.node import needs_node, run
from waypost.assets import FOLDER
from waypost.core import cldr
from waypost.core.nodes import Mark, Text
from waypost.model.records import Unit
from waypost.model.units import UnitWords, unit_words

CASES = json.loads((Path(__file__).parent / "said.json").read_text(encoding="utf-8"))
SAID = [pytest.param(case, id=ascii(f"{case['language']} {case['said']}")) for case in CASES]


def words_of(case: dict[str, Any]) -> UnitWords:
    unit = case.get("unit")
    if unit is None:
        return unit_words(None, case["language"])
    forms = {"other": unit} if isinstance(unit, str) else unit
    written = {name: Text(form, Mark("faq.yaml", 1, 1)) for name, form in forms.items()}
    return unit_words(Unit(**written), case["language"])


@pytest.mark.parametrize("case", SAID)
def test_python_says_it_as_the_language_does(case: dict[str, Any]) -> None:
    if "day" in case:
        said = cldr.say_day(date.fromisoformat(case["day"]), case["language"])
    else:
        said = words_of(case).say(case["number"])
    assert said == case["said"]


@needs_node
def test_script_says_it_as_python_does() -> None:
    """The page brings the forms of its unit; signs and months are the browser's own."""
    fields = [
        {**case, "forms": dict(words_of(case).forms), "digits": words_of(case).digits}
        for case in CASES
    ]
    script = f"""
      return import({json.dumps((FOLDER / "tree.mjs").as_uri())}).then(({{ sayDay, withUnit }}) =>
        cases.map((field) => (field.day
          ? sayDay(field.day, [field.language, "en-001"])
          : withUnit(field.number, field, [field.language, "en-001"]))));
    """
    found = run(script, cases=fields)
    # The browser's edition of CLDR may be another, and editions differ in the kinds of spaces.
    assert [plain(each) for each in found] == [plain(case["said"]) for case in CASES]


def plain(text: str) -> str:
    return " ".join(text.split())
