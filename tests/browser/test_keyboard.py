"""The keyboard alone reaches everything, and focus is always in sight.

A case in ``walks/`` is a walk: what is opened, then a key a line and where focus stands after it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page

from tests.browser.kinds import DESKTOP, KINDS, PHONE, SIZES, reader

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("keyboard")]

WALKS = sorted((Path(__file__).parent / "walks").glob("*.txt"))

NAME = """() => {
  const part = document.activeElement;
  if (!part || part === document.body) return "(the page)";
  const label = part.labels?.[0]?.textContent;
  const name = part.getAttribute("aria-label") || label || part.textContent || part.title;
  const state = part.getAttribute("aria-expanded");
  const open = part.matches("summary") ? (part.parentElement.open ? ", open" : ", closed") : "";
  return `${part.localName} “${name.trim().replace(/\\s+/g, " ").slice(0, 60)}”`
    + (state ? `, expanded ${state}` : "") + open + (part.checked ? ", ticked" : "");
}"""

RESULTS = """() => document.querySelector(".md-search-result__item mark")?.textContent.toLowerCase()
  === document.querySelector(".md-search__input").value"""
"""The results of all that was typed are there: they mark it, a single word in these walks."""

OUT_OF_SIGHT = """() => {
  let part = document.activeElement;
  if (!part || part === document.body) return "";
  // Focus that script has set isn't marked for a reader who has used no key yet.
  if (part.matches("h1, h2, h3, summary") && !document.querySelector("html.wp-keys")) return "";
  // A theme's radio button is shown by its label.
  if (part.matches(".md-option")) part = part.nextElementSibling;
  const told = part.outerHTML.slice(0, 100);
  const box = part.getBoundingClientRect();
  const visible = box.width > 0 && box.bottom > 0 && box.right > 0
    && box.top < innerHeight && box.left < innerWidth && part.checkVisibility({opacityProperty: true, visibilityProperty: true});
  if (!visible) return `off the screen: ${told}`;
  const header = document.querySelector(".md-header");
  if (!header.contains(part) && !part.matches(".md-skip") && !part.closest(".md-sidebar")
      && box.bottom <= header.getBoundingClientRect().bottom && box.height < innerHeight)
    return `under the header: ${told}`;
  const around = [part, part.parentElement, part.closest("form, li, section") ?? part];
  const marked = around.some((each) => {
    const {outlineStyle, outlineWidth, boxShadow} = getComputedStyle(each);
    return (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) || boxShadow !== "none";
  });
  return marked ? "" : `not marked: ${told}`;
}"""  # noqa: E501


@pytest.mark.parametrize("case", WALKS, ids=lambda case: case.stem)
def test_walks_go_where_they_should(
    chromium: Browser, serve: str, case: Path, agree: Callable[[Path, str], None]
) -> None:
    first, *rest = case.read_text(encoding="utf-8").splitlines()
    address, size = first.removeprefix("open ").split(" on ")
    lines = [first]
    with reader(chromium, SIZES[size]) as page:
        page.goto(serve + address.lstrip("/"))
        page.wait_for_load_state("networkidle")
        for line in rest:
            key, wanted = line[:10].strip(), line[11:]
            if key == "ArrowDown":
                page.wait_for_function(RESULTS)
            if key != "at-first":
                page.keyboard.press(key)
            lines.append(f"{key:<10} {settled(page, wanted)}")
            assert page.evaluate(OUT_OF_SIGHT) == ""
    agree(case, "\n".join(lines) + "\n")


def settled(page: Page, wanted: str) -> str:
    """Where focus is: where it is wanted, once it is there; else where it is after a while."""
    with suppress(Error):
        page.wait_for_function(f"wanted => ({NAME})() === wanted", arg=wanted, timeout=3000)
    found: str = page.evaluate(NAME)
    return found


def tab_through(page: Page, most: int = 250) -> list[str]:
    """Faults of each place that Tab comes to, from the top of the page to its end."""
    faults = []
    for _ in range(most):
        page.keyboard.press("Tab")
        if fault := page.evaluate(OUT_OF_SIGHT):
            faults.append(fault)
        if page.evaluate("document.activeElement === document.body"):
            return faults
    return [*faults, "Tab never leaves the page"]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize(
    "kind", ["home", "question", "topic", "guide", "tree", "outcome", "written"]
)
def test_focus_is_always_in_sight(chromium: Browser, serve: str, kind: str, size: dict) -> None:  # type: ignore[type-arg]
    with reader(chromium, size) as page:  # type: ignore[arg-type]
        page.goto(serve + KINDS[kind])
        assert tab_through(page) == []


def test_who_tabs_past_the_search_is_not_called_back(chromium: Browser, serve: str) -> None:
    with reader(chromium) as page:
        page.goto(serve + KINDS["question"])
        for _ in range(10):
            page.locator(".md-search__input").focus()
            page.keyboard.press("Tab")
            page.wait_for_timeout(100)
            assert page.evaluate(NAME) == "a “Home”"
