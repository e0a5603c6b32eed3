"""A fact that is changed in one line changes everything that rests on it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from click.testing import CliRunner

from tests.pages.rendering import rendered
from waypost.checks.analyse import Analysis, analyse
from waypost.cli.main import app
from waypost.pages import page_context

KB = """
facts:
  window: {value: 5, unit: days, label: Window}
categories: [{id: all, title: All, facts: [window]}]
policies:
  - id: rule
    title: The rule
    category: all
    summary: "{{ facts.window }} are left."
    body: "You have {{ facts.window }}."
guides:
  - {id: how, title: How, category: all, steps: ["Do it within {{ facts.window }}."]}
faqs:
  - id: long
    question: For how long?
    category: all
    answer: "For {{ facts.window }}."
    policies: [rule]
trees:
  - id: help
    title: Help
    questions:
      placed:
        ask: How many days ago?
        type: number
        unit: days
        min: 0
        go: [{when: {placed: <= facts.window}, to: now}, {else: late}]
    outcomes:
      now: {title: Now, body: "Within {{ facts.window }}."}
      late: {title: Late, body: "Later than {{ facts.window }}."}
    scenarios:
      - {name: five days ago, given: {placed: 5}, expect: now}
      - {name: six days ago, given: {placed: 6}, expect: late}
"""
DAY = date(2026, 11, 23)
PLACES = {
    "policies/rule/": "7 days",
    "guides/how/": "7 days",
    "questions/long/": "7 days",
    "topics/all/": "7 days",
    "help/now/": "7 days",
    "help/late/": "7 days",
    "help/": "7 days ago",
}


def prepared(folder: Path, value: str, text: str = KB) -> Analysis:
    file = folder / "faq.yaml"
    file.write_text(text.replace("value: 5", f"value: {value}"), encoding="utf-8")
    return analyse(file, DAY)


def test_one_line_changes_every_page(tmp_path: Path) -> None:
    """Policy, guide, answer, box of facts, outcomes and bands of the tree: no page lags behind."""
    context = page_context(prepared(tmp_path, "7", KB.split("    scenarios:")[0]).site)
    pages = {page.address: str(page.html) for page in rendered(context)}
    assert [name for name, said in PLACES.items() if said not in pages[name]] == []
    assert [name for name in PLACES if "5 days" in pages[name]] == []


def test_one_line_changes_the_verdict_of_an_example(tmp_path: Path) -> None:
    """The tree's boundary moves with the fact, and an example that no longer holds says so."""
    assert prepared(tmp_path, "5").problems == ()
    for value, moved in (("7", "six days ago"), ("4", "five days ago")):
        failed = [p for p in prepared(tmp_path, value).problems if p.code == "scenario-failed"]
        assert [problem.about["scenario"] for problem in failed] == [moved]


def test_one_line_changes_the_way_and_the_diagram(tmp_path: Path) -> None:
    """What a reader is led to on day seven, and the drawing of it."""
    said = {}
    for value in ("5", "7"):
        kb = tmp_path / "faq.yaml"
        kb.write_text(
            KB.split("    scenarios:")[0].replace("value: 5", f"value: {value}"), encoding="utf-8"
        )
        case = tmp_path / "cases.json"
        case.write_text(json.dumps([{"given": {"placed": 7}}]), encoding="utf-8")
        walk = ["walk", "help", "--kb", str(kb), "--batch", str(case)]
        draw = ["tree", "help", "--kb", str(kb), "--format", "mermaid"]
        outcome = json.loads(CliRunner().invoke(app, walk).stdout)[0]["outcome"]
        said[value] = (outcome, "7 days" in CliRunner().invoke(app, draw).stdout)
    assert said == {"5": ("late", False), "7": ("now", True)}
