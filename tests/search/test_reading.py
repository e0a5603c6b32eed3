"""Searching as readers do: in a real browser, by keyboard, on a phone, from a folder."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.data import copy_sample
from tests.web import served

pytestmark = pytest.mark.browser

FIELD = ".md-search__input"
STATUS = ".md-search-result__meta"
HIT = ".md-search-result__item"
PHONE = {"width": 375, "height": 667}
DESKTOP = {"width": 1280, "height": 900}


def built(folder: Path, *more: str) -> Path:
    command = [sys.executable, "-m", "waypost", "build", "--site-dir", str(folder), *more]
    done = subprocess.run(
        command, cwd=copy_sample(folder.parent), capture_output=True, text=True, check=False
    )
    assert not done.returncode, done.stderr
    return folder


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The sample under its strict policy."""
    folder = built(tmp_path_factory.mktemp("strict") / "site", "--policy-in-pages")
    with served(folder) as at:
        yield at


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page on which no script fails and the policy stops nothing."""
    page = chromium.new_page(viewport=DESKTOP)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if "Policy" in said.text else None)
    yield page
    page.close()
    assert not wrong


def test_nothing_is_loaded_before_the_field_is_used(page: Page, address: str) -> None:
    """Engine and index come with the first focus."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "search." in url or "search_index" in url]
    page.focus(FIELD)
    page.keyboard.type("fee")
    expect(page.locator(HIT).first).to_be_visible()
    assert [url for url in asked if "/search." in url and url.endswith(".json")]


def test_a_mistyped_question_leads_to_its_open_answer(page: Page, address: str) -> None:
    """Focus, type with a typo, arrow down, Enter."""
    page.goto(address)
    page.keyboard.press("/")
    page.keyboard.type("how do i cancle my oder")
    expect(page.locator(HIT).first.locator(".wp-hit__title")).to_have_text(
        "How do I cancel my order?"
    )
    expect(page.locator(HIT).first.locator("mark", has_text="cancel").first).to_be_visible()
    expect(page.locator(STATUS)).to_contain_text("answers")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/questions/how-do-i-cancel/")
    expect(page.locator("h1").first).to_have_text("How do I cancel my order?")


def test_enter_opens_what_was_chosen_and_coming_back_keeps_the_words(
    page: Page, address: str
) -> None:
    """The words are in the address of the page that was left."""
    page.goto(address)
    page.focus(FIELD)
    page.keyboard.type("cancle")
    expect(page.locator(HIT).first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(address)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/questions/how-do-i-cancel/")
    page.go_back()
    page.wait_for_url("**/?q=cancle")
    expect(page.locator(FIELD)).to_have_value("cancle")
    expect(page.locator(HIT).first).to_be_visible()


def test_an_address_with_q_searches(page: Page, address: str) -> None:
    """`?q=` opens the search with its results."""
    page.goto(f"{address}?q=is+there+a+fee")
    expect(page.locator(HIT).first.locator(".wp-hit__title")).to_contain_text("fee")


def test_what_nothing_answers_offers_other_ways(page: Page, address: str) -> None:
    """The tree, A to Z and contacts rather than a wrong answer."""
    page.goto(f"{address}?q=quarterly+earnings+of+volcano+telescopes")
    expect(page.locator(STATUS)).to_contain_text("Nothing here")
    titles = page.locator(f"{HIT} .wp-hit__title").all_inner_texts()
    assert titles[1] == "Every question from A to Z"


def test_the_home_page_field_uses_the_same_search(page: Page, address: str) -> None:
    """What is typed there shows results at once."""
    page.goto(address)
    page.fill("[data-search-home] input", "co")
    expect(page.locator(HIT).first).to_be_visible()
    expect(page.locator(FIELD)).to_have_value("co")


def test_hand_written_pages_are_found_too(page: Page, address: str) -> None:
    """They come from MkDocs' own index."""
    page.goto(f"{address}?q=the+whole+story+in+two+minutes")
    expect(page.locator(f'{HIT} a[href*="overview/"]').first).to_be_visible()


def test_the_search_works_on_a_phone(chromium: Browser, address: str) -> None:
    """Tap the search, type, tap the answer."""
    context = chromium.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(address)
    page.locator("[data-wp-toggle=__search], label[for=__search].md-header__button").first.tap()
    page.locator(FIELD).fill("discount back")
    page.locator(FIELD).press("k")
    page.locator(HIT).first.tap()
    page.wait_for_url("**/questions/*/")
    context.close()


def test_an_offline_site_searches_when_opened_from_a_folder(page: Page, tmp_path: Path) -> None:
    """No server, no module, no worker: one classic script."""
    folder = built(tmp_path / "site", "--offline")
    page.goto((folder / "index.html").as_uri())
    page.focus(FIELD)
    page.keyboard.type("is ther a fee")
    page.locator(HIT).first.click()
    page.wait_for_url("**/questions/*/index.html")
    page.locator(".md-logo").first.click()
    page.wait_for_url("**/site/index.html")
