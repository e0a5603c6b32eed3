"""Old addresses lead on: a table of articles with their addresses, and lists of addresses alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from waypost.cli.main import app

TABLE = """\
Title,Body,Permalink,Status
How do I pay?,By card. See [cancelling](/help/cancel).,https://www.old.example/help/pay/,
Can I cancel?,Yes.,https://old.example/help/cancel,
What does it cost?,Nothing.,https://old.example/faq?id=1,
Is it safe?,It is.,https://old.example/faq#safe,
Who says so?,The [state](https://state.example/law).,https://state.example/law,
Where are you?,Here.,in town help/where.html,
"""


def imported(folder: Path, name: str, text: str | bytes, *more: str) -> tuple[str, str, str]:
    """What an import says, the knowledge base and the redirects that it makes."""
    file, kb = folder / name, folder / "site" / "faq.yaml"
    kb.parent.mkdir(exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    result = CliRunner().invoke(app, ["import", str(file), "--kb", str(kb), *more])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    moved = kb.parent / "content" / "_redirects"
    made = [path.read_text() if path.exists() else "" for path in (kb, moved)]
    return result.output, made[0], made[1]


def test_an_address_of_a_row_leads_to_its_question(tmp_path: Path) -> None:
    """On the host that most are on. What was the address of several leads to the home page."""
    said, text, moved = imported(tmp_path, "articles.csv", TABLE)
    assert moved.splitlines() == [
        "/help/pay/ /questions/how-do-i-pay/ 301",
        "/help/cancel /questions/can-i-cancel/ 301",
        "/faq / 301",
    ]
    assert "answer: By card. See [cancelling](faq:can-i-cancel)." in text
    assert "“/faq” was the address of 2 entries; it leads to the home page" in said
    assert "row 7: note: “in” is no address" in said
    assert "“https://state.example/law” and 1 more: addresses that aren't on old.example" in said


def test_an_address_that_does_not_say_where_is_of_the_old_site(tmp_path: Path) -> None:
    """As it is called with --base-url."""
    more = ("--base-url", "https://old.example/")
    moved = imported(tmp_path, "articles.csv", TABLE, *more)[2]
    assert moved.splitlines()[-1] == "/help/where.html /questions/where-are-you/ 301"


def test_a_question_that_is_left_out_has_no_redirect(tmp_path: Path) -> None:
    """Nor has a draft, which nobody may see."""
    rows = "question,answer,url,draft\nHow?,So.,/how,yes\nWhy?,\\u0000<b,/why,\n"
    table = rows.replace("\\u0000", "{{ facts.none }}")
    _, text, moved = imported(tmp_path, "a.csv", table)
    assert ("Why?" in text, moved) == (False, "")


def test_an_address_that_is_none_breaks_nothing(tmp_path: Path) -> None:
    """Such as half an address of the sixth version."""
    said, text, _ = imported(tmp_path, "a.csv", "question,answer,url\nHow?,So.,http://[x\n")
    assert "question: How?" in text, said


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("sitemap.xml", "<?xml version='1.0'?><urlset><url><loc>https://e.org/a</loc></url>"),
        ("urls.txt", "https://e.org/a\nhttps://e.org/b\n"),
        ("urls.csv", "url\nhttps://e.org/a\nhttps://e.org/b\n"),
        ("titles.csv", "title,url\nHow?,https://e.org/a\nWhy?,https://e.org/b\n"),
    ],
)
def test_a_list_of_addresses_alone_is_refused(name: str, text: str, tmp_path: Path) -> None:
    """It says what to export instead: nothing is fetched."""
    said, made, _ = imported(tmp_path, name, text)
    assert "A list of addresses has no texts, and nothing is fetched" in said
    assert not made


@pytest.mark.parametrize("name", ["a.md", "a.html", "a.yaml", "a.csv", "a.json", "a.rst"])
def test_a_text_that_is_not_utf_8_is_never_guessed(name: str, tmp_path: Path) -> None:
    """The first byte that isn't is named; with --encoding every form is read."""
    written = {
        "a.md": "# Où?\n\nÀ côté.\n",
        "a.html": "<h2>Où?</h2>\n<p>À côté.</p>",
        "a.yaml": "- question: Où?\n  answer: À côté.\n",
        "a.csv": "question,answer\nOù?,À côté.\n",
        "a.json": '[{"question": "Où?",\n"answer": "À côté."}]',
        "a.rst": "Où?\n===\n\nÀ côté.\n",
    }[name]
    line, column = next((n, row) for n, row in enumerate(written.split("\n"), 1) if "ù" in row)
    said, made, _ = imported(tmp_path, name, written.encode("windows-1252"))
    assert f"line {line}, byte {column.index('ù') + 1}: not understood: 0xF9 is not UTF-8" in said
    assert not made
    assert (
        "there is no encoding “latin-99”"
        in imported(tmp_path, name, b"x", "--encoding", "latin-99")[0]
    )
    data = written.encode("windows-1252")
    made = imported(tmp_path, name, data, "--encoding", "windows-1252")[1]
    assert "question: Où?" in made
    assert "À côté." in made


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_mark_at_the_beginning_says_the_encoding(encoding: str, tmp_path: Path) -> None:
    """UTF-16 without one is refused, with what to say."""
    made = imported(tmp_path, "a.md", "# Où?\n\nÀ côté.\n".encode(encoding))[1]
    assert "question: Où?" in made
    said = imported(tmp_path, "b.md", "# How?\n\nSo.\n".encode("utf-16-le"))[0]
    assert "say --encoding utf-16-le" in said
