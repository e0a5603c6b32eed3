"""However much there is, a page stays light: topics go on on further pages."""

from __future__ import annotations

import gzip
import re
from datetime import date

import pytest

from tests.pages.rendering import rendered
from tests.pages.test_letters import linked
from waypost.checks.analyse import analyse
from waypost.pages import Page, page_context

QUESTIONS = 1_050
QUESTION = re.compile(r"questions/([^/]+)/")

LIGHT = 20_000
"""Bytes of a page's own part, compressed; the theme's is a third of it."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    """The pages of a knowledge base with one large topic, and twenty small ones."""
    faqs = "".join(
        f"  - id: q{n}\n    question: What about case {n:x}, which is number {n}?\n"
        f"    answer: This is what holds for case {n:x}. Ask the seller about it.\n"
        f"    category: {'large' if n < 1_000 else f'small-{n % 20}'}\n"
        for n in range(QUESTIONS)
    )
    file = tmp_path_factory.mktemp("scale") / "faq.yaml"
    file.write_text(f"faqs:\n{faqs}", encoding="utf-8")
    context = page_context(analyse(file, date(2026, 1, 1)).site)
    return {page.address: page for page in rendered(context)}


def test_every_page_is_light(pages: dict[str, Page]) -> None:
    sizes = {name: len(gzip.compress(page.html.encode())) for name, page in pages.items()}
    assert {name: size for name, size in sizes.items() if size > LIGHT} == {}


def test_a_large_topic_goes_on_on_further_pages_that_hold_each_question_once(
    pages: dict[str, Page],
) -> None:
    parts = [name for name in pages if re.fullmatch(r"topics/large/(\d+/)?", name)]
    assert len(parts) > 5
    listed = [
        id
        for part in parts
        for name in linked(pages[part])
        if (found := QUESTION.fullmatch(name))
        for id in found.groups()
    ]
    assert sorted(listed) == sorted(f"q{n}" for n in range(1_000))


def test_each_part_of_a_topic_leads_to_the_next(pages: dict[str, Page]) -> None:
    """A reader gets from the first to the last without a script."""
    reached, waiting = set(), ["topics/large/"]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += [to for to in linked(pages[name]) if to.startswith("topics/large/")]
    assert reached == {name for name in pages if name.startswith("topics/large/")}
