"""With text at 200 % on a phone nothing is cut off, on any page and in any state."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.kinds import KINDS, reader
from tests.web import launch

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("enlarged")]

CUT = """() => {
  const out = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = { opacityProperty: true, visibilityProperty: true };
  while (texts.nextNode()) {
    const { data, parentElement: host } = texts.currentNode;
    if (!data.trim() || host.closest("script, style, .wp-said, .md-skip") || !host.checkVisibility(seen)) continue;
    const range = document.createRange();
    range.selectNodeContents(texts.currentNode);
    for (const box of range.getClientRects()) {
      let gone = box.left < -1 || box.right > innerWidth + 1;
      for (let part = host; part !== document.body; part = part.parentElement) {
        const { overflowX, overflowY, position } = getComputedStyle(part);
        const edge = part.getBoundingClientRect();
        // What can be scrolled to isn't cut off.
        if (overflowX === "auto" && part.scrollWidth > part.clientWidth) gone = false;
        if (/auto|scroll/.test(overflowX + overflowY)) break;
        if (overflowX !== "visible" && (box.left < edge.left - 2 || box.right > edge.right + 2)) gone = true;
        if (overflowY !== "visible" && (box.top < edge.top - 6 || box.bottom > edge.bottom + 6)) gone = true;
        if (position === "fixed") break;
      }
      if (gone && box.width > 1) { out.push(data.trim().slice(0, 60)); break; }
    }
  }
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) out.push("(the page scrolls sideways)");
  return out;
}"""  # noqa: E501


@pytest.fixture(scope="module")
def page(playwright: Playwright) -> Iterator[Page]:
    """A page of a browser whose reader has set its text to twice the usual size."""
    browser = launch(playwright, "--blink-settings=defaultFontSize=32")
    with reader(browser, {"width": 390, "height": 844}) as found:
        yield found
    browser.close()


def cut(page: Page) -> list[str]:
    """What is cut off on the page as it stands, once nothing moves any more."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)
    found: list[str] = page.evaluate(CUT)
    return found


def test_text_is_twice_as_large(page: Page, serve: str) -> None:
    page.goto(serve + KINDS["question"])
    size = page.locator(".wp-answer p").first.evaluate("e => getComputedStyle(e).fontSize")
    assert float(size.removesuffix("px")) >= 32


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_cut_off_on_any_kind_of_page(page: Page, serve: str, kind: str) -> None:
    page.goto(serve + KINDS[kind])
    assert cut(page) == []


def test_a_long_name_of_the_site_is_whole(page: Page, serve: str) -> None:
    page.goto(serve + KINDS["question"])
    name = page.locator(".md-header__topic .md-ellipsis").first
    name.evaluate("e => { e.textContent = 'The Help Centre of Northern Bakers Guild'; }")
    assert name.evaluate("e => e.scrollHeight <= e.clientHeight + 1")
    assert cut(page) == []


def test_nothing_is_cut_off_where_answers_are_open(page: Page, serve: str) -> None:
    page.goto(serve + KINDS["topic"])
    page.get_by_role("button", name="Expand all").click()
    assert cut(page) == []


def test_nothing_is_cut_off_on_the_way_through_a_tree(page: Page, serve: str) -> None:
    page.goto(serve + KINDS["tree"])
    page.locator("[data-step]:visible a[data-choice]").first.click()
    field = page.locator("[data-step]:visible input")
    field.fill("x")
    field.press("Enter")
    assert cut(page) == []
    field.fill("2")
    field.press("Enter")
    expect(page.locator("[data-answers] li")).to_have_count(2)
    assert cut(page) == []


def test_nothing_is_cut_off_in_the_menu_and_the_search(page: Page, serve: str) -> None:
    page.goto(serve + KINDS["question"])
    page.get_by_role("button", name="Navigation").click()
    assert cut(page) == []
    page.goto(serve + KINDS["question"])
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.locator(".wp-before h2")).to_be_visible()
    assert cut(page) == []
    page.keyboard.type("coupon")
    page.locator(".wp-hit__more").first.click()
    expect(page.locator(".wp-hit__answer").first).to_be_visible()
    assert cut(page) == []
