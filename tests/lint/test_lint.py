"""Advice on what is written: a case is a knowledge base and the problems beside it."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.data import ROOT, shared
from waypost.checks.analyse import analyse
from waypost.checks.quantities import quantities
from waypost.diagnostics.catalog import CHAPTERS
from waypost.diagnostics.report import one_line

CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))
DAY = date(2026, 11, 23)
ABOUT_QUESTIONS = {"near-duplicate", "misplaced-phrasing"}


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_each_case_is_advised_as_expected(
    case: Path, agree: Callable[[Path, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(case.parent)
    found = analyse(Path(case.name), DAY).problems
    agree(case.with_suffix(".txt"), "".join(f"{one_line(problem)}\n" for problem in found))


def test_the_sample_needs_no_advice() -> None:
    """The checks don't cry wolf over a knowledge base that is written with care."""
    found = analyse(ROOT / "faq.yaml", DAY).problems
    advice = CHAPTERS["Facts and wording"]
    assert [problem for problem in found if problem.code in advice] == []


@pytest.mark.parametrize(
    "collection", ["banking77", "bitext27", "clinc75", "curekart", "sofmattress"]
)
def test_questions_of_real_customers_bring_few_false_alarms(
    collection: str, tmp_path: Path
) -> None:
    """Every question and phrasing of these was put where it stands by a person: at most one in a
    hundred is doubted."""
    faqs = json.loads((shared("search") / collection / "faqs.json").read_text(encoding="utf-8"))
    file = tmp_path / "faq.yaml"
    rows = [{**faq, "answer": "Yes."} for faq in faqs]
    file.write_text(json.dumps({"faqs": rows}), encoding="utf-8")
    found = [each for each in analyse(file, DAY).problems if each.code in ABOUT_QUESTIONS]
    said = [one_line(problem) for problem in found]
    assert len(found) <= sum(1 + len(faq["also_asked"]) for faq in faqs) / 100, said


def test_of_phrasings_put_with_a_wrong_question_many_are_found(tmp_path: Path) -> None:
    """Of phrasings of real customers that are moved elsewhere at least three in ten are noticed,
    nearly all of them with the question to which they belong, and hardly any other is doubted."""
    moves = found = right = doubted = 0
    for collection in ("banking77", "bitext27", "clinc75", "curekart", "sofmattress"):
        source = shared("search") / collection / "faqs.json"
        faqs = json.loads(source.read_text(encoding="utf-8"))
        moved = _moved(faqs, random.Random(7))
        file = tmp_path / "faq.yaml"
        rows = [{**faq, "answer": "Yes."} for faq in faqs]
        file.write_text(json.dumps({"faqs": rows}), encoding="utf-8")
        for each in analyse(file, DAY).problems:
            if each.code == "misplaced-phrasing":
                belongs = moved.get(each.about["phrasing"])
                found += belongs is not None
                right += belongs == each.about["first"]
                doubted += belongs is None
        moves += len(moved)
    assert found >= 0.3 * moves, f"{found} of {moves}"
    assert right >= 0.85 * found, f"{right} of {found}"
    assert doubted <= 5


def _moved(faqs: list[dict[str, Any]], chance: random.Random) -> dict[str, str]:
    """Move a phrasing of every third question to the one after it; each with where it belongs."""
    moved = {}
    for place in range(0, len(faqs) - 1, 3):
        phrasings = faqs[place]["also_asked"]
        if len(phrasings) >= 3:
            phrasing = phrasings.pop(chance.randrange(len(phrasings)))
            faqs[place + 1]["also_asked"].append(phrasing)
            moved[phrasing] = faqs[place]["id"]
    return moved


@pytest.mark.parametrize("collection", ["banking77", "bitext27", "sofmattress"])
def test_what_people_wrote_of_numbers_contradicts_no_fact(collection: str, tmp_path: Path) -> None:
    """Each number that a customer wrote is a fact once, beside all that the others wrote."""
    faqs = json.loads((shared("search") / collection / "faqs.json").read_text(encoding="utf-8"))
    texts = {faq["id"]: " ".join(f"{text}." for text in faq["also_asked"]) for faq in faqs}
    rows = [{"id": id, "question": f"Is {id} so?", "answer": text} for id, text in texts.items()]
    stated = {each for text in texts.values() for each in quantities(text)}
    facts = {(each.number, each.unit) for each in stated}
    assert facts
    for number, unit in sorted(facts):
        named = {"id": "named", "question": "How many?", "answer": "You have {{ facts.limit }}."}
        known = {"facts": {"limit": {"value": str(number), "unit": unit}}, "faqs": [*rows, named]}
        (tmp_path / "faq.yaml").write_text(json.dumps(known), encoding="utf-8")
        found = analyse(tmp_path / "faq.yaml", DAY, comparisons=False).problems
        assert [one_line(each) for each in found if each.code == "contradicts-fact"] == []


def test_a_warning_is_ignored_where_its_code_is_named(tmp_path: Path) -> None:
    """Each kind of advice can be switched off; errors can't, but for an entry's own numbers."""
    file = tmp_path / "faq.yaml"
    text = (
        "facts: {window: {value: 5, unit: days}, fee: 0}\n"
        "faqs: [{id: a, question: How long?, answer: 'In {{ facts.window }}. In 7 days.'}]\n"
    )
    file.write_text(text, encoding="utf-8")
    codes = [problem.code for problem in analyse(file, DAY).problems]
    assert codes == ["unused-fact", "contradicts-fact"]
    file.write_text("ignore: [unused-fact]\n" + text, encoding="utf-8")
    assert [problem.code for problem in analyse(file, DAY).problems] == ["contradicts-fact"]
    file.write_text("ignore: contradicts-fact\n" + text, encoding="utf-8")
    assert "bad-choice" in [problem.code for problem in analyse(file, DAY).problems]
    own = text.replace("{id: a,", "{id: a, ignore: contradicts-fact,")
    file.write_text(own, encoding="utf-8")
    assert [problem.code for problem in analyse(file, DAY).problems] == ["unused-fact"]


def test_what_an_entry_ignores_is_ignored_in_all_of_it_and_nowhere_else(tmp_path: Path) -> None:
    """A tree's questions and outcomes are parts of it; what stands below an entry is none."""
    file = tmp_path / "faq.yaml"
    text = (
        "trees:\n"
        "  - id: help\n"
        "    title: Help\n"
        "    ignore: [single-option, untested-outcome]\n"
        "    questions: {where: {ask: Where?, options: {here: Here}, go: {here: wait}}}\n"
        "    outcomes: {wait: {title: Wait, body: It comes.}}\n"
        "faqs: [{id: a, question: How long?, answer: A ==day==., ignore: unread-markdown}]\n"
        "changes: [{date: 2026-11-22, text: A ==day==.}]\n"
    )
    file.write_text(text, encoding="utf-8")
    found = [(each.code, each.at.line) for each in analyse(file, DAY).problems]
    assert found == [("unread-markdown", 8)]
