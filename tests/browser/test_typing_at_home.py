"""On a German site, readers type numbers as they write them at home, and read them so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.build import project
from tests.web import served

pytestmark = pytest.mark.browser

KNOWLEDGE = """
language: de
trees:
  - id: zoll
    title: Zoll
    questions:
      wert:
        ask: Wie viel hat es gekostet?
        type: number
        unit: EUR
        min: 2.50
        step: 0.01
        go: [{when: {wert: <= 1000}, to: gekauft}, {else: gross}]
      gekauft:
        ask: Wann?
        type: date
        min: 2020-01-01
        go: [{when: {gekauft: "< 2027-03-02"}, to: klein}, {else: gross}]
    outcomes:
      klein: {title: Frei, body: "Für {{ answers.wert }} am {{ answers.gekauft }}."}
      gross: {title: Nicht frei, body: "Für {{ answers.wert }}."}
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A German site with a tree that asks for an amount and a date."""
    folder = tmp_path_factory.mktemp("zoll")
    project.make(folder, KNOWLEDGE)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert project.build().exit_code == 0
    with served(folder / "site") as root:
        yield f"{root}zoll/"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A fresh page."""
    with chromium.new_context() as context:
        yield context.new_page()


def answer(page: Page, text: str) -> None:
    """Type into the field that is shown, and go on."""
    page.locator("[data-step]:visible input").fill(text)
    page.locator("[data-step]:visible button[type=submit]").press("Enter")


@pytest.mark.parametrize("typed", ["1.234,50", "1 234,50", "1,234.50", "1234,5", "١٢٣٤٫٥"])
def test_an_amount_is_typed_and_said_as_at_home(page: Page, address: str, typed: str) -> None:
    page.goto(address)
    answer(page, typed)
    expect(page.locator("[data-outcome]")).to_have_attribute("data-outcome", "gross")
    expect(page.locator("[data-answers] li strong")).to_have_text(["1.234,50\u00a0€"])


def test_a_point_that_parts_thousands_in_one_country_alone_is_asked_back(
    page: Page, address: str
) -> None:
    page.goto(address)
    answer(page, "2.000")
    expect(page.locator("[data-step]:visible [data-meanings] button")).to_have_text(
        ["2.000,00\u00a0€"]
    )
    answer(page, "2,000")
    said = page.locator("[data-step]:visible [data-error]")
    expect(said).to_have_text("Die Zahl darf nicht kleiner als 2,50 sein.")


def test_bands_and_dates_are_said_as_at_home(page: Page, address: str) -> None:
    page.goto(address)
    choices = page.locator("[data-step]:visible a[data-choice]")
    expect(choices).to_have_text(["1.000,00\u00a0€ oder weniger", "1.000,01\u00a0€ oder mehr"])
    answer(page, "5")
    expect(choices).to_have_text(["Am 1. März 2027 oder früher", "Am 2. März 2027 oder später"])
    answer(page, "2019-12-31")
    said = page.locator("[data-step]:visible [data-error]")
    expect(said).to_have_text("Das Datum darf nicht vor dem 1. Januar 2020 liegen.")
    answer(page, "2027-03-01")
    expect(page.locator("[data-outcome] .wp-answer")).to_contain_text(
        "Für 5,00\u00a0€ am 1. März 2027."
    )
