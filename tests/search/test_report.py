"""Editors see what readers' words find."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.search.node import needs_node
from waypost.cli import search_engine
from waypost.cli.main import app
from waypost.search.quality_report import read_queries

KB = """
faqs:
  - {id: cancel, question: How do I cancel?, also_asked: [stop my order, frobnicate it], answer: A.}
  - {id: refund, question: When is my refund due?, also_asked: [money back], answer: B.}
"""


@pytest.fixture
def kb(tmp_path: Path) -> Path:
    file = tmp_path / "faq.yaml"
    file.write_text(KB, encoding="utf-8")
    return file


def invoked(command: str, kb: Path, *more: str, given: str | None = None) -> Result:
    return CliRunner().invoke(app, [command, *more, "--kb", str(kb)], input=given)


@needs_node
def test_the_report_names_phrasings_that_stand_alone(kb: Path) -> None:
    """A phrasing that finds its entry only because it is listed, and entries with too few."""
    told = invoked("search-report", kb).output
    assert "of 3 phrasings would find their entry" in told
    assert "cancel: 2" in told
    assert "refund: 1" in told
    assert "frobnicate: 1" in told


@needs_node
def test_real_queries_show_what_to_add(kb: Path) -> None:
    """Hits are counted and shown; a wanted id that nothing has is told."""
    given = "query,id\nmy refund,refund\nhello,refunds\n"
    told = invoked("search-report", kb, "--queries", "-", given=given).output
    assert told.startswith("1 of 1 queries find their entry")
    assert "refund: “my refund”" in told
    assert "refunds: 1" in told


@needs_node
def test_queries_without_an_answer_are_counted_with_the_nearest_entry(kb: Path) -> None:
    """Once each, however written, the most frequent first, and their share of all."""
    given = "gift wrapping\nvolcano telescope\nGift  wrapping?\nmoney back\n"
    told = invoked("search-report", kb, "--queries", "-", given=given).output
    assert "Out of scope, 75% of what is asked" in told
    assert "(2):\n  “gift wrapping”, 2 times: finds " in told
    assert "“money back”: finds refund" in told


@needs_node
def test_entries_that_take_each_others_queries_come_with_one_of_them(kb: Path) -> None:
    given = "query,id\nmoney back,cancel\nmoney back,cancel\nmy refund,refund\n"
    told = invoked("search-report", kb, "--queries", "-", given=given).output
    assert "cancel and refund: 2, as “money back” of cancel" in told


@needs_node
def test_long_lists_are_cut_unless_all_is_asked_for(kb: Path) -> None:
    """Twenty rows of each, and how to see the others."""
    given = "".join(f"zork{at} refund\n" for at in range(25))
    cut = invoked("search-report", kb, "--queries", "-", given=given).output
    assert "more; --all shows them" in cut
    whole = invoked("search-report", kb, "--queries", "-", "--all", given=given).output
    assert "zork24 refund" in whole
    assert "more" not in whole


@needs_node
def test_ask_says_what_became_of_each_word(kb: Path) -> None:
    """Mended words and those that only look like another, the ranking and each score's parts."""
    told = invoked("ask", kb, "cancle").output
    assert "cancle read as cancel" in told
    assert "1. How do I cancel?  [faq cancel]" in told
    assert "cancelng written like cancel" in invoked("ask", kb, "cancelng").output


def test_without_node_and_chromium_the_command_says_so(
    kb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line and exit code 2."""
    monkeypatch.setattr(search_engine.shutil, "which", lambda name: None)
    told = invoked("ask", kb, "cancel")
    assert told.exit_code == 2
    assert "neither is installed" in told.output


@needs_node
@pytest.mark.browser
def test_chromium_answers_as_node_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Node isn't there, the same module runs in the browser."""
    index = {"version": 3, "language": "en", "stemmer": "english", "stems": "cancel"}
    index |= {"ids": ["a"], "kinds": [0], "says": [[[0]]], "bodies": [[]]}
    by_node = search_engine.ask(index, ["cancel", "😀 </script>"])
    which = search_engine.shutil.which
    monkeypatch.setattr(
        search_engine.shutil, "which", lambda name: (name != "node" and which(name)) or None
    )
    assert search_engine.ask(index, ["cancel", "😀 </script>"]) == by_node


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("one\n\ntwo, or three\n", [("one", None), ("two, or three", None)]),
        ("id,text\na,hello there\n,unknown one\n", [("hello there", "a"), ("unknown one", None)]),
        ('"say ""hi"", now",a,2026\n', [('say "hi", now', "a")]),
        ('text;id\n"hello; there";a\n', [("hello; there", "a")]),
        ("text\tid\nhello, there\ta\n", [("hello, there", "a")]),
        ("a,x\n" + "y" * 200_000, [("a,x", None), ("y" * 200_000, None)]),
        ("", []),
    ],
)
def test_queries_are_read_as_support_desks_export_them(
    text: str, rows: list[tuple[str, str | None]]
) -> None:
    """One a line, or a table whose column of ids is found by its content."""
    assert list(read_queries(text, ["a", "b"]).rows) == rows


def test_a_wanted_id_that_no_entry_has_is_told() -> None:
    """A mistyped id isn't taken for no id."""
    told = read_queries("hello,a\nwhere is it,bb\nand now,bb\n", ["a", "b"])
    assert told.rows == (("hello", "a"), ("where is it", None), ("and now", None))
    assert told.unknown == {"bb": 2}


def test_a_phrasing_under_two_entries_is_a_warning_with_both_lines(tmp_path: Path) -> None:
    """The second place, and where the first stands."""
    file = tmp_path / "faq.yaml"
    file.write_text(
        "faqs:\n"
        "  - {id: a, question: One thing?, also_asked: [the very same], answer: Yes.}\n"
        "  - {id: b, question: Another one?, also_asked: [The very  same], answer: No.}\n",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "waypost", "check", file.name]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "faq.yaml:3:" in done.stderr
    assert "listed under “a” too (faq.yaml:2)" in done.stderr
