"""What must hold over a whole knowledge base is checked, and each breach is said with its line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from tests.data import ROOT
from waypost.checks.analyse import analyse
from waypost.checks.check import Check, CheckContext, run_checks
from waypost.checks.registry import CHECKS
from waypost.diagnostics import Problem
from waypost.diagnostics.catalog import CHAPTERS, WORDINGS
from waypost.diagnostics.report import in_order, one_line
from waypost.markdown import Converter
from waypost.model.facts import resolve
from waypost.model.includes import gather

SHARED = {"duplicate-key", "reserved-id"}
"""Codes of earlier stages that a check of the whole reports, too."""

CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_each_case_is_checked_as_expected(
    case: Path, agree: Callable[[Path, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(case.parent)
    gathered = gather(Path(case.name))
    context = CheckContext(
        knowledge=gathered.knowledge,
        resolved=resolve(gathered.knowledge.facts),
        converter=Converter(),
        day=date(2026, 11, 23),
    )
    checks = [each for each in CHECKS if each.codes <= CHAPTERS["Knowledge base"].keys() | SHARED]
    found = run_checks(checks, context, whole=True, parallel=False)
    problems = in_order([*gathered.problems, *found])
    agree(case.with_suffix(".txt"), "".join(one_line(problem) + "\n" for problem in problems))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.find.__name__)
def test_every_check_says_what_holds_and_which_codes_it_reports(check: Check) -> None:
    assert check.find.__doc__
    assert check.codes
    assert check.codes <= WORDINGS.keys()


def test_every_code_of_a_loaded_knowledge_base_belongs_to_a_check() -> None:
    """A code that is in the catalogue and that nothing reports would never be seen."""
    codes = frozenset[str]().union(*(check.codes for check in CHECKS))
    chapters = ("Text", "Knowledge base", "Facts and wording", "Trees")
    assert {code for name in chapters for code in CHAPTERS[name]} - codes == {"more-problems"}


def test_a_check_reports_the_codes_that_it_declares(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over the examples of all codes, which every check sees."""

    def run(checks: Sequence[Check], context: CheckContext, **_: bool) -> Iterator[Problem]:
        for check in checks:
            found = {problem.code for problem in check.find(context)}
            assert found <= check.codes, check.find.__name__
        return iter(())

    monkeypatch.setattr("waypost.checks.analyse.run_checks", run)
    for example in (ROOT / "docs/problems").glob("*.yaml"):
        file = tmp_path / "faq.yaml"
        file.write_bytes(example.read_bytes())
        analyse(file, date(2026, 11, 23))


def test_what_is_wrong_in_a_page_is_told(
    agree: Callable[[Path, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Placeholders that would show as typed, marks of a merge, links that the build refuses."""
    folder = Path(__file__).parent / "pages"
    monkeypatch.chdir(folder)
    found = analyse(Path("faq.yaml"), date(2026, 11, 23)).problems
    agree(folder / "problems.txt", "".join(f"{one_line(problem)}\n" for problem in found))


def test_a_heavy_picture_is_told_unless_that_is_ignored(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    for name, size in {"map.PNG": 1_000_001, "b.png": 1_000_000, "film.mp4": 2_000_000}.items():
        (tmp_path / "content" / name).write_bytes(bytes(size))
    file = tmp_path / "faq.yaml"
    told = []
    for more in ("", "\nignore: heavy-picture"):
        file.write_text(f"faqs: [{{id: a, question: Why?, answer: So.}}]{more}", encoding="utf-8")
        found = analyse(file, date(2026, 11, 23)).problems
        told.append([(each.code, each.at.file, each.about["size"]) for each in found])
    assert told == [[("heavy-picture", f"{tmp_path.as_posix()}/content/map.PNG", "1.0 MB")], []]


@pytest.mark.parametrize(
    "setting",
    [
        "plugins: [search, waypost, macros]",
        "plugins: {waypost: {}, redirects: {}}",
        "markdown_extensions: [pymdownx.snippets]",
        "markdown_extensions: [{wikilinks: {}}]",
        "hooks: [links.py]",
        "use_directory_urls: false",
        "exclude_docs: sub/",
        "INHERIT: ../mkdocs.yml",
        "plugins: [",
    ],
)
def test_links_that_the_settings_may_change_are_left_to_the_build(
    tmp_path: Path, setting: str
) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "about.md").write_text("[x](gone.md)", encoding="utf-8")
    file = tmp_path / "faq.yaml"
    file.write_text("faqs: [{id: a, question: Why?, answer: So.}]", encoding="utf-8")
    codes = []
    for more in ("", setting):
        settings = f"docs_dir: content\n{more}\n"
        (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
        codes.append([problem.code for problem in analyse(file, date(2026, 11, 23)).problems])
    assert codes == [["dead-page-link"], []]
