"""Dates and numbers in a tree: typed answers pick the right link, on real calendars."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.build import project
from tests.web import served

pytestmark = pytest.mark.browser

EMBEDDING = '# Our returns\n\nAnswer here:\n\n{{ waypost.tree("returns") }}\n\nThat is all.\n'


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site with a tree of dates and numbers, and a hand-written page that holds the tree."""
    folder = tmp_path_factory.mktemp("returns")
    knowledge = (Path(__file__).parent / "returns.yaml").read_text(encoding="utf-8")
    project.make(folder, knowledge)
    (folder / "content" / "ours.md").write_text(EMBEDDING, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        built = project.build()
    assert built.exit_code == 0, built.stderr
    with served(folder / "site") as found:
        yield found


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page whose reader's clock shows noon of 1 March 2028, the day after a leap day."""
    context = chromium.new_context(timezone_id="Europe/Berlin")
    opened = context.new_page()
    opened.clock.set_fixed_time(datetime(2028, 3, 1, 12, tzinfo=UTC))
    yield opened
    context.close()


def answer(page: Page, text: str) -> None:
    """Type an answer into the field that is shown, and continue."""
    page.locator("[data-step]:visible input").fill(text)
    page.locator("[data-step]:visible button[type=submit]").press("Enter")


@pytest.mark.parametrize(
    ("days", "inside"), [(0, True), (1, True), (15, True), (16, False), (366, False)]
)
def test_a_date_takes_the_link_for_its_age_across_a_leap_day(
    page: Page, address: str, days: int, inside: bool
) -> None:
    page.goto(f"{address}returns/")
    answer(page, (date(2028, 3, 1) - timedelta(days=days)).isoformat())
    if inside:
        expect(page.locator("[data-step]:visible h2")).to_have_text(re.compile("^How large"))
    else:
        expect(page.locator("[data-outcome]")).to_have_attribute("data-outcome", "too-late")


def test_a_day_that_is_to_come_is_refused_by_the_field(page: Page, address: str) -> None:
    page.goto(f"{address}returns/")
    answer(page, "2028-03-02")
    expect(page.locator("[data-step]:visible [data-error]")).to_have_text(
        "It can't be after today."
    )
    expect(page.locator("[data-step]:visible input")).to_have_value("2028-03-02")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0", "It can't be less than 1."),
        ("201", "It can't be more than 200."),
        ("6o", "digits only"),
    ],
)
def test_a_number_out_of_range_is_refused_by_the_field(
    page: Page, address: str, typed: str, said: str
) -> None:
    page.goto(f"{address}returns/")
    answer(page, "2028-02-29")
    answer(page, typed)
    expect(page.locator("[data-step]:visible [data-error]")).to_contain_text(said)


@pytest.mark.parametrize(
    ("arrived", "text"),
    [
        ("2028-02-27", "Take your time: it came 3 days ago or less."),
        ("2028-02-26", "Hurry: it came 4 to 15 days ago."),
    ],
)
def test_the_outcome_shows_the_text_for_these_answers_alone(
    page: Page, address: str, arrived: str, text: str
) -> None:
    page.goto(f"{address}returns/")
    answer(page, arrived)
    answer(page, "60")
    shown = page.locator("[data-outcome] [data-variant]:visible")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text(text)


def test_bands_stand_beside_the_field_as_links(page: Page, address: str) -> None:
    page.goto(f"{address}returns/")
    expect(page.locator("[data-step]:visible a[data-choice]")).to_have_text(
        ["3 days ago or less", "4 to 15 days ago", "16 days ago or more"]
    )


def test_a_hand_written_page_can_hold_a_tree(page: Page, address: str) -> None:
    page.goto(f"{address}ours/")
    expect(page.get_by_text("That is all.")).to_be_visible()
    answer(page, "2028-02-29")
    assert "/ours/" in page.url
    answer(page, "61")
    expect(page.locator("[data-outcome]")).to_have_attribute("data-outcome", "have-it-collected")
