"""A large site's search comes in parts, and a reader notices nothing of it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.data import copy_sample
from tests.web import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("large")]

FIELD = ".md-search__input"
HIT = ".md-search-result__item"

BUILD = """
import sys
from waypost.cli.main import main
from waypost.search import site_index
site_index.LARGE = 20
sys.argv = ["waypost", "build", *sys.argv[1:]]
main()
"""


def built(folder: Path, *more: str) -> Path:
    """The sample, built as if 20 entries were many."""
    command = [sys.executable, "-c", BUILD, "--site-dir", str(folder), *more]
    done = subprocess.run(
        command, cwd=copy_sample(folder.parent), capture_output=True, text=True, check=False
    )
    assert not done.returncode, done.stderr
    return folder


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page on which no script fails and the policy stops nothing."""
    page = chromium.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    yield page
    page.close()
    assert not wrong


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = built(tmp_path_factory.mktemp("large") / "site", "--policy-in-pages")
    with served(folder) as at:
        yield at


def test_a_mistyped_question_takes_the_parts_it_needs(page: Page, address: str) -> None:
    """Its first result shows question, marked answer and topic, and Enter opens it once chosen."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert not [name for name in asked if name.startswith("search.") and name.endswith("json")]
    page.focus(FIELD)
    page.keyboard.type("how do i cancle my oder")
    expect(page.locator(HIT).first.locator(".wp-hit__title")).to_have_text(
        "How do I cancel my order?"
    )
    expect(page.locator(HIT).first.locator(".wp-hit__text mark").first).to_be_visible()
    expect(page.locator(HIT).first.locator(".wp-hit__topic")).to_be_visible()
    parts = [name for name in asked if name.startswith(("stems-", "entries-"))]
    assert any("stems-" in name for name in parts)
    assert any("entries-" in name for name in parts)
    assert len(parts) == len(set(parts))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/questions/how-do-i-cancel/")


def test_what_nothing_answers_offers_other_ways(page: Page, address: str) -> None:
    page.goto(f"{address}?q=quarterly+earnings+of+volcano+telescopes")
    expect(page.locator(".md-search-result__meta")).to_contain_text("Nothing here")


def test_a_part_that_cannot_be_had_leaves_the_search_alive(chromium: Browser, address: str) -> None:
    """The next query asks for it again."""
    page = chromium.new_page()
    page.route("**/search/stems-*.json", lambda route: route.abort())
    page.goto(address)
    page.focus(FIELD)
    page.keyboard.type("cancel my order")
    page.wait_for_timeout(500)
    page.unroute("**/search/stems-*.json")
    page.keyboard.type(" please")
    expect(page.locator(HIT).first.locator(".wp-hit__title")).to_have_text(
        "How do I cancel my order?"
    )
    page.close()


def test_an_offline_site_holds_all_parts(page: Page, tmp_path: Path) -> None:
    """Opened from a folder, nothing is fetched."""
    folder = built(tmp_path / "site", "--offline")
    page.goto((folder / "index.html").as_uri())
    page.focus(FIELD)
    page.keyboard.type("how do i cancle my oder")
    expect(page.locator(HIT).first.locator(".wp-hit__title")).to_have_text(
        "How do I cancel my order?"
    )
    page.locator(HIT).first.get_by_role("link").click()
    page.wait_for_url("**/questions/how-do-i-cancel/index.html")
