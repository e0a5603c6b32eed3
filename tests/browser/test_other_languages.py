"""The sample in Spanish and Arabic: everybody can read it, and right to left it is mirrored."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from benchmarks.weight import first_search, first_view
from tests.browser.kinds import DESKTOP, KINDS, NARROW, PHONE, Scheme, reader
from tests.browser.test_reach import sideways, violations
from tests.browser.test_weight import MOST_BYTES, MOST_FOR_THE_SEARCH, MOST_REQUESTS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("other-languages")]

WORDS = {"es": "cupón", "ar": "قسيمة"}
"""For each language a word that is found."""

LOOKED_AT = ("home", "question", "topic", "guide", "policy", "outcome", "chart", "a-z", "written")
SEEN_BY: list[tuple[ViewportSize, Scheme]] = [(DESKTOP, "light"), (PHONE, "dark")]


@pytest.mark.parametrize(("size", "scheme"), SEEN_BY, ids=["desktop-light", "phone-dark"])
@pytest.mark.parametrize("language", WORDS)
def test_axe_finds_nothing_on_any_page(
    chromium: Browser, serve: str, language: str, size: ViewportSize, scheme: Scheme
) -> None:
    faults = {}
    with reader(chromium, size, scheme) as page:
        for address in [*(KINDS[kind] for kind in LOOKED_AT), "404.html"]:
            page.goto(f"{serve}{language}/{address}")
            if found := violations(page):
                faults[address] = found
    assert faults == {}


@pytest.mark.parametrize(("size", "scheme"), SEEN_BY, ids=["desktop-light", "phone-dark"])
@pytest.mark.parametrize("language", WORDS)
def test_axe_finds_nothing_in_any_step_of_a_tree_and_with_results_open(
    chromium: Browser, serve: str, language: str, size: ViewportSize, scheme: Scheme
) -> None:
    with reader(chromium, size, scheme) as page:
        tree = f"{serve}{language}/{KINDS['tree']}"
        page.goto(tree)
        steps = page.locator("[data-step]").evaluate_all("all => all.map((each) => each.id)")
        assert len(steps) > 2
        for step in steps:
            page.goto(f"{tree}#{step}")
            expect(page.locator(f"[id='{step}']")).to_be_visible()
            assert violations(page) == [], step
        page.goto(f"{serve}{language}/")
        page.locator("#wp-query").fill(WORDS[language])
        expect(page.locator(".md-search-result__item").first).to_be_visible()
        assert violations(page) == []


@pytest.mark.parametrize("language", WORDS)
def test_a_first_view_and_a_first_search_stay_light(
    chromium: Browser, serve: str, language: str
) -> None:
    for kind in ("home", "question", "tree"):
        weight = first_view(chromium, f"{serve}{language}/{KINDS[kind]}")
        assert weight.bytes <= MOST_BYTES, kind
        assert weight.requests <= MOST_REQUESTS, kind
    search = first_search(chromium, f"{serve}{language}/", WORDS[language])
    assert search.bytes <= MOST_FOR_THE_SEARCH


@pytest.mark.parametrize("language", WORDS)
def test_no_page_scrolls_sideways_at_320_pixels(
    chromium: Browser, serve: str, language: str
) -> None:
    with reader(chromium, NARROW) as page:
        wide = {}
        for kind in LOOKED_AT:
            page.goto(f"{serve}{language}/{KINDS[kind]}")
            wide[kind] = sideways(page)
    assert wide == dict.fromkeys(LOOKED_AT, 0)


def middle(page: Page, selector: str) -> float:
    """Pixels from the left to the middle of a part."""
    box = page.locator(selector).first.bounding_box()
    assert box, selector
    return box["x"] + box["width"] / 2


def test_right_to_left_a_diagram_begins_at_the_right(chromium: Browser, serve: str) -> None:
    """Its words stand in their boxes."""
    with reader(chromium, DESKTOP) as page:
        page.goto(f"{serve}ar/{KINDS['chart']}")
        assert middle(page, ".wp-diagram__step") > middle(page, ".wp-diagram__outcome") + 100
        outside = page.locator(".wp-diagram a").evaluate_all(
            """all => all.filter((each) => {
              const [box, words] = ["rect", "text"].map(
                (part) => each.querySelector(part).getBoundingClientRect());
              return words.left < box.left || words.right > box.right;
            }).map((each) => each.textContent)"""
        )
        assert outside == []


def test_right_to_left_the_arrow_of_a_way_on_points_left(chromium: Browser, serve: str) -> None:
    turned = "each => getComputedStyle(each).transform"
    arrow = ".wp-contacts .wp-act .wp-button > .wp-icon"
    with reader(chromium, DESKTOP) as page:
        page.goto(serve)
        assert page.locator(arrow).first.evaluate(turned) == "none"
        page.goto(f"{serve}ar/")
        assert page.locator(arrow).first.evaluate(turned) == "matrix(-1, 0, 0, 1, 0, 0)"


@pytest.mark.parametrize("language", WORDS)
def test_the_menu_is_that_of_the_source_in_the_language_s_titles(
    chromium: Browser, serve: str, language: str
) -> None:
    with reader(chromium, DESKTOP) as page:
        page.goto(serve)
        ways = [each.get_attribute("href") for each in page.locator(".md-tabs__link").all()]
        page.goto(f"{serve}{language}/")
        tabs = page.locator(".md-tabs__link")
        assert [each.get_attribute("href") for each in tabs.all()] == ways
        own = {"es": "Sobre esta ayuda", "ar": "عن هذه المساعدة"}
        expect(tabs.last).to_have_text(own[language])
