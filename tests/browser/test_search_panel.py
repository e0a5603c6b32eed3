"""The search's panel claims nothing that it hasn't, and opens only what a reader has chosen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.kinds import DESKTOP, reader

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("reading")]

FIELD = ".md-search__input"
STATUS = ".md-search-result__meta"
HIT = ".md-search-result__item a"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with reader(chromium, DESKTOP) as found:
        yield found


def test_where_there_are_more_answers_their_number_is_not_told(page: Page, serve: str) -> None:
    page.goto(f"{serve}about/")
    page.focus(FIELD)
    page.keyboard.type("order")
    expect(page.locator(STATUS)).to_have_text("The 12 best answers")


def test_enter_shows_results_and_opens_only_a_chosen_one(page: Page, serve: str) -> None:
    page.goto(f"{serve}about/")
    page.focus(FIELD)
    page.keyboard.type("how do I cancel")
    expect(page.locator(HIT).first).to_be_visible()
    before = page.url
    page.keyboard.press("Enter")
    page.wait_for_timeout(400)
    assert page.url == before
    expect(page.locator(HIT).first).to_be_visible()
    chosen = page.locator(HIT).first.get_attribute("href") or ""
    page.keyboard.press("ArrowDown")
    expect(page.locator(HIT).first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{chosen.rstrip('/').rpartition('/')[2]}/**")


def test_the_panel_says_that_it_is_loading_while_it_is(page: Page, serve: str) -> None:
    held: list[Route] = []
    waiting = True

    def hold(route: Route) -> None:
        if waiting:
            held.append(route)
        else:
            route.continue_()

    page.context.route("**/assets/waypost/search*.json", hold)
    page.goto(f"{serve}about/")
    page.focus(FIELD)
    page.keyboard.type("cancel")
    expect(page.locator(STATUS)).to_have_text("Loading the search…")
    waiting = False
    for route in held:
        route.continue_()
    expect(page.locator(HIT).first).to_be_visible()
    expect(page.locator(STATUS)).to_contain_text("answer")


def test_an_empty_field_says_what_to_type(page: Page, serve: str) -> None:
    page.goto(f"{serve}about/")
    page.focus(FIELD)
    expect(page.locator(STATUS)).to_have_text("Type a few words, or a whole question")
