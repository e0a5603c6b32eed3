"""What is exported and imported again is the same knowledge base."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.data import ROOT
from waypost.cli.main import app
from waypost.edit.yaml_writer import Plain, block
from waypost.exchange import csv_xlsx, json_format
from waypost.exchange.cells import list_from, nested_from, text_from, to_cell
from waypost.exchange.import_result import ImportResult
from waypost.exchange.merge import NEW, plan
from waypost.exchange.to_plain import plain
from waypost.model.includes import gather

STYLES = ["csv", "json"]
SAMPLES = [ROOT / "faq.yaml", ROOT / "generator/waypost/cli/skeleton/faq.yaml"]


def run(*line: str) -> str:
    result = CliRunner().invoke(app, line)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("sample", SAMPLES, ids=["sample", "skeleton"])
def test_the_sample_comes_back_as_it_was(sample: Path, style: str, tmp_path: Path) -> None:
    """Every section, tree and text; and a second import changes no byte."""
    file, copy = tmp_path / f"all.{style}", tmp_path / "copy.yaml"
    run("export", "--kb", str(sample), "--format", style, "-o", str(file))
    run("import", str(file), "--kb", str(copy))
    assert plain(gather(copy).knowledge) == plain(gather(sample).knowledge)
    before = copy.read_bytes()
    assert "0 new records" in run("import", str(file), "--kb", str(copy))
    assert copy.read_bytes() == before


@pytest.mark.parametrize("style", STYLES)
def test_the_forms_of_a_unit_come_back(style: str, tmp_path: Path) -> None:
    kb, file, copy = tmp_path / "faq.yaml", tmp_path / f"all.{style}", tmp_path / "copy.yaml"
    kb.write_text(
        "facts:\n"
        "  least: {value: 1, unit: {one: Stück, other: Stücke}}\n"
        "  most: {value: 5, unit: days}\n"
        "faqs: [{id: a, question: How many?, answer: '{{ facts.least }} or {{ facts.most }}.'}]\n",
        encoding="utf-8",
    )
    run("export", "--kb", str(kb), "--format", style, "-o", str(file))
    run("import", str(file), "--kb", str(copy))
    facts = plain(gather(copy).knowledge)["facts"]
    assert facts == {
        "least": {"value": "1", "unit": {"one": "Stück", "other": "Stücke"}},
        "most": {"value": "5", "unit": "days"},
    }


@pytest.mark.parametrize("style", STYLES)
def test_a_no_that_is_no_default_comes_back(style: str, tmp_path: Path) -> None:
    """A tree that stays off the first page stays off it."""
    kb, file, copy = tmp_path / "faq.yaml", tmp_path / f"all.{style}", tmp_path / "copy.yaml"
    kb.write_text(
        "trees:\n- id: t\n  title: T\n  on_home: no\n"
        "  questions: {q: {ask: A?, options: {a: B}, go: x}}\n"
        "  outcomes: {x: {title: X, body: Y.}}\n"
    )
    run("export", "--kb", str(kb), "--format", style, "-o", str(file))
    run("import", str(file), "--kb", str(copy))
    assert gather(copy).knowledge.trees[0].on_home is False


LETTERS = some.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp", "Co"])
WORDS = some.text(LETTERS, min_size=1, max_size=12).filter(lambda text: text.strip() != "")
AWKWARD = """=1+1 '=x ''-a -5 @a [a] ["a"] {a} "a" a|b a;b a,b null ~ yes 010 #a a:\\ & * ! % > |"""
TRICKY = some.sampled_from(AWKWARD.split())
LINES = some.one_of(WORDS, TRICKY).map(str.strip)
TEXTS = some.one_of(
    LINES, some.lists(some.one_of(LINES, some.just("")), min_size=2, max_size=4).map("\n".join)
).filter(lambda text: text.strip("\n ") != "")
LISTS = some.lists(LINES, min_size=1, max_size=3)


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(some.one_of(TEXTS, some.text(max_size=20)))
def test_a_text_survives_a_cell(text: str) -> None:
    """Also one that a spreadsheet would take for a formula."""
    cell = to_cell(text)
    assert text_from(cell) == text
    assert not cell.startswith(("=", "+", "-", "@"))


@given(some.lists(some.one_of(LINES, TEXTS), min_size=1, max_size=4))
def test_a_list_survives_a_cell(items: list[str]) -> None:
    """Whatever parts its items."""
    assert list_from(to_cell(items)) == items
    nested = {"a": items, "b": {"c": items}}
    assert nested_from(to_cell(nested)) == nested


FAQS = some.lists(
    some.fixed_dictionaries(
        {"question": LINES, "answer": TEXTS},
        optional={"also_asked": LISTS, "tags": LISTS, "owner": LINES, "draft": some.just("yes")},
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda faq: " ".join(str(faq["question"]).casefold().split()),
)


def taken(reading: ImportResult) -> dict[str, Any]:
    """What an import of ``reading`` into nothing makes."""
    assert reading.missed == ()
    found = [step.found for step in plan(reading, None).of(NEW)]
    return {"faqs": [each.fields for each in found if each.section == "faqs"]}


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(FAQS, some.sampled_from(STYLES))
def test_any_questions_come_back_as_they_were(faqs: list[dict[str, Plain]], style: str) -> None:
    """Out to a file, in from it, and through YAML as it is written."""
    made: dict[str, Plain] = {"faqs": [{"id": f"q{n}", **faq} for n, faq in enumerate(faqs)]}
    if style == "csv":
        reading = csv_xlsx.from_csv(csv_xlsx.to_csv(made))
    else:
        reading = json_format.read(json.loads(json_format.to_json(made)))
    assert taken(reading) == made


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(FAQS)
def test_any_questions_are_written_as_yaml_that_says_the_same(faqs: list[dict[str, Plain]]) -> None:
    """What ruamel.yaml writes for us, our own reader reads."""
    made: dict[str, Plain] = {"faqs": [{"id": f"q{n}", **faq} for n, faq in enumerate(faqs)]}
    with tempfile.TemporaryDirectory() as folder:
        kb = Path(folder) / "faq.yaml"
        kb.write_text(block(made) + "\n", encoding="utf-8", newline="")
        assert plain(gather(kb).knowledge) == made
