"""The search's panel claims nothing that it hasn't, and opens only what a reader has chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.kinds import DESKTOP, PHONE, reader

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


def test_the_panel_says_how_a_typo_was_read(page: Page, serve: str) -> None:
    page.goto(f"{serve}about/")
    page.focus(FIELD)
    page.keyboard.type("my cupon ")
    expect(page.locator(STATUS)).to_contain_text("Results for coupon")
    expect(page.locator(f"{STATUS} em")).to_have_text("coupon")


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


def test_on_a_phone_enter_goes_to_the_results_and_puts_the_keyboard_away(
    chromium: Browser, serve: str
) -> None:
    with chromium.new_context(viewport=PHONE, has_touch=True, is_mobile=True) as context:
        page = context.new_page()
        page.goto(f"{serve}about/?q=how+do+I+cancel")
        expect(page.locator(HIT).first).to_be_visible()
        page.locator(FIELD).press("Enter")
        expect(page.locator(HIT).first).to_be_focused()
        assert page.url == f"{serve}about/?q=how+do+I+cancel"


def test_an_unfinished_word_does_not_take_the_answers_away(page: Page, serve: str) -> None:
    """Who types on is told that nothing fits only after a pause."""
    page.goto(f"{serve}about/")
    page.locator(FIELD).fill("seller not answer")
    expect(page.locator(STATUS)).to_contain_text("best answers")
    page.locator(STATUS).evaluate(
        """status => { window.said = [];
          new MutationObserver(() => said.push(status.textContent))
            .observe(status, {childList: true}); }"""
    )
    page.keyboard.type("ing", delay=150)
    page.wait_for_timeout(300)
    assert [each for each in page.evaluate("said") if "Nothing" in each] == []
    page.locator(FIELD).fill("phone number")
    expect(page.locator(STATUS)).to_contain_text("Nothing here seems to answer that")


def test_a_search_that_could_not_be_loaded_says_so_and_is_loaded_later(
    page: Page, serve: str
) -> None:
    page.goto(f"{serve}about/")
    page.context.set_offline(True)
    page.locator(FIELD).fill("coupon")
    expect(page.locator(STATUS)).to_have_text("The search doesn’t work right now.")
    page.context.set_offline(False)
    page.locator(FIELD).press_sequentially("s")
    expect(page.locator(HIT).first).to_be_visible()


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


def test_each_result_says_its_kind_and_marks_words_in_its_title(page: Page, serve: str) -> None:
    page.goto(f"{serve}about/")
    for words, kind in {
        "How long do I have to cancel?": "Question",
        "What each day of the window means": "Rule",
        "Cancel an order": "Guide",
        "Cancel it now": "What to do",
        "What can I do about my order?": "Find your way",
    }.items():
        page.locator(FIELD).fill(words)
        hit = page.locator(".md-search-result__item", has=page.get_by_text(words, exact=True))
        expect(hit.locator(".wp-hit__kind").first).to_have_text(kind)
    page.locator(FIELD).fill("coupons")
    mark = page.locator(".wp-hit__title mark", has_text="coupon").first
    assert "underline" in mark.evaluate("mark => getComputedStyle(mark).textDecorationLine")


def test_an_empty_field_shows_the_questions_asked_most(page: Page, serve: str) -> None:
    page.goto(f"{serve}about/")
    page.click(FIELD)
    expect(page.get_by_role("heading", name="Questions asked most")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/questions/cancel-with-offer/")


def test_the_last_searches_are_kept_until_they_are_forgotten(page: Page, serve: str) -> None:
    page.goto(f"{serve}about/")
    for words in ("how long to cancel", "coupon back", "Coupon Back"):
        page.locator(FIELD).fill(words)
        expect(page.locator(HIT).first).to_be_visible()
        page.locator(FIELD).press("Enter")
    page.reload()
    page.click(FIELD)
    recent = page.locator(".wp-before__recent button")
    expect(recent).to_have_text(["Coupon Back", "how long to cancel"])
    recent.last.click()
    expect(page.locator(HIT).first).to_contain_text("How long do I have to cancel?")
    page.locator(FIELD).fill("")
    page.get_by_role("button", name="Forget these searches").click()
    expect(recent).to_have_count(0)
    assert "coupon" not in str(page.evaluate("JSON.stringify(localStorage)")).lower()


def test_what_comes_before_is_shown_once_though_words_came_and_went(page: Page, serve: str) -> None:
    page.route("**/search.json", lambda route: (page.wait_for_timeout(500), route.continue_()))
    page.goto(f"{serve}about/")
    page.click(FIELD)
    page.locator(".wp-before").wait_for(state="attached")
    for words in ("c", "", "co", ""):
        page.locator(FIELD).fill(words)
    heading = page.get_by_role("heading", name="Questions asked most")
    expect(heading).to_be_visible()
    page.wait_for_timeout(300)
    expect(heading).to_have_count(1)


def test_a_questions_short_answer_unfolds_in_place(page: Page, serve: str) -> None:
    page.goto(f"{serve}about/")
    page.focus(FIELD)
    page.keyboard.type("how long do i have to cancel")
    first = page.locator(".md-search-result__item").first
    first.get_by_role("button", name="Read the answer here").click()
    expect(first.locator(".wp-hit__answer")).to_contain_text("The sooner you act")
    link = first.locator(".wp-hit__answer a").first
    assert (link.get_attribute("href") or "").startswith(f"{serve}policies/")
    first.get_by_role("button", name="Close the answer").click()
    expect(first.locator(".wp-hit__answer")).to_be_hidden()
    assert page.url == f"{serve}about/"


def test_tab_goes_from_the_field_into_the_results_and_leaving_closes_them(
    page: Page, serve: str
) -> None:
    page.goto(f"{serve}about/")
    page.focus(FIELD)
    page.keyboard.type("fee")
    expect(page.locator(HIT).first).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator(HIT).first).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".wp-hit__more").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".wp-hit__answer").first).to_be_visible()
    page.locator(".md-search-result__item a, .md-search-result__item button").last.focus()
    page.keyboard.press("Tab")
    expect(page.locator(".md-search__output")).to_be_hidden()


@pytest.mark.parametrize(
    ("words", "first"), [("coupon", ".wp-hit__title mark"), ("zzzzz", ".wp-search-way")]
)
def test_who_is_in_the_results_stays_there_when_later_ones_come(
    page: Page, serve: str, words: str, first: str
) -> None:
    page.goto(f"{serve}about/")
    page.locator(FIELD).fill("fee")
    expect(page.locator(HIT).first).to_be_visible()
    page.keyboard.press("Tab")
    typed = "(field, words) => { field.value = words; field.dispatchEvent(new Event('input')); }"
    page.locator(FIELD).evaluate(typed, words)
    expect(page.locator(".wp-hit__title mark", has_text="fee")).to_have_count(0)
    expect(page.locator(first).first).to_be_visible()
    expect(page.locator(HIT).first).to_be_focused()


@pytest.mark.parametrize("keys", ["/", "Control+k", "Meta+k"])
def test_keys_open_the_search(page: Page, serve: str, keys: str) -> None:
    page.goto(f"{serve}about/")
    page.keyboard.press(keys)
    expect(page.locator(FIELD)).to_be_focused()
    expect(page.locator(FIELD)).to_have_value("")
    expect(page.get_by_role("heading", name="Questions asked most")).to_be_visible()
    ring = page.locator(".md-search__form").evaluate("e => getComputedStyle(e).outlineWidth")
    assert float(ring.removesuffix("px")) >= 2


def test_desktops_are_told_of_the_keys_and_phones_are_not(chromium: Browser, serve: str) -> None:
    slash = """() => [".md-search__form", ".wp-search__row"].map((name) => {
      const part = document.querySelector(name);
      return part && getComputedStyle(part, "::after").content.includes("/"); })"""
    with reader(chromium, DESKTOP) as page:
        page.goto(serve)
        assert page.evaluate(slash) == [True, True]
        page.keyboard.press("/")
        hints = page.locator(".wp-hints")
        expect(hints).to_be_visible()
        assert hints.locator("kbd").all_inner_texts() == ["↑", "↓", "Enter", "Esc", "/"]
    with reader(chromium, PHONE) as page:
        page.goto(serve)
        assert page.evaluate(slash) == [False, False]
        page.locator("#wp-query").click()
        expect(page.locator(".wp-before h2")).to_have_text("Questions asked most")
        expect(page.locator(".wp-hints")).to_be_hidden()


def test_back_closes_the_search_or_the_menu_before_it_leaves_a_phones_page(
    chromium: Browser, serve: str
) -> None:
    with reader(chromium, PHONE) as page:
        page.goto(serve)
        page.goto(f"{serve}about/")
        for name, part in (("Search", FIELD), ("Navigation", ".md-sidebar--primary")):
            page.get_by_role("button", name=name, exact=True).click()
            expect(page.locator(part)).to_be_visible()
            page.go_back()
            expect(page.locator(part)).to_be_hidden()
            assert page.url == f"{serve}about/"
        page.go_back()
        assert page.url == serve


def test_closing_by_hand_leaves_nothing_for_back_to_close(chromium: Browser, serve: str) -> None:
    with reader(chromium, PHONE) as page:
        page.goto(serve)
        page.goto(f"{serve}about/")
        page.get_by_role("button", name="Search", exact=True).click()
        expect(page.locator(FIELD)).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator(FIELD)).to_be_hidden()
        page.get_by_role("button", name="Navigation").click()
        page.locator(".md-sidebar--primary").get_by_role("link", name="Privacy").click()
        page.wait_for_url(f"{serve}privacy/")
        page.go_back()
        assert page.url == f"{serve}about/"
        expect(page.locator(".md-sidebar--primary")).to_be_hidden()
        page.go_back()
        assert page.url == serve


def test_the_index_is_fetched_beside_the_engine_and_nothing_twice(page: Page, serve: str) -> None:
    held: list[Route] = []
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    waiting = True

    def hold(route: Route) -> None:
        if waiting:
            held.append(route)
        else:
            route.continue_()

    page.context.route(re.compile(r"/search\.\w+\.mjs$"), hold)
    with page.expect_request(re.compile(r"/search\.\w+\.json$")):
        page.goto(f"{serve}questions/is-there-a-fee/?q=coupon+back")
    waiting = False
    while held:
        held.pop().continue_()
    expect(page.locator(HIT).first).to_be_visible()
    assert sorted(asked) == sorted(set(asked))
    assert sum("/search." in url for url in asked) == 3
