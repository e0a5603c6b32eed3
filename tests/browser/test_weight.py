"""Pages stay light: what a first view and a first search ask for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from benchmarks.weight import QUERY, first_search, first_view
from tests.browser.kinds import KINDS
from tests.web import Handler, served
from waypost import assets

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("reading")]

MOST_BYTES = 100_000
MOST_REQUESTS = 10
MOST_FOR_THE_SEARCH = 90_000


class Nothing(Handler):
    """Asks browsers to keep nothing, so that what is asked for twice counts twice."""

    def end_headers(self) -> None:
        """Forbid all caches."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


@pytest.fixture(scope="module")
def fresh(site: Path) -> Iterator[str]:
    """The sample at an address of which nothing is cached."""
    with served(site, handler=Nothing) as address:
        yield address


@pytest.mark.parametrize("kind", KINDS)
def test_a_first_view_stays_light(chromium: Browser, fresh: str, kind: str) -> None:
    if kind == "missing":
        pytest.skip("a missing page searches at once")
    weight = first_view(chromium, fresh + KINDS[kind])
    assert weight.bytes <= MOST_BYTES
    assert weight.requests <= MOST_REQUESTS


@pytest.mark.parametrize(("home", "query"), [("", QUERY), ("es/", "dinero"), ("ar/", "طلب")])
def test_a_first_search_adds_little(chromium: Browser, fresh: str, home: str, query: str) -> None:
    assert first_search(chromium, fresh + home, query).bytes <= MOST_FOR_THE_SEARCH


def test_browsers_are_sent_no_comments() -> None:
    for path in assets.every():
        lines = assets.served(path.name).decode().splitlines()
        assert not [line for line in lines if line.lstrip().startswith(("//", "/*", "* "))]
        assert not [line for line in lines if line != line.lstrip()]
