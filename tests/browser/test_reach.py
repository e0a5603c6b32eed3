"""Everybody can read every page: axe finds nothing, whatever the size, the scheme and the state."""

from __future__ import annotations

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.kinds import DESKTOP, KINDS, NARROW, PHONE, Scheme, reader
from waypost.assets import FOLDER

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("reach")]

AXE = Axe()

SEEN_BY: list[tuple[ViewportSize, Scheme]] = [
    (DESKTOP, "light"),
    (DESKTOP, "dark"),
    (PHONE, "light"),
    (PHONE, "dark"),
]


def violations(page: Page) -> list[tuple[str, Any]]:
    """What axe has against the page as it stands."""
    found = AXE.run(page).response["violations"]
    return [(each["id"], [node["target"] for node in each["nodes"]]) for each in found]


@pytest.mark.parametrize(("size", "scheme"), SEEN_BY, ids=lambda each: str(each))
def test_axe_finds_nothing_on_any_kind_of_page(
    chromium: Browser, serve: str, size: ViewportSize, scheme: Scheme
) -> None:
    faults = {}
    with reader(chromium, size, scheme) as page:
        for kind, address in KINDS.items():
            page.goto(serve + address)
            if kind == "topic":
                page.get_by_role("button", name="Expand all").click()
            if found := violations(page):
                faults[kind] = found
    assert faults == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_the_menu_open(
    chromium: Browser, serve: str, scheme: Scheme
) -> None:
    with reader(chromium, PHONE, scheme) as page:
        page.goto(serve + KINDS["question"])
        page.get_by_role("button", name="Navigation").click()
        expect(page.locator(".md-sidebar--primary")).to_be_visible()
        assert violations(page) == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_results_open(
    chromium: Browser, serve: str, size: ViewportSize, scheme: Scheme
) -> None:
    with reader(chromium, size, scheme) as page:
        page.goto(serve)
        page.locator("#wp-query").fill("coupon back")
        expect(page.locator(".md-search-result__item").first).to_be_visible()
        assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_middle_of_a_tree(
    chromium: Browser, serve: str, scheme: Scheme
) -> None:
    with reader(chromium, PHONE, scheme) as page:
        page.goto(serve + KINDS["tree"])
        page.locator("[data-step]:visible a[data-choice]").first.click()
        page.locator("[data-step]:visible input").fill("five")
        page.keyboard.press("Enter")
        expect(page.locator("[data-step]:visible [data-error]")).not_to_be_empty()
        assert violations(page) == []


def test_axe_finds_nothing_while_a_word_is_explained(chromium: Browser, serve: str) -> None:
    with reader(chromium) as page:
        page.goto(serve + KINDS["guide"])
        page.locator("a.wp-term").first.focus()
        expect(page.get_by_role("tooltip")).to_be_visible()
        assert violations(page) == []


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than the screen."""
    root = "document.documentElement"
    return int(page.evaluate(f"{root}.scrollWidth - {root}.clientWidth"))


def test_no_page_scrolls_sideways_at_320_pixels(chromium: Browser, serve: str) -> None:
    """320 px is also what a screen of 1280 px leaves at 400 % zoom."""
    with reader(chromium, NARROW) as page:
        wide = {}
        for kind, address in KINDS.items():
            page.goto(serve + address)
            wide[kind] = sideways(page)
    assert wide == dict.fromkeys(KINDS, 0)


SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }"""

CUT_OFF = """() => [...document.querySelectorAll(".wp *")].filter((each) => {
  const style = getComputedStyle(each);
  return style.overflow === "hidden" && each.checkVisibility() && each.innerText?.trim()
    && !each.matches(".wp-said, .wp-hero, .wp-quiet, .wp-facts")
    && (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1);
}).map((each) => each.outerHTML.slice(0, 80))"""


def test_text_may_be_spaced_without_being_cut_off(chromium: Browser, serve: str) -> None:
    """The values are those of WCAG 1.4.12."""
    with reader(chromium, PHONE) as page:
        for address in KINDS.values():
            page.goto(serve + address)
            page.add_style_tag(content=SPACED)
            assert sideways(page) == 0, address
            assert page.evaluate(CUT_OFF) == [], address


SMALL = """() => [...document.querySelectorAll("a, button, input, summary, select")]
  .filter((each) => each.checkVisibility({visibilityProperty: true}))
  .filter((each) => !each.matches(".wp p a, .wp dd a, .wp-quiet a, .wp-fold__answer li a, .md-copyright a, svg a, .wp-term"))
  .filter((each) => !(each.parentElement.matches("p, li, dd, td") && getComputedStyle(each).display === "inline" && each.parentElement.innerText.trim() !== each.innerText.trim()))
  .map((each) => [each, each.getBoundingClientRect()])
  .filter(([each, box]) => box.width && !(each.matches("a") && getComputedStyle(each, "::after").position === "absolute"))
  .filter(([, box]) => box.width < 24 || box.height < 24)
  .map(([each, box]) => `${each.outerHTML.slice(0, 90)} ${Math.round(box.width)}x${Math.round(box.height)}`)"""  # noqa: E501


def test_what_is_pressed_is_at_least_24_pixels_high_and_wide(chromium: Browser, serve: str) -> None:
    """Links inside sentences are exempt, as in WCAG 2.5.8."""
    small = {}
    with reader(chromium, PHONE) as page:
        for kind, address in KINDS.items():
            page.goto(serve + address)
            if found := page.evaluate(SMALL):
                small[kind] = found
    assert small == {}


def test_nothing_moves_for_readers_who_want_no_motion(chromium: Browser, serve: str) -> None:
    moving = """() => [...document.querySelectorAll("*")].filter((each) => {
      const {transitionDuration, animationDuration} = getComputedStyle(each);
      return [transitionDuration, animationDuration].join().split(",").some((t) => parseFloat(t) > 0.01);
    }).length"""  # noqa: E501
    with reader(chromium) as page:
        for kind in ("home", "topic", "tree"):
            page.goto(serve + KINDS[kind])
            assert page.evaluate(moving) == 0, kind


def test_in_forced_colours_choices_and_cards_keep_an_edge(chromium: Browser, serve: str) -> None:
    with reader(chromium) as page:
        page.emulate_media(forced_colors="active")
        page.goto(serve)
        for part in (".wp-choices > li", ".wp-card", ".wp-search__row"):
            edge = page.locator(part).first.evaluate("e => getComputedStyle(e).borderTopWidth")
            assert float(edge.removesuffix("px")) >= 1, part


def test_in_forced_colours_buttons_keep_an_edge(chromium: Browser, serve: str) -> None:
    with reader(chromium) as page:
        page.emulate_media(forced_colors="active")
        for kind, part in (("home", ".wp-search__go"), ("question", ".wp-button")):
            page.goto(serve + KINDS[kind])
            edge = page.locator(part).first.evaluate("e => getComputedStyle(e).borderTopWidth")
            assert float(edge.removesuffix("px")) >= 1, part


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_forced_colours_the_words_that_were_asked_for_are_seen(
    chromium: Browser, serve: str, scheme: Scheme
) -> None:
    with reader(chromium, DESKTOP, scheme) as page:
        page.emulate_media(forced_colors="active")
        page.goto(f"{serve}about/?q=coupon")
        mark = page.locator(".wp-hit__title mark").first
        letters, ground = mark.evaluate(
            "e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]"
        )
        assert (letters, ground) == ("rgb(0, 0, 0)", "rgb(255, 255, 0)")


def test_what_a_thumb_presses_is_at_least_44_pixels_high(chromium: Browser, serve: str) -> None:
    """Links inside sentences and in the way back are exempt."""
    pressed = (
        ".wp-button, .wp-tool, .wp-search__go, .wp-feedback button, .wp-tree__foot a, .wp-more a, "
        ".wp-next__link, .wp-letters a, .wp-trail a, .wp-tick, .md-header__button"
    )
    heights = f"""() => [...document.querySelectorAll("{pressed}")]
      .filter((each) => each.checkVisibility({{visibilityProperty: true}}))
      .map((each) => [each.className, each.textContent.trim(), each.getBoundingClientRect()])
      .filter(([,, box]) => box.width && box.height.toFixed(2) < 44)
      .map(([name, text, box]) => `${{name}} ${{text}} ${{box.height}}`)"""
    kinds = ("home", "question", "topic", "guide", "a-z")
    addresses = [*(KINDS[kind] for kind in kinds), f"{KINDS['outcome']}#?status=pending&placed=2"]
    with chromium.new_context(viewport=PHONE, has_touch=True, is_mobile=True) as context:
        page = context.new_page()
        small = {}
        for address in addresses:
            page.goto(serve + address)
            if found := page.evaluate(heights):
                small[address] = found
        assert small == {}
        page.get_by_role("button", name="Select language").tap()
        language = page.locator(".md-select__link").first.bounding_box()
        assert language
        # A box's edges are single floats, whose difference may be off in the sixth place.
        assert round(language["height"], 2) >= 44
        page.keyboard.press("Escape")
        page.locator("h1").tap()
        box = page.locator(".wp-steps__tick").first.bounding_box()
        assert box
        page.touchscreen.tap(box["x"] + 2, box["y"] - 6)
        expect(page.locator(".wp-steps__tick").first).to_be_checked()


def test_home_has_one_landmark_for_its_search(chromium: Browser, serve: str) -> None:
    with reader(chromium) as page:
        page.goto(serve)
        assert page.get_by_role("main").get_by_role("search").count() == 1


def test_no_rule_of_ours_names_left_or_right() -> None:
    """Start and end serve both directions of writing."""
    style = re.sub(r"/\*.*?\*/", "", (FOLDER / "waypost.css").read_text("utf-8"), flags=re.DOTALL)
    assert (
        re.findall(
            r"(?<![\w-])(?:[\w-]+-)?(?:left|right)(?:-[\w-]+)?\s*:|:\s*(?:left|right)\b", style
        )
        == []
    )


UNDER_ANY_FINGER = r"""() => {
  const found = [];
  const walk = (rules, pointer) => [...rules].forEach((rule) => {
    const marks = /(?<!\.md-select\S*):hover/.test(rule.selectorText);
    if (marks && !pointer) found.push(rule.selectorText);
    if (rule.cssRules) walk(rule.cssRules, pointer || rule.conditionText === "(hover: hover)");
  });
  const ours = [...document.styleSheets].filter((each) => each.href?.includes("/waypost."));
  ours.forEach((each) => walk(each.cssRules, false));
  return [ours.length, found];
}"""


def test_marks_of_hovering_are_for_who_has_a_pointer(chromium: Browser, serve: str) -> None:
    """After a tap they would stay on what comes next under the finger.

    The list of languages opens by the same, as Material's own does: not every phone gives a button
    focus when it is tapped.
    """
    with reader(chromium, PHONE) as page:
        page.goto(serve)
        assert page.evaluate(UNDER_ANY_FINGER) == [1, []]


def test_set_right_to_left_no_page_scrolls_sideways(chromium: Browser, serve: str) -> None:
    with reader(chromium, PHONE) as page:
        for kind in ("home", "question", "topic", "guide", "tree"):
            page.goto(serve + KINDS[kind])
            page.evaluate("document.documentElement.dir = 'rtl'")
            assert sideways(page) == 0, kind


@pytest.mark.parametrize("kind", KINDS)
def test_without_script_every_page_is_readable(chromium: Browser, serve: str, kind: str) -> None:
    with reader(chromium, PHONE, script=False) as page:
        page.goto(serve + KINDS[kind])
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.locator("input:not([type=checkbox]):visible").count() == 0
        # The switch of languages opens when it has the focus.
        assert page.locator("button:visible").count() == page.locator(".md-select button").count()


def test_without_script_home_leads_to_a_to_z_instead_of_a_field(
    chromium: Browser, serve: str
) -> None:
    with reader(chromium, script=False) as page:
        page.goto(serve)
        page.get_by_role("link", name="Find your question from A to Z").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("A to Z")


COLOURS = """() => [...document.querySelectorAll("body, body *")]
  .filter((part) => part.checkVisibility({visibilityProperty: true, opacityProperty: true}) && !part.closest("svg, .md-header"))
  .map((part) => { const {color, backgroundColor} = getComputedStyle(part); return color + backgroundColor; })"""  # noqa: E501


def test_without_script_pages_follow_the_systems_scheme(chromium: Browser, serve: str) -> None:
    seen: dict[tuple[Scheme, bool], set[str]] = {}
    schemes: tuple[Scheme, Scheme] = ("light", "dark")
    for scheme in schemes:
        for script in (True, False):
            colours: set[str] = set()
            with reader(chromium, PHONE, scheme, script=script) as page:
                for kind in ("question", "topic", "written", "guides"):
                    page.goto(serve + KINDS[kind])
                    page.locator(":is(.wp-tool, .wp-steps__tick, .wp-feedback)").evaluate_all(
                        "all => all.forEach((each) => each.remove())"
                    )
                    colours |= set(page.evaluate(COLOURS))
            seen[scheme, script] = colours
    assert seen["light", False] != seen["dark", False]
    for scheme in schemes:
        assert seen[scheme, False] == seen[scheme, True]


def test_with_script_the_readers_choice_rules(chromium: Browser, serve: str) -> None:
    with reader(chromium, DESKTOP, "dark") as page:
        page.goto(serve)
        page.locator("label[for=__palette_0]").click()
        page.goto(serve + KINDS["question"])
        ground = page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor")
        assert ground == "rgb(251, 250, 245)"


def test_after_a_tap_no_box_stands_round_a_heading(chromium: Browser, serve: str) -> None:
    ring = """() => { const {outlineStyle, boxShadow} = getComputedStyle(document.activeElement);
      return [document.activeElement.localName, outlineStyle, boxShadow]; }"""
    context = chromium.new_context(viewport=PHONE, has_touch=True)
    page = context.new_page()
    page.goto(serve)
    page.locator("[data-tree-start] a[data-choice]").first.tap()
    expect(page.locator("[data-step]:visible h2")).to_be_focused()
    assert page.evaluate(ring) == ["h2", "none", "none"]
    page.goto(serve)
    page.locator("[data-tree-start] a[data-choice]").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-step]:visible h2")).to_be_focused()
    assert page.evaluate(ring)[2] != "none"
    context.close()
