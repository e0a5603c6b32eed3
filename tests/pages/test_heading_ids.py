"""Ids of headings: each stands once in a page, whatever texts stand together there."""

import re
from datetime import date
from pathlib import Path

import pytest

from waypost.checks.analyse import analyse
from waypost.pages import page_context, page_plans

KNOWLEDGE = """
categories: [{id: money, title: Money}]
faqs:
  - {id: long, question: A?, category: money, answer: "[S](#costs-2).\\n\\n## Costs 2\\n\\n## It"}
  - {id: long-costs, question: What?, category: money, answer: "So.\\n\\n## 2"}
  - {id: costs, question: When?, category: money, answer: "So.\\n\\n## Long costs"}
contacts: {desk: {title: The desk, how: Call us.}}
trees:
  - id: help
    title: Help
    questions: {where: {ask: Where?, options: {here: Here, there: There}, go: ask}}
    outcomes: {ask: {title: Ask, body: "So.\\n\\n## Contact desk", contacts: [desk]}}
"""


@pytest.mark.parametrize("address", ["topics/money/", "help/ask/"])
def test_ids_of_a_page_are_those_of_one_part_each(address: str, tmp_path: Path) -> None:
    """An answer's id and a heading's are told apart from another answer's id, and a contact's."""
    path = tmp_path / "faq.yaml"
    path.write_text(KNOWLEDGE)
    context = page_context(analyse(path, date(2026, 11, 22)).site)
    plan = next(each for each in page_plans(context) if each.outline.address == address)
    html = context.render(plan.view()).html
    ids = re.findall(' id="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall('href="#([^"]*)"', html)) - {"_top"} <= set(ids)
