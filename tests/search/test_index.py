"""The search index is small, complete and the same wherever it is built."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from datetime import date
from hashlib import sha256
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

from tests.data import ROOT
from waypost.checks.analyse import analyse
from waypost.search import stemmers
from waypost.search.documents import Document, documents
from waypost.search.index_builder import build_index
from waypost.search.site_index import as_json, ways_on
from waypost.search.word_vectors import DIMS, STRIDE, VectorTable, chosen

INDEX = [sys.executable, "-m", "waypost", "index", "--kb", "faq.yaml", "--on", "2026-11-22"]


def index(**environment: str) -> bytes:
    done = subprocess.run(
        INDEX, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, check=True
    )
    return done.stdout


def test_the_index_is_the_same_bytes_everywhere() -> None:
    """Neither hash seed, locale nor the number of threads changes a byte."""
    one = index(PYTHONHASHSEED="1", OPENBLAS_NUM_THREADS="1", LC_ALL="C")
    other = index(PYTHONHASHSEED="77", OPENBLAS_NUM_THREADS="2", LC_ALL="C.UTF-8")
    assert one == other


def test_the_sample_index_and_engine_weigh_little() -> None:
    """Together under 80 kB compressed, and 30 kB for the answers."""
    _, engine = stemmers.engine_file("en")
    assert len(gzip.compress(index())) + len(gzip.compress(engine)) < 110_000


def test_every_kind_of_entry_is_in_it() -> None:
    """FAQs, policies, guides, trees and outcomes are found; drafts aren't there."""
    found = json.loads(index())
    assert set(found["kinds"]) == {0, 1, 2, 3, 4}
    assert len(found["ids"]) == len(found["kinds"]) == len(found["says"]) == len(found["bodies"])


@pytest.mark.parametrize(
    "entries",
    [[], [Document("a", "faq", ("?",))], [Document("a", "faq", ("Why?",), "Because.")]],
)
def test_the_smallest_knowledge_bases_have_an_index(entries: list[Document]) -> None:
    """None, one without words, and one of a single word."""
    found = build_index(entries)
    assert found["ids"] == [entry.id for entry in entries]
    assert json.loads(as_json(found))


def test_an_index_needs_loading_only(tmp_path: Path) -> None:
    """Missing answers are errors of the check, not of the index; broken YAML is."""
    file = tmp_path / "faq.yaml"
    file.write_text("faqs: [{id: fee, question: Is there a fee?}]\n", encoding="utf-8")
    command = [sys.executable, "-m", "waypost", "index", "--kb", str(file)]
    done = subprocess.run(command, capture_output=True, check=True)
    assert json.loads(done.stdout)["ids"] == ["fee"]
    file.write_text("faqs: [{id: fee, question: [}]\n", encoding="utf-8")
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1


def test_words_that_look_like_the_sites_are_in_it_and_no_others() -> None:
    """One letter more, less or another, or two in another order; only the commoner words."""
    words = build_index([Document("a", "faq", ("Can I track my mail?",))])["words"].split()
    assert {"truck", "mall", "trick"} <= {*words}
    assert not {"track", "elephant", "oder"} & {*words}


def test_the_vectors_are_those_whose_checksums_are_written_down() -> None:
    """The table, its source and its licence can be checked."""
    folder = ROOT / "generator" / "waypost" / "search" / "vectors"
    readme = (folder / "README.md").read_text("utf-8")
    for name in ("en.txt", "en.bin"):
        assert sha256((folder / name).read_bytes()).hexdigest() in readme
    assert (folder / "en.bin").stat().st_size + (folder / "en.txt").stat().st_size < 3_000_000


def test_general_words_are_those_nearest_to_one_of_the_sites() -> None:
    """They come in the order of the alphabet."""
    near = np.array([[8, 8, 0, 0], [9, 0, 8, 0], [9, 0, 0, 8], [9, 4, 4, 4], [9, 8, 0, 0]], np.int8)
    rows = np.hstack([near, np.zeros((len(near), DIMS - 4), np.int8)])
    forms = ("site", "own", "words", "theirs", "one")
    same = np.full(len(forms), 9, np.uint8)
    known = VectorTable({form: at for at, form in enumerate(forms)}, forms, rows, same, same)
    assert chosen(known, [0, 1, 2], 1) == [4]
    assert [forms[at] for at in chosen(known, [0, 1, 2], 2)] == ["one", "theirs"]


LISTS = ROOT / "tools" / "vectors" / "languages"


@pytest.mark.parametrize("language", [file.stem for file in sorted(LISTS.glob("*.txt"))])
def test_the_vectors_of_other_languages_are_those_that_their_lists_give(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who edits a list or the English table makes the others anew; every line says something."""
    monkeypatch.syspath_prepend(str(LISTS.parent))
    translated, tables = import_module("translated"), import_module("tables")
    kept = {end: (tables.OUT / f"{language}.{end}").read_bytes() for end in ("txt", "bin")}
    monkeypatch.setattr(tables, "OUT", tmp_path)
    assert translated.translate(language) == []
    assert (tmp_path / f"{language}.txt").read_bytes() == kept["txt"]
    new, old = (
        np.frombuffer(each, np.uint8).reshape(-1, STRIDE)
        for each in ((tmp_path / f"{language}.bin").read_bytes(), kept["bin"])
    )
    # Processors round differently.
    assert np.abs(new[:, :DIMS].view(np.int8).astype(int) - old[:, :DIMS].view(np.int8)).max() <= 1
    assert np.abs(new[:, DIMS:].astype(int) - old[:, DIMS:]).max() <= 1


ASKED = """
facts: {wait: {value: 3, unit: days}}
trees:
  - id: late
    title: Later than {{ facts.wait }}?
    questions:
      status: {ask: Status?, options: {sent: Sent, lost: Lost}, go: wait}
    outcomes:
      wait: {title: Wait, body: "You said {{ answers.status }}, so wait {{ facts.wait }}."}
"""


def test_results_show_facts_and_no_placeholders(tmp_path: Path) -> None:
    """A reader who searches has given no answers yet; the ways on have their facts put in."""
    file = tmp_path / "faq.yaml"
    file.write_text(ASKED, encoding="utf-8")
    site = analyse(file, date(2026, 11, 22)).site
    tree, found = documents(site.knowledge, site.converter)
    assert tree.shown == ["late/", "Later than 3 days?", "", ""]
    assert found.lead == "You said …, so wait 3 days."
    assert found.topic == "Later than 3 days?"
    assert "answers" not in found.body
    assert ways_on(site.knowledge, site.converter)[0] == ["late/", "Later than 3 days?"]


def test_ways_on_are_trees_every_question_topics_and_contacts() -> None:
    """What a reader is offered whom no entry helps."""
    site = analyse(ROOT / "faq.yaml", date(2026, 11, 22)).site
    ways = [address for address, _ in ways_on(site.knowledge, site.converter)]
    assert ways == ["order-help/", "a-z/", "topics/", "a-z/#contacts"]


def test_a_word_as_long_as_a_book_weighs_nothing(tmp_path: Path) -> None:
    """It is on its page; neither the index nor a result repeats it."""
    file = tmp_path / "faq.yaml"
    file.write_text(f"faqs: [{{id: key, question: A key?, answer: {'x' * 900_000}}}]\n")
    site = analyse(file, date(2026, 11, 22)).site
    entries = documents(site.knowledge, site.converter)
    assert len(entries[0].lead) <= 1_001
    assert len(as_json(build_index(entries))) < 100_000


def test_outcomes_of_one_id_are_told_apart_by_their_trees(tmp_path: Path) -> None:
    """An outcome keeps its own id where no other entry has it."""
    tree = """
  - id: {id}
    title: {id}?
    questions:
      q: {{ask: 'Where?', options: {{a: In, b: Out}}, go: {{a: wait, b: {end}}}}}
    outcomes: {{wait: {{title: Wait, body: Wait.}}, {end}: {{title: Go, body: Go.}}}}"""
    path = tmp_path / "faq.yaml"
    trees = tree.format(id="one", end="x") + tree.format(id="two", end="y")
    path.write_text(f"faqs: [{{id: a, question: Is it free?, answer: Yes.}}]\ntrees:{trees}\n")
    site = analyse(path, date(2026, 11, 22)).site
    found = documents(site.knowledge, site.converter)
    assert [each.id for each in found] == ["a", "one", "two", "one/wait", "x", "two/wait", "y"]
    assert [each.address for each in found][3::2] == ["one/wait/", "two/wait/"]
