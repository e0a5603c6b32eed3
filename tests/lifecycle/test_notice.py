"""A notice stands on all pages up to its last day, in every form and language of a site."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.build import project
from waypost.build.build_result import BuildOptions
from waypost.build.publish import build
from waypost.checks.analyse import Analysis, analyse
from waypost.cli.main import app
from waypost.diagnostics.message_format import message
from waypost.exchange.to_plain import plain
from waypost.pages import page_context

LAST = date(2026, 12, 12)
AFTER = date(2026, 12, 13)
NOTICE = "notice: {text: 'Late by {{ facts.delay }}, see [this](faq:leave).', until: 2026-12-12}\n"
SHOWN = 'Late by <span class="wp-fact" data-fact="delay">3 days</span>'
KNOWLEDGE = f"""title: Help
{NOTICE}facts:
  delay: {{value: 3, unit: days}}
faqs:
  - {{id: leave, question: How do I leave?, answer: Use the portal.}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a notice, which is the current folder."""
    monkeypatch.chdir(project.make(tmp_path / "shop", KNOWLEDGE))
    return Path()


def run(*line: str) -> Result:
    return CliRunner().invoke(app, list(line), catch_exceptions=False)


def checked(knowledge: str, *, day: date = LAST) -> Analysis:
    Path("faq.yaml").write_text(knowledge, encoding="utf-8")
    return analyse(Path("faq.yaml"), day)


def told(knowledge: str) -> list[str]:
    return [message(problem) for problem in checked(knowledge).problems]


def pages_of(site: Path) -> dict[str, str]:
    """Every page that is drawn in the theme."""
    found = {path.as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    return {name: html for name, html in found.items() if "md-header" in html}


def test_every_page_shows_it_with_links_from_where_it_stands(folder: Path) -> None:
    """The missing page and those that are written by hand, too."""
    assert run("build", "--on", LAST.isoformat()).exit_code == 0
    pages = pages_of(folder / "site")
    assert {"site/index.html", "site/404.html", "site/about/index.html"} < set(pages)
    assert [name for name, html in pages.items() if SHOWN not in html] == []
    assert 'href="../questions/leave/"' in pages["site/about/index.html"]
    assert 'href="/questions/leave/"' in pages["site/404.html"]
    assert 'href="./questions/leave/"' in pages["site/index.html"]


def test_it_is_left_out_when_its_last_day_is_over_and_the_editor_is_told(folder: Path) -> None:
    """That it ended is no problem: not even a strict check stops for it."""
    over = "The notice (faq.yaml:2) ended on 2026-12-12; no page shows it any more."
    on_last, after = (("--strict", "--on", day.isoformat()) for day in (LAST, AFTER))
    assert over not in run("check", *on_last).output
    assert over in run("check", *after).output
    result = run("build", *after)
    assert (result.exit_code, over in result.output) == (0, True)
    assert "Published as of 2026-12-13." in result.output
    assert not [name for name, html in pages_of(folder / "site").items() if "Late by" in html]


def test_when_it_ends_no_other_file_of_the_site_changes_but_pages_and_data(folder: Path) -> None:
    """A notice is no part of an answer: neither Markdown nor search data differ."""

    def files(day: date) -> dict[str, bytes]:
        build(Path("mkdocs.yml"), None, folder / "site", day, BuildOptions())
        found = (path for path in (folder / "site").rglob("*") if path.is_file())
        return {path.relative_to("site").as_posix(): path.read_bytes() for path in found}

    before, after = files(LAST), files(AFTER)
    changed = {name for name in before if before[name] != after.get(name)}
    assert {name for name in changed if not name.endswith(".html")} == {
        *("kb.json", "llms.txt", ".waypost-site"),
        *({name for name in changed if name.startswith(("_", "."))}),
    }


def test_its_mistakes_are_told_as_those_of_other_fields(folder: Path) -> None:
    faqs = "faqs: [{id: a, question: A?, answer: B.}]\n"
    assert told("notice: {text: Late., unitl: 2026-12-24}\n" + faqs) == [
        "This notice has no field called “unitl”."
    ]
    assert told("notice: {text: Late., until: Friday, level: loud}\n" + faqs) == [
        "“Friday” is not a date.",
        "“level” can't be “loud”.",
    ]
    assert told("notice: {until: 2026-12-24}\n" + faqs) == ["This notice has no “text”."]
    assert told('notice: "See [this](faq:none), {{ facts.none }}."\n' + faqs) == [
        "There is no question “none”.",
        "There is no fact “none”.",
    ]
    Path("more.yaml").write_text("notice: Two.\n", encoding="utf-8")
    assert told("include: more.yaml\nnotice: One.\n" + faqs) == [
        "“notice” is set in more than one file."
    ]


def test_a_text_alone_is_a_notice_without_an_end(folder: Path) -> None:
    site = checked(KNOWLEDGE.replace(NOTICE, "notice: Late.\n"), day=date(2099, 1, 1)).site
    assert site.knowledge.notice
    assert (site.knowledge.notice.text, site.knowledge.notice.level) == ("Late.", "info")
    assert plain(site.knowledge)["notice"] == "Late."


def test_each_language_has_it_in_its_words_and_its_form_of_the_day(folder: Path) -> None:
    words = "notice: {text: 'Spät um {{ facts.delay }}, [hier](faq:leave).'}\n"
    Path("faq.de.yaml").write_text(words, encoding="utf-8")
    found = checked("languages: [en, de]\n" + KNOWLEDGE)
    german = str(page_context(found.sites[1]).notice)
    assert "3 Tage</span>" in german
    assert "Bis zum 12. Dezember 2026" in german
    Path("faq.de.yaml").write_text("faqs: {}\n", encoding="utf-8")
    [_, without] = checked("languages: [en, de]\n" + KNOWLEDGE).sites
    assert 'lang="en"' in str(page_context(without).notice)


def test_its_facts_and_links_follow_a_rename(folder: Path) -> None:
    assert "unused-fact" not in [each.code for each in checked(KNOWLEDGE).problems]
    assert run("rename", "delay", "wait").exit_code == 0
    assert run("rename", "leave", "go").exit_code == 0
    assert "Late by {{ facts.wait }}, see [this](faq:go)." in Path("faq.yaml").read_text("utf-8")
