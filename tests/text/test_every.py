"""Every text of a knowledge base is looked at, wherever it stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from waypost.checks.check import CheckContext
from waypost.checks.texts import addresses_are_safe, texts_convert, verdicts_are_received
from waypost.diagnostics import Problem
from waypost.diagnostics.report import in_order, one_line
from waypost.markdown import Converter, Names
from waypost.model.facts import Resolved, resolve
from waypost.model.includes import gather
from waypost.model.records import Knowledge
from waypost.parser.content_files import files_in

FOLDER = Path(__file__).parent / "every"


def problems_in(knowledge: Knowledge, converter: Converter) -> list[Problem]:
    context = CheckContext(
        knowledge=knowledge,
        resolved=Resolved(converter.facts),
        converter=converter,
        day=date(2026, 11, 23),
    )
    checks = (texts_convert, addresses_are_safe, verdicts_are_received)
    return [problem for check in checks for problem in check(context)]


def test_a_mistake_is_found_in_every_field_of_text(agree: Callable[[Path, str], None]) -> None:
    """The file has one unknown fact in each field that readers see as text."""
    gathered = gather(FOLDER / "faq.yaml")
    converter = Converter(Names.of(gathered.knowledge), resolve(gathered.knowledge.facts).facts)
    found = problems_in(gathered.knowledge, converter)
    lines = [one_line(problem).replace(str(FOLDER), ".") for problem in in_order(found)]
    assert not gathered.problems
    agree(FOLDER / "problems.txt", "".join(f"{line}\n" for line in lines))


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        ("{{ facts.day }} to {{ facts.day.value }}", []),
        ("{{ facts.day.valu }} to 5", ["odd-placeholder"]),
        ("{{ fact.day }} to 5", ["odd-placeholder"]),
        ("{ facts.day } to 5", ["odd-placeholder"]),
        ("{{ answers.age }} to 5", ["misplaced-answer"]),
        ("{{ facts.dya }} to 5", []),
    ],
)
def test_a_fact_that_would_show_what_was_typed_is_told_once(
    value: str, codes: list[str], tmp_path: Path
) -> None:
    """Resolving facts tells of those that there aren't."""
    (tmp_path / "faq.yaml").write_text(f"facts:\n  day: 3\n  window: '{value}'\nfaqs: []\n")
    knowledge = gather(tmp_path / "faq.yaml").knowledge
    resolved = resolve(knowledge.facts)
    found = problems_in(knowledge, Converter(Names.of(knowledge), resolved.facts))
    assert [problem.code for problem in found] == codes
    assert [problem.at[1:] for problem in found] == [(3, 12)] * len(codes)
    assert [problem.code for problem in resolved.problems] == ["unknown-fact"] * ("dya" in value)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("https://example.org/fb", None),
        ("https://пример.рф/fb", None),
        ("mailto:help@example.org", "unfit-endpoint"),
        ("tel:+44123", "unfit-endpoint"),
        ("/fb", "unfit-endpoint"),
        ("https://example.org;script-src *", "unfit-endpoint"),
        ("https://*/", "unfit-endpoint"),
    ],
)
def test_verdicts_are_sent_to_an_https_address_alone(
    address: str, code: str | None, tmp_path: Path
) -> None:
    (tmp_path / "faq.yaml").write_text(f"feedback: {{endpoint: '{address}'}}\nfaqs: []\n")
    found = problems_in(gather(tmp_path / "faq.yaml").knowledge, Converter())
    assert [problem.code for problem in found] == ([code] if code else [])


def test_files_of_the_content_folder_are_known_but_not_hidden_ones(tmp_path: Path) -> None:
    (tmp_path / "img").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("index.md", "img/a.svg", ".secret", ".git/config"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "img/passwd.png").symlink_to("/etc/passwd")
    assert files_in(tmp_path) == ("img/a.svg", "index.md")
    assert files_in(tmp_path / "none") == ()
