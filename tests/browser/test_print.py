"""Paper is always light, holds what links would lead to, and splits nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.kinds import DESKTOP, KINDS, reader

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("reading")]

DARK = """() => [...document.querySelectorAll(".wp, .wp *")].filter((part) => {
  if (!part.checkVisibility() || part.closest("svg")) return false;
  const shade = (colour) => {
    const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number);
    return a ? (0.3 * r + 0.6 * g + 0.1 * b) * a + 255 * (1 - a) : 255;
  };
  const { color, backgroundColor } = getComputedStyle(part);
  return shade(backgroundColor) < 200 || (part.innerText?.trim() && shade(color) > 140);
}).map((part) => part.outerHTML.slice(0, 90))"""
"""Parts with a dark ground or light text."""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with reader(chromium, DESKTOP, "dark") as found:
        yield found


@pytest.mark.parametrize("chosen", [False, True], ids=["of the system", "chosen"])
def test_who_reads_in_the_dark_prints_on_light_paper(
    chromium: Browser, serve: str, chosen: bool
) -> None:
    with reader(chromium, DESKTOP, "light" if chosen else "dark") as page:
        dark = {}
        for kind, address in KINDS.items():
            page.goto(serve + address)
            if chosen and kind == "home":
                page.locator("label[for=__palette_1]").click()
            assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
            page.emulate_media(media="print")
            if found := page.evaluate(DARK):
                dark[kind] = found
            page.emulate_media(media="screen")
    assert dark == {}


@pytest.mark.parametrize(
    "address", [KINDS["question"], KINDS["guide"], "policies/cost-of-cancelling/"]
)
def test_what_fits_on_one_sheet_prints_no_blank_second_one(
    page: Page, serve: str, address: str
) -> None:
    page.goto(serve + address)
    page.wait_for_load_state("networkidle")
    sheets = re.findall(rb"/Type */Page\b", page.pdf(format="A4"))
    assert len(sheets) == 1


def test_a_to_z_is_printed_in_columns_on_few_sheets(page: Page, serve: str) -> None:
    page.goto(serve + KINDS["a-z"])
    page.wait_for_load_state("networkidle")
    sheets = re.findall(rb"/Type */Page\b", page.pdf(format="A4"))
    assert len(sheets) <= 5


def test_a_printed_tree_says_where_each_answer_leads(page: Page, serve: str) -> None:
    page.goto(serve + KINDS["tree"])
    page.emulate_media(media="print")
    said = page.locator("[data-step] .wp-choices > li").evaluate_all(
        """(choices) => choices.map((choice) => [
          choice.querySelector("[data-choice]").getAttribute("href"),
          getComputedStyle(choice, "::after").content.slice(1, -1)])"""
    )
    steps = page.locator("[data-step]").evaluate_all("steps => steps.map((step) => step.id)")
    numbers = {f"#{id}": f"Go on with question {at}" for at, id in enumerate(steps, 1)}
    assert len(said) > len(steps)
    for href, words in said:
        assert words == numbers.get(href, words)
        assert words.startswith("Go on with question " if href in numbers else "Result: ")
    assert page.locator("[data-step] h2").last.evaluate(
        "(title) => getComputedStyle(title, '::before').content.includes('counter(step)')"
    )


def test_a_printed_outcome_offers_nothing_to_press(page: Page, serve: str) -> None:
    page.goto(f"{serve}{KINDS['outcome']}#?status=pending&placed=2")
    change = page.locator("[data-answers] a").first
    expect(change).to_be_visible()
    page.emulate_media(media="print")
    expect(change).to_be_hidden()
    expect(page.locator("[data-answers] strong").first).to_be_visible()


def test_no_card_is_split_over_two_sheets(page: Page, serve: str) -> None:
    for kind, parts in {
        "home": ".wp-card, .wp-contacts > li, .wp-step",
        "tree": ".wp-step, .wp-choices > li",
        "outcome": ".wp-basis, .wp-otherwise, .wp-steps > li",
        "topic": ".wp-facts, .wp-list > li",
    }.items():
        page.goto(serve + KINDS[kind])
        page.emulate_media(media="print")
        breaks = page.locator(parts).evaluate_all(
            "(all) => all.map((each) => getComputedStyle(each).breakInside)"
        )
        assert set(breaks) == {"avoid"}, kind
