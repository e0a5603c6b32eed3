"""A site built with ``--offline`` works when it is opened from a folder, without a server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.kinds import reader
from tests.build import project
from tests.pages.reading import read
from tests.pages.shop import SHOP

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("reading")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site, built to be opened from its folder."""
    place = tmp_path_factory.mktemp("offline")
    project.make(place, SHOP.read_text(encoding="utf-8"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        assert project.build("--offline").exit_code == 0
    return place / "site"


@pytest.fixture
def home(chromium: Browser, folder: Path) -> Iterator[Page]:
    """Its first page, opened as a file; anything that fails on it fails the test."""
    faults: list[str] = []
    with reader(chromium) as page:
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: said.type == "error" and faults.append(said.text))
        # What a page was still loading when the reader left it counts as failed, and isn't.
        page.on(
            "requestfailed",
            lambda lost: lost.failure != "net::ERR_ABORTED" and faults.append(lost.url),
        )
        page.goto((folder / "index.html").as_uri())
        yield page
    assert faults == []


def test_no_link_leads_to_a_folder(folder: Path) -> None:
    loose = {
        (page.address, link)
        for page in read(folder).values()
        for link in page.links
        if link.split("#")[0].split("?")[0].endswith(("/", "."))
        and not link.startswith(("http", "/"))
        and page.address != "404.html"
    }
    assert loose == set()


def test_the_tree_is_walked_from_home_to_its_outcome(home: Page) -> None:
    home.get_by_role("link", name="On its way").click()
    field = home.locator("[data-step]:visible input")
    field.fill("31")
    field.press("Enter")
    expect(home.locator("[data-outcome]")).to_have_attribute("data-outcome", "ask")
    expect(home.locator("[data-answers] li")).to_have_count(2)


def test_answers_open_and_words_are_explained(home: Page) -> None:
    home.get_by_role("link", name="Returning an item").first.click()
    home.get_by_role("button", name="Expand all").click()
    home.locator("a.wp-term").first.focus()
    expect(home.get_by_role("tooltip")).to_be_visible()


def test_an_old_address_leads_on(home: Page, folder: Path) -> None:
    home.goto((folder / "questions/how-many-days/index.html").as_uri() + "#here")
    home.wait_for_url((folder / "questions/how-long/index.html").as_uri() + "#here")


def test_the_search_answers(home: Page) -> None:
    home.locator("#wp-query").fill("return deadline")
    hit = home.locator(".md-search-result__item a").first
    expect(hit).to_contain_text("How long can I return")
    hit.click()
    expect(home.get_by_role("heading", level=1)).to_contain_text("How long can I return")
