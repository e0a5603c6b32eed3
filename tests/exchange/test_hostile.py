"""Sources that break what reads them: each is refused, or taken, in words that name the file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from waypost.cli.main import app
from waypost.exchange import formats

SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STYLES, SHEET, BOOK = (f"xl/{name}.xml" for name in ("styles", "worksheets/sheet1", "workbook"))
BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ten letters"}">' for n in range(9))
FAR = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>far</t></is></c></row>'
Change = Callable[[str], str | None]


def instead(old: str, new: str) -> Change:
    return lambda text: text.replace(old, new, 1)


def always(new: str | None) -> Change:
    return lambda text: new


BROKEN: dict[str, tuple[str, Change, str]] = {
    "styles-malformed": (STYLES, always("<styleSheet><fonts>"), "isn't a workbook"),
    "styles-empty": (STYLES, always(""), "isn't a workbook"),
    "styles-numbers": (STYLES, instead('numFmtId="0"', 'numFmtId="x"'), "a part of it is damaged"),
    "styles-many": (STYLES, instead("</cellXfs>", "<xf/>" * 500_000 + "</cellXfs>"), "larger than"),
    "entities": (SHEET, lambda text: f"<!DOCTYPE x [{BOMB}]><x>&e8;</x>", "isn't a workbook"),
    "entity-unknown": (SHEET, instead("<sheetData>", "<sheetData>&foo;"), "undefined entity"),
    "entity-of-a-file": (
        SHEET,
        always('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'),
        "isn't a workbook",
    ),
    "charts-alone": (SHEET, always(None), "no sheet with cells"),
    "no-content-types": ("[Content_Types].xml", always(None), "Content_Types"),
    "no-workbook": (BOOK, always(None), "workbook.xml"),
    "workbook-deep": (BOOK, lambda text: "<a>" * 100_000, "nested too deeply"),
    "sheet-cut-off": (SHEET, lambda text: text[: len(text) // 2], "isn't a workbook"),
    "cell-far-out": (SHEET, instead("</sheetData>", FAR + "</sheetData>"), "at most 20,000 rows"),
    "cell-beyond": (SHEET, instead('r="A2"', 'r="ZZZZ2"'), "ZZZZ"),
    "bomb": (SHEET, always(" " * 60_000_000), "larger than"),
}


def imported(file: Path) -> tuple[int, str]:
    """The exit status and the output of an import of ``file``, which says its name."""
    result = CliRunner().invoke(app, ["import", str(file), "--kb", str(file.parent / "faq.yaml")])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == 0 or str(file) in result.output
    return result.exit_code, result.output


def workbook(part: str, change: Change) -> bytes:
    openpyxl = pytest.importorskip("openpyxl")
    made, sound = io.BytesIO(), io.BytesIO()
    book = openpyxl.Workbook()
    for row in (["question", "answer"], ["How?", "So."]):
        book.active.append(row)
    book.save(sound)
    with zipfile.ZipFile(sound) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name).decode()
            changed = change(text) if name == part else text
            if changed is not None:
                new.writestr(name, changed)
    return made.getvalue()


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_workbook_is_refused(name: str, tmp_path: Path) -> None:
    """With what is wrong in it, and without a warning of the library's own."""
    part, change, said = BROKEN[name]
    file = tmp_path / f"{name}.xlsx"
    file.write_bytes(workbook(part, change))
    code, output = imported(file)
    assert code == 1
    assert said in output
    assert "UserWarning" not in output


def test_a_locked_workbook_is_refused(tmp_path: Path) -> None:
    """With the reason that it needs a password."""
    data = bytearray(workbook(SHEET, instead("", "")))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(sign)
        while place >= 0:
            data[place + at] |= 1
            place = data.find(sign, place + 4)
    (tmp_path / "locked.xlsx").write_bytes(data)
    code, output = imported(tmp_path / "locked.xlsx")
    assert (code, "password" in output) == (1, True)


@pytest.mark.parametrize(
    "deep", ["[" * 800 + "]" * 800, "[" * 100_000, '{""a"":' * 300 + "}" * 300]
)
def test_json_nested_deeply_in_a_cell_is_a_text(deep: str, tmp_path: Path) -> None:
    """It stays as it was typed."""
    file = tmp_path / "deep.csv"
    file.write_text(f'question,answer\nHow?,"{deep}"\n')
    assert imported(file)[0] == 0
    assert deep.replace('""', '"') in (tmp_path / "faq.yaml").read_text()


@pytest.mark.parametrize("name", ["a.csv", "a.md", "a.html", "a.json", "a.xlsx"])
def test_a_source_that_is_too_large_is_not_read(name: str, tmp_path: Path) -> None:
    """The message says how large one may be. The file is one hole, so that the test is quick."""
    with (tmp_path / name).open("wb") as file:
        file.truncate(200_000_000)
    code, output = imported(tmp_path / name)
    limit = 8 if name in ("a.md", "a.html") else 32
    assert (code, f"larger than {limit} MB" in output) == (1, True)


def test_a_source_of_too_many_records_is_refused(tmp_path: Path) -> None:
    """Tables, and what other tools export."""
    table, articles = tmp_path / "rows.csv", tmp_path / "articles.json"
    table.write_text("question,answer\n" + "How?,So.\n" * (formats.MOST_RECORDS + 1))
    article = '{"title": "t", "body": "b"}'
    articles.write_text('{"articles": [' + f"{article}," * formats.MOST_RECORDS + f"{article}]}}")
    page, markdown = tmp_path / "page.html", tmp_path / "page.md"
    page.write_text("<dl><dt>How?<dd>So." * (formats.MOST_RECORDS + 1))
    markdown.write_text("**How?**\n\nSo.\n\n" * (formats.MOST_RECORDS + 1))
    assert "at most 20,000 rows" in imported(table)[1]
    assert "more than 20,000 records" in imported(page)[1]
    assert "more than 20,000 records" in imported(markdown)[1]
    assert "more than 20,000 records" in imported(articles)[1]


@pytest.mark.parametrize("name", ["a.csv", "a.md", "a.json", "a.html"])
def test_a_text_that_is_too_long_is_left_out(name: str, tmp_path: Path) -> None:
    """Before it is looked at closely, and with the others taken."""
    text = "so " * 400_000
    written = {
        "a.csv": f"question,answer\nHow?,{text}\nWhy?,So.\n",
        "a.md": f"# How?\n\n{text}\n\n# Why?\n\nSo.\n",
        "a.json": f'[{{"q": "How?", "a": "{text}"}}, {{"q": "Why?", "a": "So."}}]',
        "a.html": f"<h2>How?</h2>{text}<h2>Why?</h2>So.",
    }[name]
    (tmp_path / name).write_text(written)
    code, output = imported(tmp_path / name)
    assert (code, "more than 1,000,000 characters" in output) == (0, True)
    assert "question: Why?" in (tmp_path / "faq.yaml").read_text()


def test_a_folder_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    """Its files are each small enough."""
    for number in range(5):
        with (tmp_path / f"{number}.md").open("wb") as file:
            file.truncate(8_000_000)
    assert "its files hold more than 32 MB" in imported(tmp_path)[1]


def test_what_one_file_cannot_hold_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With how it can be imported all the same."""
    monkeypatch.setattr("waypost.parser.MOST_LINES", 5)
    (tmp_path / "a.csv").write_text("question,answer\nHow?,So.\nWhy?,So.\n")
    code, output = imported(tmp_path / "a.csv")
    assert (code, "Import it in parts, each into a file of its own" in output) == (1, True)


NEVER_ENDING = {
    "nested.html": "<div>" * 100_000,
    "marked.html": "<![foo[ x ]]><p>Hello.</p>",
    "sections.html": "<![CDATA[" * 50_000,
    "styled.html": "<b><p>" * 20_000,
    "headings.md": "".join(f"{'#' * (n % 6 + 1)} How {n}?\nSo.\n" for n in range(10_000)),
    "bold.md": "**How?**\n\nSo.\n\n" * 10_000,
    "quotes.md": "# How?\n\n" + ">" * 50_000,
    "described.html": '<script type="application/ld+json">{"@type":"x"}</script>\n' * 10_000,
    "unended.md": "# How?\n\n" + "<a " * 100_000,
    "summaries.json": '[{"question": "How?", "answer": "' + "<summary>" * 50_000 + '"}]',
    "half.json": '[{"question": "How \\ud800?", "answer": "<p>So \\udfff.</p>"}]',
    "deep.json": "[" * 900 + "]" * 900,
    "deep.rst": "How?\n====\n\n" + "".join(f"{'  ' * n}* x\n\n" for n in range(300)),
    "workbook.xlsx": "no workbook",
    "words.md": "## How?\n\n" + "*a _b " * 60_000,
    "spaces.html": "<h2>How?</h2><p>So" + " " * 150_000 + "so</p>",
    "asked.md": "How?\nSo.\n" * 9_000,
    "buttons.html": "<h2>How?</h2>" + "<button " * 100_000,
    "digits.json": '[{"question": "How?", "answer": ' + "9" * 100_000 + "}]",
    "marks.md": "\ufeff\ufeff## How?\n\nSo.\n",
}


@pytest.mark.parametrize("name", NEVER_ENDING)
def test_a_page_without_an_end_is_read_or_refused(name: str, tmp_path: Path) -> None:
    """Tags, headings and quotes that are nested or repeated, and half a character."""
    (tmp_path / name).write_text(NEVER_ENDING[name])
    code, output = imported(tmp_path / name)
    assert code == 0 or f"{name}: " in output
