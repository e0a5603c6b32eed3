"""An owner's catalog overrides words or adds a language, and every mistake in it is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from babel.messages import pofile
from hypothesis import given
from hypothesis import strategies as some

from scripts.messages import TEMPLATE, path_of
from tests.build import project
from waypost.checks.analyse import Analysis, analyse
from waypost.checks.catalog_problems import catalog_problems
from waypost.core.po_file import read_po
from waypost.diagnostics.message_format import hint, message
from waypost.serve.session import PreviewSession

HERE = Path(__file__).parent
DAY = date(2026, 11, 23)
SWEDISH = """
msgid ""
msgstr ""
"Language: sv\\n"

msgid "More in this topic"
msgstr "Mer om detta"

msgid "%(num)s question"
msgid_plural "%(num)s questions"
msgstr[0] "%(num)s fråga"
msgstr[1] "%(num)s frågor"

msgid "Type a few words, or a whole question"
msgstr "Skriv några ord"

msgid "Your last searches"
msgstr "Dina senaste sökningar"
"""


@pytest.fixture
def kb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A knowledge base, in the current folder."""
    project.make(tmp_path)
    (tmp_path / "locales").mkdir()
    monkeypatch.chdir(tmp_path)
    return Path("faq.yaml")


def checked(kb: Path, language: str, catalog: str, name: str = "") -> Analysis:
    kb.write_text(f"language: {language}\n{project.KNOWLEDGE}", encoding="utf-8")
    Path("locales", f"{name or language}.po").write_text(catalog, encoding="utf-8")
    return analyse(kb, DAY)


def said(analysis: Analysis) -> str:
    """The problems of an analysis, with their remedies."""
    return "".join(
        f"{each.at.file}:{each.at.line}:{each.at.column} {each.code}\n"
        f"  {message(each)}\n  {hint(each)}\n"
        for each in analysis.problems
        if each.at.file.endswith(".po")
    )


def test_every_mistake_is_told_at_once(kb: Path, agree: Callable[[Path, str], None]) -> None:
    analysis = checked(kb, "de", (HERE / "wrong.po").read_text(encoding="utf-8"))
    agree(HERE / "wrong.txt", said(analysis))
    assert not analysis.ok()
    assert analysis.site.messages.gettext("Home") != "Start", "nothing of it is used"


@pytest.mark.parametrize(
    "forms", ["nplurals=2; plural=n/0;", "nplurals=1; plural=n;", "nplurals=2; plural=__import__;"]
)
def test_a_rule_that_gives_no_form_is_told(kb: Path, forms: str) -> None:
    found = checked(kb, "de", f'msgid ""\nmsgstr "Plural-Forms: {forms}\\n"\n').problems
    assert [each.code for each in found if each.at.file.endswith(".po")] == ["bad-plural-forms"]


def test_a_catalog_of_no_language_of_the_site_is_told(kb: Path) -> None:
    analysis = checked(kb, "de", "", name="fr")
    assert [each.code for each in analysis.problems] == ["unused-catalog"]
    assert analysis.ok()


def test_an_owner_s_words_go_before_ours(kb: Path) -> None:
    """In English as in any other language, in pages and in what scripts are handed."""
    text = 'msgid "Home"\nmsgstr "Start"\n\nmsgid "Results for %(words)s"\nmsgstr "%(words)s?"\n'
    messages = checked(kb, "en", text).site.messages
    assert messages.gettext("Home") == "Start"
    assert messages.gettext("Guides") == "Guides"
    assert messages.of_script("search-panel.mjs") == {"Results for %(words)s": "%(words)s?"}


def test_an_owner_adds_a_language(kb: Path) -> None:
    """What they don't translate is English, or what the theme says in that language."""
    assert checked(kb, "sv", SWEDISH).problems == ()
    assert project.build().exit_code == 0
    page = Path("site/questions/leave/index.html").read_text(encoding="utf-8")
    assert "Mer om detta" in page
    assert "Skriv några ord" in page
    assert "Copy link" in page
    assert "2 frågor" in Path("site/index.html").read_text(encoding="utf-8")
    panel = Path("site/assets/waypost/search.json").read_text(encoding="utf-8")
    assert "Dina senaste sökningar" in panel


def test_a_preview_watches_for_a_catalog(kb: Path) -> None:
    session = PreviewSession(Path("mkdocs.yml"), None, DAY)
    session.refresh()
    assert Path("locales") in session.watched


@given(some.text(some.sampled_from('msgidtr_plu[01] "\\\n#,~%()x')))
def test_no_text_makes_reading_fail(text: str) -> None:
    for problem in catalog_problems(text, "de.po", "de"):
        assert message(problem)


@pytest.mark.parametrize("path", [TEMPLATE, path_of("ar"), path_of("en")], ids=str)
def test_a_catalog_is_read_as_babel_reads_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    theirs = {
        (each.id,) if isinstance(each.id, str) else each.id: each.string
        for each in pofile.read_po(text.splitlines())
        if each.id
    }
    ours = {each.ids: [form.text for form in each.forms] for each in read_po(text).entries}
    assert {
        ids: [said] if isinstance(said, str) else list(said) for ids, said in theirs.items()
    } == ours
