"""An entry is a draft, then published from a day to a day, and is checked again in time."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.pages.rendering import rendered
from waypost.checks.analyse import Analysis, analyse
from waypost.cli.main import app
from waypost.pages import page_context

HERE = Path(__file__).parent
CASES = sorted((HERE / "cases").glob("*.txt"))
DAY = date(2026, 11, 23)


def prepared(day: date = DAY, *, drafts: bool = False) -> Analysis:
    return analyse(HERE / "faq.yaml", day, drafts=drafts)


def pages(site: Analysis) -> dict[str, str]:
    return {page.address: page.html for page in rendered(page_context(site.site))}


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_what_is_due_is_listed_soonest_first(
    case: Path, agree: Callable[[Path, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A case is a command and what it prints."""
    monkeypatch.chdir(HERE)
    line = case.read_text(encoding="utf-8").split("\n", 1)[0]
    result = CliRunner().invoke(app, shlex.split(line.removeprefix("$ waypost ")))
    output = result.output.replace("\r\n", "\n")
    agree(case, f"{line}\n" + "".join(f"{row.rstrip()}\n" for row in output.splitlines()))


def test_lines_of_a_calendar_are_short_and_end_as_the_standard_asks() -> None:
    """At most 75 bytes, ended by CRLF, whatever the title holds."""
    result = CliRunner().invoke(
        app, ["stale", "--kb", str(HERE / "faq.yaml"), "--on", "2026-11-23", "--format", "ics"]
    )
    lines = result.stdout_bytes.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line for line in lines)


def test_a_draft_is_never_part_of_a_build() -> None:
    """Neither its page nor its words nor a link to it, wherever it was named."""
    site = prepared()
    assert site.ok()
    built = pages(site)
    assert "questions/open/" in built
    assert [name for name in built if "secret" in name] == []
    assert [name for name, html in built.items() if "ecret" in html] == []


def test_a_draft_shows_in_the_preview_and_is_marked() -> None:
    """Its page says that it is a draft, and entries link to it as they will."""
    built = pages(prepared(drafts=True))
    assert "wp-draft" in built["questions/secret/"]
    assert "questions/secret/" in built["questions/open/"]
    assert "wp-draft" not in built["questions/open/"]


@pytest.mark.parametrize(
    ("day", "soon", "sale"),
    [
        (date(2026, 10, 31), False, False),
        (date(2026, 11, 1), False, True),
        (date(2026, 11, 29), False, True),
        (date(2026, 11, 30), False, False),
        (date(2026, 12, 1), True, False),
    ],
)
def test_an_entry_is_out_from_its_first_day_until_it_expires(
    day: date, soon: bool, sale: bool
) -> None:
    built = pages(prepared(day))
    assert ("questions/soon/" in built, "questions/sale/" in built) == (soon, sale)
    assert ("Soon it is." in "".join(built.values())) == soon


def test_a_link_to_what_is_not_out_is_taken_out_and_said() -> None:
    """The text stays; the editor learns why it is no link."""
    found = [problem for problem in prepared().problems if problem.code == "unpublished-link"]
    assert [problem.about["name"] for problem in found] == ["secret"]
    assert not [each for each in prepared(drafts=True).problems if each.code == "unpublished-link"]
