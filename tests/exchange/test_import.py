"""Questions come in from other tools: a case is a command, what it says, and what it made."""

from __future__ import annotations

import json
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from waypost.cli.main import app

HERE = Path(__file__).parent
FILES = HERE / "files"
CASES = sorted((HERE / "cases").glob("*.txt"))


def run(line: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, shlex.split(line.removeprefix("$ waypost ")))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_an_import_makes_what_it_says(
    case: Path,
    tmp_path: Path,
    agree: Callable[[Path, str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Done again it changes nothing, and where it ends with an error it has changed nothing."""
    shutil.copytree(FILES, tmp_path / "files")
    monkeypatch.chdir(tmp_path / "files")
    kb = Path("new.yaml" if "new.yaml" in case.read_text(encoding="utf-8") else "faq.yaml")
    before = kb.read_bytes() if kb.exists() else None
    line = case.read_text(encoding="utf-8").split("\n", 1)[0]
    code, said = run(line)
    after = kb.read_bytes() if kb.exists() else None
    assert code == 0 or after == before
    run(line)
    assert (kb.read_bytes() if kb.exists() else None) == after
    made = "" if after == before or after is None else f"---\n{after.decode()}"
    agree(case, f"{line}\n{said}" + (f"exit {code}\n" if code else "") + made)


def test_what_stands_twice_is_no_difference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither when it is imported again."""
    monkeypatch.chdir(tmp_path)
    for new, same in (2, ""), (0, ", 2 unchanged"):
        assert run(f"import {FILES / 'twice.csv'}")[1].endswith(f"{new} new records{same}.\n")


def test_a_workbook_is_read_like_a_table(tmp_path: Path) -> None:
    """The first sheet, with its dates and numbers as they look."""
    openpyxl = pytest.importorskip("openpyxl")
    from datetime import datetime

    book = openpyxl.Workbook()
    for row in [
        ["Question", "Answer", "Reviewed", None],
        ["How many?", 5, datetime(2026, 11, 22), None],
        [None, None, None, None],
        ["", "No question", "", ""],
    ]:
        book.active.append(row)
    book.save(tmp_path / "book.xlsx")
    kb = tmp_path / "faq.yaml"
    code, said = run(f"import {tmp_path / 'book.xlsx'} --kb {kb} --strict")
    assert code == 1
    assert "row 4: not understood: the question is missing" in said
    assert not kb.exists()
    code, said = run(f"import {tmp_path / 'book.xlsx'} --kb {kb}")
    assert code == 0, said
    text = kb.read_text(encoding="utf-8")
    assert "answer: 5\n" in text
    assert "reviewed: 2026-11-22\n" in text


def test_a_merged_cell_stands_in_each_of_its_rows(tmp_path: Path) -> None:
    """Below a title across all columns, and beside notes that most rows lack."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in [
        ["Our questions"],
        ["Topic", "Question", "Answer", "Notes"],
        ["Paying", "How do I pay?", "By card."],
        [None, "Which cards?", "Visa."],
        [None, "And later?", "No.", "ask Ann"],
    ]:
        book.active.append(row)
    book.active.merge_cells("A1:D1")
    book.active.merge_cells("A3:A4")
    book.save(tmp_path / "book.xlsx")
    kb = tmp_path / "faq.yaml"
    code, said = run(f"import {tmp_path / 'book.xlsx'} --kb {kb} --strict")
    assert code == 0, said
    faqs = yaml.safe_load(kb.read_text(encoding="utf-8"))["faqs"]
    assert [faq.get("category") for faq in faqs] == ["Paying", "Paying", None]


def test_every_sheet_is_read(tmp_path: Path) -> None:
    """The sheet's name is the topic of what names none; one without a table is said to be none."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.title = "Orders"
    book.create_sheet("Returns")
    book.create_sheet("Prices")
    for sheet, rows in zip(
        book.worksheets,
        [
            [["Question", "Answer"], ["How do I pay?", "By card."]],
            [["Our list"], ["Frage", "Antwort"], ["Can I send it back?", "Yes."]],
            [["Card", "Fee"], ["Visa", 2]],
        ],
        strict=True,
    ):
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "book.xlsx")
    kb = tmp_path / "faq.yaml"
    code, said = run(f"import {tmp_path / 'book.xlsx'} --kb {kb}")
    assert code == 0, said
    assert "sheet “Returns”, row 1: note: “Our list” stands above the table" in said
    assert "sheet “Prices”, row 1: not understood: no column is called question" in said
    text = kb.read_text(encoding="utf-8")
    assert "category: Orders" in text
    assert "question: Can I send it back?" in text
    assert "category: Returns" in text


@pytest.mark.skipif(not shutil.which("asciidoctor"), reason="asciidoctor isn't installed")
def test_asciidoc_is_read_by_its_own_converter(tmp_path: Path) -> None:
    """Links, tables, numbered lists, notes and code come through."""
    kb = tmp_path / "faq.yaml"
    code, said = run(f"import {FILES / 'shapes.adoc'} --kb {kb}")
    assert code == 0, said
    text = kb.read_text(encoding="utf-8")
    assert "By **card** or [link](https://e.org/x). See [Can I cancel?](faq:can-i-cancel)." in text
    assert "| A | B |" in text
    assert "> [!NOTE]\n      >\n      > Yes." in text
    assert "```js" in text
    assert "1. *Is it free?*\n\n         No." in text
    assert "a comment" not in text


def test_asciidoc_without_its_converter_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In words that say what is missing."""
    monkeypatch.setenv("PATH", str(tmp_path))
    code, said = run(f"import {FILES / 'shapes.adoc'} --kb {tmp_path / 'faq.yaml'}")
    assert (code, "AsciiDoc needs the program asciidoctor" in said) == (1, True)


def test_a_file_that_is_no_workbook_is_said_to_be_none(tmp_path: Path) -> None:
    """However it is named."""
    pytest.importorskip("openpyxl")
    (tmp_path / "x.xlsx").write_bytes(b"question,answer\n")
    code, said = run(f"import {tmp_path / 'x.xlsx'} --kb {tmp_path / 'faq.yaml'}")
    assert code == 1
    assert "isn't a workbook" in said


@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.yml", "a.xlsx", "a.md"])
def test_ends_of_lines_and_hidden_characters_lose_no_record(name: str, tmp_path: Path) -> None:
    """Those of Windows are those of any text; what none may hold is taken out, and said."""
    file, kb = tmp_path / name, tmp_path / "faq.yaml"
    answer = "It is.\r\nIt \ufeffwas.\r\n"
    if name == "a.xlsx":
        book = pytest.importorskip("openpyxl").Workbook()
        book.active.append(["question", "answer"])
        book.active.append(["Is it?", answer])
        book.save(file)
    else:
        written = {
            "a.csv": f'question,answer\r\nIs it?,"{answer}"\r\n',
            "a.json": json.dumps([{"question": "Is it?", "answer": answer}]),
            "a.yml": f"- question: Is it?\n  answer: {json.dumps(answer)}\n",
            "a.md": f"# Is it?\r\n\r\n{answer}",
        }[name]
        file.write_text(written, encoding="utf-8", newline="")
    code, said = run(f"import {file} --kb {kb}")
    assert code == 0, said
    assert "byte order mark" in said
    assert "it was taken out" in said
    made = yaml.safe_load(kb.read_text(encoding="utf-8"))
    assert made["faqs"][0]["answer"].strip() == "It is.\nIt was."
