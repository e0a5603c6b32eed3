"""A knowledge base of a public body: nothing in it is doubted, and everybody can read it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from tests.browser.kinds import DESKTOP, PHONE, Scheme, reader
from tests.browser.test_reach import violations
from tests.build import project
from tests.web import served
from waypost.checks.analyse import analyse

SITE = Path(__file__).parent / "site"
KINDS = (
    "",
    "topics/",
    "topics/parking/",
    "questions/permit-price/",
    "guides/book-bulky/",
    "policies/living-alone/",
    "bulky-waste/",
    "bulky-waste/look-up/",
    "council-tax/single/",
    "penalty-charge/",
    "a-z/",
    "about/",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The built site, with the policy in its pages."""
    folder = tmp_path_factory.mktemp("public-body") / "site"
    shutil.copytree(SITE, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        done = project.build("--strict", "--policy-in-pages", "--on", "2026-11-22")
        assert done.exit_code == 0, done.output
    with served(folder / "site") as found:
        yield found


def test_nothing_in_it_is_doubted() -> None:
    """Four trees and twenty-five entries, no error and no warning."""
    analysis = analyse(SITE / "faq.yaml", date(2026, 11, 22))
    known = analysis.knowledge
    assert analysis.problems == ()
    assert len(known.trees) == 4
    assert len(known.faqs) + len(known.policies) + len(known.guides) == 25


@pytest.mark.browser
@pytest.mark.parametrize(
    ("size", "scheme"),
    [(DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "light"), (PHONE, "dark")],
    ids=["desktop", "desktop-dark", "phone", "phone-dark"],
)
def test_every_kind_of_page_can_be_read(
    chromium: Browser, address: str, size: ViewportSize, scheme: Scheme
) -> None:
    """Nothing is wider than the window, breaks the policy, or is a barrier."""
    faults: dict[str, object] = {}
    with reader(chromium, size, scheme) as page:
        page.on("console", lambda said: faults.update({said.text: page.url}))
        for kind in KINDS:
            page.goto(address + kind)
            if found := violations(page):
                faults[kind] = found
            wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
            if page.evaluate(wide):
                faults[kind] = "is too wide"
    assert faults == {}


@pytest.mark.browser
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_resident_who_is_not_sure_is_led_on(
    chromium: Browser, address: str, script: bool
) -> None:
    """From the first page, by an outcome that says what to look at, to the right action."""
    with reader(chromium, PHONE, script=script) as page:
        page.goto(address)
        expect(page.locator(".wp-home h2 a")).to_have_text(
            ["Can you take it away?", "Which parking permit do I need?"]
        )
        page.get_by_role("link", name="I'm not sure what it counts as").click()
        expect(page.locator("h1")).to_have_text("Look at what it is made of")
        page.locator("[data-onward]").get_by_role("link", name="Building waste").click()
        expect(page.locator("h1")).to_have_text("Take it to the tip")


@pytest.mark.browser
def test_a_number_of_things_is_read_back(chromium: Browser, address: str) -> None:
    """One item over what is collected gives the other outcome, which names the reader's number."""
    with reader(chromium) as page:
        page.goto(f"{address}bulky-waste/")
        page.get_by_role("link", name="Furniture").click()
        page.locator("[data-step]:visible input").fill("5")
        page.locator("[data-step]:visible input").press("Enter")
        expect(page.locator("h1")).to_have_text("Book more than one visit")
        expect(page.locator("[data-answer]")).to_have_text("5 items")
