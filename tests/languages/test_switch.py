"""What a reader sees of a site's other languages, in a real browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.browser.test_reading import SHIFT
from tests.languages.test_languages import SITE, published
from tests.web import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("languages")]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site in English, German and Arabic."""
    folder = shutil.copytree(SITE, tmp_path_factory.mktemp("switch") / "site-in-languages")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert published().published
    with served(Path(folder / "site")) as found:
        yield found


def test_a_reader_is_offered_their_language_and_is_not_redirected(
    chromium: Browser, address: str
) -> None:
    context = chromium.new_context(locale="de-AT")
    page = context.new_page()
    page.goto(f"{address}questions/how-long/")
    offer = page.locator(".wp-offer a:visible")
    expect(offer).to_have_text("In Ihrer Sprache: Deutsch")
    expect(offer).to_have_attribute("lang", "de")
    assert page.url == f"{address}questions/how-long/"
    offer.click()
    expect(page.locator("h1")).to_have_text("Wie lange habe ich Zeit?")
    expect(page.locator(".wp-offer a:visible")).to_have_count(0)
    context.close()


def test_nothing_moves_for_the_offer(chromium: Browser, address: str) -> None:
    context = chromium.new_context(locale="de", viewport={"width": 390, "height": 844})
    page = context.new_page()
    for path in ("", "help/", "questions/how-long/"):
        page.goto(f"{address}{path}", wait_until="networkidle")
        expect(page.locator(".wp-offer a:visible")).to_have_count(1)
        assert page.evaluate(SHIFT) == 0
    context.close()


def test_nothing_is_offered_to_who_reads_their_own_language_or_one_that_isn_t_there(
    chromium: Browser, address: str
) -> None:
    for locale in ("en-GB", "fi"):
        context = chromium.new_context(locale=locale)
        page = context.new_page()
        page.goto(f"{address}questions/how-long/")
        expect(page.locator(".wp-offer a")).to_have_count(3)
        expect(page.locator(".wp-offer a:visible")).to_have_count(0)
        context.close()


def test_the_switch_leads_to_the_same_step_of_a_tree(chromium: Browser, address: str) -> None:
    context = chromium.new_context(locale="en-GB")
    page = context.new_page()
    page.goto(f"{address}help/#placed")
    page.locator(".md-select button").focus()
    page.get_by_role("link", name="Deutsch").click()
    page.wait_for_url(f"{address}de/help/#placed")
    expect(page.locator("#placed")).to_contain_text("Vor wie vielen Tagen?")
    context.close()


def test_the_switch_works_without_script(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}ar/questions/fee/")
    page.locator(".md-select button").focus()
    page.get_by_role("link", name="English").click()
    page.wait_for_url(f"{address}questions/fee/")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_what_is_partly_translated(
    chromium: Browser, address: str, scheme: str
) -> None:
    """Right to left, with the source's texts from left to right, and a language offered."""
    context = chromium.new_context(locale="de", color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{address}ar/questions/fee/")
    expect(page.locator(".wp-offer a:visible")).to_have_count(1)
    page.locator(".md-select button").focus()
    found = Axe().run(page)
    assert found.response["violations"] == []
    context.close()
