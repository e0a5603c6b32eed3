"""What readers do on pages: open answers, tick steps, hover words, print, give a verdict."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.kinds import DESKTOP, KINDS, PHONE, reader
from tests.build import project
from tests.pages.shop import SHOP
from tests.web import Handler, served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("reading")]


SHIFT = """() => new Promise((done) => {
  let sum = 0;
  const add = ({ value }) => { if (value > 0.001) sum += value; };
  new PerformanceObserver((list) => list.getEntries().forEach(add))
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(sum), 300);
})"""
"""How much on a page has moved. A slow browser may draw half the words of a button, which grows by
less than a thousandth of the screen then; readers were seen to be moved by ten times that."""

READ = ("home", "question", "policy", "topic", "guide", "tree", "outcome")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a small site with old ids and a way to give feedback."""
    folder = tmp_path_factory.mktemp("shop")
    project.make(folder, SHOP.read_text(encoding="utf-8"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert project.build("--policy-in-pages").exit_code == 0
    with served(folder / "site") as address:
        yield address


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with reader(chromium, DESKTOP) as found:
        yield found


def test_home_shows_search_and_statuses_before_a_phone_is_scrolled(
    chromium: Browser, serve: str
) -> None:
    with reader(chromium, PHONE) as page:
        page.goto(serve)
        expect(page.get_by_role("heading", name="Where is your order now?")).to_be_visible()
        for choice in page.locator("[data-tree-start] [data-choice]").all():
            box = choice.bounding_box()
            assert box
            assert box["y"] + box["height"] <= PHONE["height"], choice.inner_text()
        field = page.locator("#wp-query").bounding_box()
        assert field
        assert field["y"] < PHONE["height"] / 2


def test_an_example_in_the_search_field_searches_for_nothing(page: Page, serve: str) -> None:
    page.goto(serve)
    expect(page.locator("#wp-query")).to_have_value("")
    assert page.locator("#wp-query").get_attribute("placeholder")
    page.get_by_role("button", name="Search", exact=True).last.click()
    assert page.url.removesuffix("?q=") == serve


def test_nothing_on_the_page_moves_while_it_loads(chromium: Browser, serve: str) -> None:
    moved = {}
    for size in (PHONE, DESKTOP):
        with reader(chromium, size) as page:
            # Scripts come when the page is long drawn.
            page.route("**/*.mjs", lambda route: (page.wait_for_timeout(300), route.continue_()))
            for kind in (*READ, "a-z", "missing"):
                page.goto(serve + KINDS[kind])
                page.wait_for_load_state("networkidle")
                moved[kind, size["width"]] = page.evaluate(SHIFT)
    assert {kind: far for kind, far in moved.items() if far} == {}


OUTCOME = f"{KINDS['outcome']}#?status=pending&placed=2"
FOLD = f"{KINDS['topic']}#cancel-while-pending"


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize(
    ("path", "shown"),
    [(OUTCOME, "[data-answers]"), (FOLD, "#cancel-while-pending[open]")],
    ids=["an outcome with answers", "a question of a topic"],
)
def test_a_page_stays_where_it_is_though_an_address_opens_a_part_of_it(
    chromium: Browser, serve: str, size: ViewportSize, path: str, shown: str
) -> None:
    with reader(chromium, size) as page:
        page.route("**/*.mjs", lambda route: (page.wait_for_timeout(300), route.continue_()))
        page.goto(serve + path)
        page.wait_for_load_state("networkidle")
        expect(page.locator(shown)).to_be_visible()
        assert page.evaluate(SHIFT) == 0


def test_an_outcome_whose_script_never_comes_says_for_whom_it_holds(page: Page, serve: str) -> None:
    page.route("**/tree.*.mjs", lambda route: route.abort())
    page.goto(f"{serve}{KINDS['outcome']}#?status=delivered")
    expect(page.locator("[data-holds-for]")).to_be_visible()


class Slow(Handler):
    """Sends pages in pieces, as a slow network does."""

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Wait after each piece of a page."""
        if not source.name.endswith(".html"):
            return super().copyfile(source, outputfile)
        while piece := source.read(400):
            outputfile.write(piece)
            outputfile.flush()
            time.sleep(0.02)
        return None


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_page_that_comes_in_pieces_stays_where_it_is(
    chromium: Browser, site: Path, size: ViewportSize
) -> None:
    """A line of text that is cut by a piece may grow; no part of the page moves."""
    with served(site, handler=Slow) as address, reader(chromium, size) as page:
        for path in ("", "404.html"):
            page.goto(address + path)
            assert page.evaluate(SHIFT) < 0.001, path


def test_an_address_opens_its_question_and_goes_to_it(page: Page, serve: str) -> None:
    page.goto(serve + KINDS["topic"] + "#end-of-the-window")
    fold = page.locator("#end-of-the-window")
    expect(fold).to_have_attribute("open", "")
    expect(fold.locator("summary")).to_be_focused()
    expect(fold.locator("summary")).to_be_in_viewport()
    assert page.locator("details[open]").count() == 1


def test_all_answers_open_and_close_at_once(page: Page, serve: str) -> None:
    page.goto(serve + KINDS["topic"])
    page.get_by_role("button", name="Expand all").click()
    expect(page.locator("details.wp-fold:not([open])")).to_have_count(0)
    page.get_by_role("button", name="Close all").click()
    expect(page.locator("details.wp-fold[open]")).to_have_count(0)


def test_the_browser_finds_text_in_a_closed_answer(page: Page, serve: str) -> None:
    """A text fragment in the address is looked for as find-in-page looks, and reveals alike."""
    page.goto(serve + KINDS["topic"] + "#:~:text=It%20lists%20your%20current")
    expect(page.locator("#where-is-the-status")).to_have_attribute("open", "")
    expect(page.locator("#where-is-the-status .wp-fold__answer")).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_printing_shows_every_answer(chromium: Browser, serve: str, script: bool) -> None:
    with reader(chromium, script=script) as page:
        page.goto(serve + KINDS["topic"])
        page.emulate_media(media="print")
        heights = [
            box["height"]
            for each in page.locator(".wp-fold__answer").all()
            if (box := each.bounding_box())
        ]
        assert len(heights) == page.locator("details.wp-fold").count()
        assert min(heights) > 20


def test_a_guide_prints_with_a_box_for_each_step(page: Page, serve: str) -> None:
    page.goto(serve + KINDS["guide"])
    page.emulate_media(media="print")
    for step in page.locator(".wp-steps > li").all():
        box = step.evaluate("""(step) => {
          const {borderTopColor, borderTopWidth, width} = getComputedStyle(step, "::before");
          return [borderTopColor, parseFloat(borderTopWidth) > 0, parseFloat(width) > 10]; }""")
        assert box == ["rgb(0, 0, 0)", True, True]


def test_faq_data_says_what_the_page_shows(page: Page, serve: str) -> None:
    page.goto(serve + KINDS["topic"])
    page.get_by_role("button", name="Expand all").click()
    found = json.loads(page.locator('script[type="application/ld+json"]').inner_text())
    [asked] = [each["mainEntity"] for each in found["@graph"] if each["@type"] == "FAQPage"]
    shown = page.locator("details.wp-fold").all()
    assert len(asked) == len(shown)
    for question, fold in zip(asked, shown, strict=True):
        text = "".join(fold.locator(".wp-fold__answer").inner_text().split())
        assert question["name"] == fold.locator("h3").inner_text()
        assert "".join(question["acceptedAnswer"]["text"].split()) in text


def test_ticks_outlive_back_and_a_reload_and_end_with_the_tab(
    chromium: Browser, page: Page, serve: str
) -> None:
    second = "Step 2 is done"
    page.goto(serve + KINDS["guide"])
    page.get_by_role("checkbox", name=second).check()
    page.reload()
    expect(page.get_by_role("checkbox", name=second)).to_be_checked()
    expect(page.get_by_role("checkbox", name="Step 1 is done")).not_to_be_checked()
    page.goto(serve)
    page.go_back()
    expect(page.get_by_role("checkbox", name=second)).to_be_checked()
    with reader(chromium) as other:
        other.goto(serve + KINDS["guide"])
        expect(other.get_by_role("checkbox", name=second)).not_to_be_checked()


def test_a_missing_page_bears_the_sites_name(page: Page, serve: str) -> None:
    page.goto(serve + KINDS["missing"])
    page.wait_for_load_state("networkidle")
    expect(
        page.locator(".md-header .md-ellipsis", has_text="AliExpress order help").last
    ).to_be_in_viewport()
    shown = page.locator(".md-header__title").evaluate("""(title) =>
      [...title.querySelectorAll(".md-ellipsis")].filter((each) =>
        each.checkVisibility({opacityProperty: true})).map((each) => each.textContent)""")
    assert set(shown) == {"AliExpress order help"}


def test_home_shows_its_title_once(chromium: Browser, serve: str) -> None:
    with reader(chromium, PHONE) as page:
        page.goto(serve)
        for each in page.locator(".md-header .md-ellipsis").all():
            expect(each).not_to_be_visible()
        expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_statuses_keep_their_hints_on_a_phone(chromium: Browser, serve: str) -> None:
    with reader(chromium, PHONE) as page:
        page.goto(serve)
        hints = page.locator("[data-tree-start] .wp-quiet")
        assert hints.count() >= 5
        for hint in hints.all():
            expect(hint).to_be_visible()


def test_a_word_is_explained_on_hover_focus_and_tap(chromium: Browser, serve: str) -> None:
    context = chromium.new_context(has_touch=True)
    page = context.new_page()
    page.goto(serve + KINDS["guide"])
    word, tip = page.locator("a.wp-term").first, page.get_by_role("tooltip").first
    word.hover()
    expect(tip).to_be_visible()
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    word.focus()
    expect(tip).to_be_visible()
    page.keyboard.press("Escape")
    page.mouse.move(0, 0)
    word.tap()
    expect(tip).to_be_visible()
    assert page.url.endswith(KINDS["guide"])
    context.close()


def test_a_missing_page_searches_for_the_words_of_its_address(page: Page, serve: str) -> None:
    page.goto(f"{serve}questions/how-long-to-cancle/")
    first = page.locator("[data-lost-found] a").first
    expect(first).to_have_text("How long do I have to cancel?")
    first.click()
    page.wait_for_url(serve + KINDS["question"])


def test_a_missing_page_offers_a_search_for_its_words(page: Page, serve: str) -> None:
    page.goto(f"{serve}help/refund%20my-coupon.html")
    expect(page.locator("[data-lost-words]")).to_have_text("Search for “refund my coupon”")
    page.locator("[data-lost-search]").click()
    expect(page.locator(".md-search__input")).to_have_value("refund my coupon")
    expect(page.locator(".md-search-result__item").first).to_be_visible()


def test_home_has_one_search_field_and_what_is_found_opens_in_its_place(
    page: Page, serve: str
) -> None:
    page.goto(serve)
    seen = """() => [...document.querySelectorAll("input:not([type=checkbox], [type=radio])")]
      .filter((field) => field.checkVisibility({opacityProperty: true})).map((field) => field.id)"""
    assert page.evaluate(seen) == ["wp-query"]
    place = page.locator(".wp-search__row").bounding_box()
    page.locator("#wp-query").fill("coupon back")
    hit = page.locator(".md-search-result__item a").first
    expect(hit).to_be_visible()
    page.wait_for_timeout(300)
    opened = page.locator(".md-search__inner").bounding_box()
    assert place
    assert opened
    assert (opened["x"], opened["y"], opened["width"]) == (place["x"], place["y"], place["width"])
    page.keyboard.press("Escape")
    expect(page.locator("#wp-query")).to_be_focused()


def test_a_due_notice_shows_from_its_day_on(chromium: Browser, serve: str) -> None:
    for day, shown in (("2027-05-21", False), ("2027-05-22", True)):
        with reader(chromium) as page:
            page.clock.set_fixed_time(f"{day}T12:00:00Z")
            page.goto(serve + KINDS["question"])
            assert page.locator("[data-due]").is_visible() is shown, day


def test_the_address_is_copied(chromium: Browser, serve: str) -> None:
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(serve + KINDS["question"])
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Link copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    context.close()


def test_a_verdict_is_told_to_the_page(page: Page, shop: str) -> None:
    page.goto(f"{shop}questions/who-pays/")
    page.evaluate(
        """() => document.addEventListener("waypost:feedback", (told) => {
             window.told = told.detail; })"""
    )
    page.get_by_role("button", name="Yes").click()
    expect(page.get_by_role("status").get_by_text("Thank you.")).to_be_visible()
    assert page.evaluate("window.told") == {"page": "/questions/who-pays/", "helpful": True}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("questions/how-many-days/#here", "questions/how-long/#here"),
        ("find-it/#age", "where-now/#age"),
        ("where-now/be-patient/", "where-now/wait/"),
    ],
)
def test_an_old_address_leads_on_and_keeps_its_fragment(
    page: Page, shop: str, old: str, new: str
) -> None:
    page.goto(shop + old)
    page.wait_for_url(shop + new)


def test_an_old_address_leads_on_without_script(chromium: Browser, shop: str) -> None:
    with reader(chromium, script=False) as page:
        page.goto(f"{shop}questions/how-many-days/")
        page.wait_for_url(f"{shop}questions/how-long/")


def test_a_page_names_its_other_forms(page: Page, serve: str, site: Path) -> None:
    page.goto(serve + KINDS["question"])
    links = page.locator('link[rel~="alternate"]').evaluate_all(
        "links => links.map((link) => [link.type || link.hreflang, new URL(link.href).pathname])"
    )
    assert dict(links) == {
        "text/markdown": "/questions/how-long-to-cancel/index.md",
        "application/atom+xml": "/feed.xml",
        "en": "/questions/how-long-to-cancel/",
        "es": "/es/questions/how-long-to-cancel/",
        "ar": "/ar/questions/how-long-to-cancel/",
        "x-default": "/questions/how-long-to-cancel/",
    }
    assert all((site / path.lstrip("/")).exists() for _, path in links)
    canonical = page.locator('link[rel="canonical"]').get_attribute("href")
    assert canonical == "https://order-help.example/questions/how-long-to-cancel/"
    said = page.locator('meta[name="description"]').get_attribute("content")
    assert said is not None
    assert said.startswith("Typically 3 to 5 days")
