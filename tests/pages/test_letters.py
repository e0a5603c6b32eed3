"""A to Z stays light however much there is: it is split, and leads to everything."""

from __future__ import annotations

import gzip
import re
from datetime import date
from pathlib import Path
from urllib.parse import urljoin

import pytest

from waypost import render
from waypost.pipeline import prepare
from waypost.render.letters import ENTRIES_A_PAGE
from waypost.render.page import Page

LINK = re.compile(r'href="([^"#]*)(?:#([^"]*))?"')


def pages(tmp_path: Path, number: int) -> dict[str, Page]:
    """The pages of a knowledge base with that many questions, in several scripts."""
    starts = ("How", "Éa", "你好", "10", "?", "где")
    faqs = "".join(
        f"  - {{id: q{n}, question: '{starts[n % len(starts)]} {n}', answer: Yes {n}.}}\n"
        for n in range(number)
    )
    (tmp_path / "faq.yaml").write_text(f"faqs:\n{faqs}", encoding="utf-8")
    desk = render.desk_for(prepare(tmp_path / "faq.yaml", date(2026, 1, 1)).site)
    return {page.address: page for page in render.pages(desk)}


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
