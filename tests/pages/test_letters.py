"""A to Z stays light however much there is: it is split, and leads to everything."""

from __future__ import annotations

import gzip
import re
from datetime import date
from pathlib import Path
from urllib.parse import urljoin

import pytest

from tests.pages.rendering import rendered
from waypost.checks.analyse import analyse
from waypost.pages import Page, PageContext, page_context
from waypost.pages.a_to_z import ENTRIES_A_PAGE, a_to_z

LINK = re.compile(r'href="([^"#]*)(?:#([^"]*))?"')


def context(tmp_path: Path, number: int) -> PageContext:
    """What draws a knowledge base with that many questions, in several scripts."""
    starts = ("How", "Éa", "你好", "10", "?", "где")
    faqs = "".join(
        f"  - {{id: q{n}, question: '{starts[n % len(starts)]} {n}', answer: Yes {n}.}}\n"
        for n in range(number)
    )
    (tmp_path / "faq.yaml").write_text(f"faqs:\n{faqs}", encoding="utf-8")
    return page_context(analyse(tmp_path / "faq.yaml", date(2026, 1, 1)).site)


def pages(tmp_path: Path, number: int) -> dict[str, Page]:
    """Its pages."""
    return {page.address: page for page in rendered(context(tmp_path, number))}


def linked(page: Page) -> dict[str, set[str]]:
    """The addresses that a page links to, with the places on them."""
    found: dict[str, set[str]] = {}
    for address, place in LINK.findall(page.html):
        found.setdefault(urljoin(f"/{page.address}", address)[1:], set()).add(place)
    return found


def test_few_entries_stand_on_one_page(tmp_path: Path) -> None:
    found = pages(tmp_path, 40)
    assert [address for address in found if address.startswith("a-z")] == ["a-z/"]


@pytest.mark.parametrize("number", [ENTRIES_A_PAGE + 1, 3 * ENTRIES_A_PAGE])
def test_many_entries_are_split_and_all_reached(tmp_path: Path, number: int) -> None:
    found = pages(tmp_path, number)
    front = linked(found["a-z/"])
    parts = [address for address in front if re.fullmatch(r"a-z/\d+/", address)]
    reached = [address for part in parts for address in linked(found[part])]
    assert {f"questions/q{n}/" for n in range(number)} <= set(reached)
    for part in parts:
        assert all(f'id="{place}"' in found[part].html for place in front[part] if place)
        assert len(gzip.compress(found[part].html.encode())) < 50_000


def test_pages_are_the_same_whenever_they_are_drawn(tmp_path: Path) -> None:
    """A preview draws a page when it is asked for, long after all were laid out."""
    now = [plan.view() for plan in a_to_z(context(tmp_path, ENTRIES_A_PAGE + 1))]
    later = [plan.view() for plan in list(a_to_z(context(tmp_path, ENTRIES_A_PAGE + 1)))]
    assert later == now
    assert [view.page.title for view in later] == ["A to Z", "A to Z (1)", "A to Z (2)"]
