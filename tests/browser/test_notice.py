"""A notice is seen on every page up to its last day, by the reader's clock, and moves nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.kinds import DESKTOP, PHONE, Scheme, reader
from tests.browser.test_feedback import policy_of
from tests.browser.test_reach import violations
from tests.browser.test_reading import SHIFT
from tests.build import project
from tests.web import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("reading")]

TODAY = datetime.now().date()
LAST = TODAY + timedelta(days=30)
KNOWLEDGE = f"""
title: Help
notice:
  text: Parcels are *late*, see [what to do](faq:leave).
  until: {LAST.isoformat()}
  level: warning
faqs:
  - {{id: leave, question: How do I leave?, answer: Use the portal.}}
trees:
  - id: help
    title: Help me
    questions:
      here: {{ask: Is it here?, options: {{yes: Yes, no: No}}, go: {{yes: keep, no: wait}}}}
    outcomes: {{keep: {{title: Keep it, body: Do.}}, wait: {{title: Wait, body: It will come.}}}}
"""
PAGES = ("", "questions/leave/", "about/", "help/", "help/keep/", "a-z/", "no/such/page/")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with a notice, served with its own policy."""
    folder = project.make(tmp_path_factory.mktemp("notice") / "shop", KNOWLEDGE)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        built = project.build()
    assert built.exit_code == 0, built.stderr
    site = folder / "site"
    with served(site, {"Content-Security-Policy": policy_of(site)}) as address:
        yield address


def at(page: Page, time: datetime) -> None:
    """Let the reader's clock stand at ``time``."""
    page.clock.set_fixed_time(time)


def end_of(day: object, **later: int) -> datetime:
    return datetime.fromisoformat(f"{day}T23:59:00") + timedelta(**later)


def test_it_is_seen_to_the_end_of_its_last_day_and_then_no_more(
    chromium: Browser, shop: str
) -> None:
    """The same files: nothing is built anew. Neither way does anything move."""
    for size in (PHONE, DESKTOP):
        for time, is_seen in ((end_of(LAST), True), (end_of(LAST, minutes=2), False)):
            with reader(chromium, size) as page:
                refused: list[str] = []
                page.on("console", lambda said, told=refused: told.append(said.text))
                at(page, time)
                for address in PAGES:
                    page.goto(shop + address)
                    notice = page.get_by_role("region", name="Warning")
                    expect(notice).to_be_visible(visible=is_seen)
                    assert page.evaluate(SHIFT) == 0, address
                assert not [each for each in refused if "Policy" in each]


def test_it_is_over_before_anything_is_drawn(chromium: Browser, shop: str) -> None:
    with reader(chromium, PHONE) as page:
        at(page, end_of(LAST, days=1))
        page.add_init_script(
            """window.seen = [];
            const look = () => {
              const notice = document.querySelector(".wp-notice");
              if (notice) window.seen.push(notice.checkVisibility());
              requestAnimationFrame(look);
            };
            requestAnimationFrame(look);"""
        )
        page.goto(shop)
        expect(page.locator(".wp-notice")).to_be_attached()
        page.wait_for_timeout(100)
        seen = page.evaluate("window.seen")
        assert seen
        assert not any(seen)


def test_without_script_readers_see_when_it_ends(chromium: Browser, shop: str) -> None:
    with reader(chromium, script=False) as page:
        page.goto(shop)
        notice = page.get_by_role("region", name="Warning")
        day = f"Until {LAST.day} {LAST:%B %Y}"
        expect(notice).to_contain_text(day)
        notice.get_by_role("link", name="what to do").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("How do I leave?")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_it(chromium: Browser, shop: str, scheme: Scheme) -> None:
    """Its level is a word and a sign, not a colour alone; on paper it stands as well."""
    for size in (PHONE, DESKTOP):
        with reader(chromium, size, scheme) as page:
            for address in PAGES:
                page.goto(shop + address)
                assert violations(page) == [], address
            sign = "(title) => getComputedStyle(title, '::before').content"
            assert page.locator(".wp-notice .wp-callout-title").evaluate(sign) == '"!" / ""'
            page.emulate_media(media="print")
            expect(page.get_by_role("region", name="Warning")).to_be_visible()
