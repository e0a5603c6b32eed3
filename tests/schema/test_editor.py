"""The real yaml-language-server completes and explains the sample, and has nothing against it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.data import ROOT
from tests.schema.language_server import Client, language_server
from waypost.cli.main import app
from waypost.model.entries import KnownIds, known_ids
from waypost.model.includes import gather
from waypost.model.json_schema import FILE, written

SAMPLE = (ROOT / "faq.yaml").read_text(encoding="utf-8")
MODELINE = "# yaml-language-server: $schema=./faq.schema.json\n"


@pytest.fixture(scope="module")
def ids() -> KnownIds:
    return known_ids(gather(ROOT / "faq.yaml").knowledge)


@pytest.fixture(scope="module")
def editor(ids: KnownIds, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    folder = tmp_path_factory.mktemp("kb")
    (folder / FILE).write_text(written(ids), encoding="utf-8")
    with language_server(folder) as client:
        yield client


def test_the_schema_beside_the_sample_is_up_to_date(ids: KnownIds) -> None:
    """It is written anew with `waypost schema` whenever an id or a field comes or goes."""
    assert (ROOT / FILE).read_text(encoding="utf-8") == written(ids), "run `waypost schema`"


def test_the_sample_names_its_schema() -> None:
    """An editor finds the schema without any settings."""
    assert SAMPLE.startswith(MODELINE)


def test_the_editor_has_nothing_against_the_sample(editor: Client) -> None:
    """What Waypost accepts isn't marked as wrong."""
    assert editor.diagnose(SAMPLE) == []


def test_the_editor_marks_a_misspelt_field(editor: Client) -> None:
    """A mistake shows while typing."""
    found = editor.diagnose(SAMPLE.replace("    question:", "    qestion:", 1))
    assert any("qestion" in each["message"] for each in found)


def test_the_editor_explains_a_field(editor: Client) -> None:
    """The meaning and an example stand beside the key."""
    said = editor.hover(MODELINE + "faqs:\n  - id: fee\n    also_‸asked: [cost]\n")
    assert "Other ways in which readers ask it." in said
    assert "is there a deadline" in said


PLACES = {
    "category": "faqs:\n  - id: fee\n    category: ‸\n",
    "policy": "faqs:\n  - id: fee\n    policies:\n      - ‸\n",
    "faq": "faqs:\n  - id: fee\n    related:\n      - ‸\n",
    "guide": "faqs:\n  - id: fee\n    guide: ‸\n",
    "fact": "categories:\n  - id: fees\n    facts:\n      - ‸\n",
    "source": "policies:\n  - id: fee\n    source: ‸\n",
    "outcome": "trees:\n  - id: t\n    scenarios:\n      - expect: ‸\n",
}


@pytest.mark.parametrize("kind", PLACES)
def test_the_editor_completes_ids(kind: str, editor: Client, ids: KnownIds) -> None:
    """Wherever an id is asked for, those of this knowledge base are offered."""
    assert ids.ids(kind), "the sample has none, so nothing would be tested"
    assert set(ids.ids(kind)) <= editor.complete(MODELINE + PLACES[kind])


def test_the_editor_completes_the_options_of_a_question(editor: Client, ids: KnownIds) -> None:
    """As keys of `go`, in tests, and in scenarios."""
    question, options = next((name, found) for name, found in ids.options.items() if found)
    go = f"trees:\n  - id: t\n    questions:\n      {question}:\n        go:\n          ‸\n"
    given = f"trees:\n  - id: t\n    scenarios:\n      - given:\n          {question}: ‸\n"
    when = (
        "trees:\n  - id: t\n    questions:\n      other:\n        go:\n"
        f"          - when:\n              {question}: ‸\n"
    )
    assert set(options) <= editor.complete(MODELINE + go)
    assert set(options) <= editor.complete(MODELINE + given)
    assert {*options, f"not {options[0]}"} <= editor.complete(MODELINE + when)


def test_the_editor_completes_facts_in_rules(editor: Client, ids: KnownIds) -> None:
    """A number is compared with a fact, not with a number that somebody remembers."""
    number = next(name for name in ids.ids("question") if not ids.options.get(name))
    rule = (
        "trees:\n  - id: t\n    questions:\n      other:\n        go:\n"
        f"          - when:\n              {number}: ‸\n"
    )
    offered = editor.complete(MODELINE + rule)
    assert {f"<= facts.{id}" for id in ids.ids("fact")} <= offered


def test_a_new_site_comes_with_its_schema(tmp_path: Path) -> None:
    """Completion works from the first minute, and `waypost rename` keeps it right."""
    site = tmp_path / "help"
    assert CliRunner().invoke(app, ["new", str(site)]).exit_code == 0
    kb = site / "faq.yaml"
    assert (site / FILE).read_text(encoding="utf-8") == written(known_ids(gather(kb).knowledge))
    id = str(gather(kb).knowledge.faqs[0].id)
    result = CliRunner().invoke(app, ["rename", id, "renamed", "--kb", str(kb), "--kind", "faq"])
    assert result.exit_code == 0, result.output
    assert '"renamed"' in (site / FILE).read_text(encoding="utf-8")
