"""Dates and numbers in a tree: typed answers pick the right link, on real calendars."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.kinds import reader
from tests.build import project
from tests.data import ROOT
from tests.web import served

pytestmark = pytest.mark.browser

TYPED = """
trees:
  - id: worth
    title: Is it free?
    questions:
      worth:
        ask: What is it worth?
        type: number
        unit: pounds
        min: 0
        go: [{when: {worth: <= 1000}, to: weight}, {else: big}]
      weight:
        ask: How heavy is it?
        type: number
        unit: kg
        min: -9999999
        step: 0.001
        go: [{when: {weight: <= 1000}, to: bought}, {else: big}]
      bought: {ask: When was it bought?, type: date, min: 1900-01-01, max: 2100-01-01, go: small}
    outcomes:
      small:
        title: Up to 1000
        body: "Worth {{ answers.worth }}, at {{ answers.weight }}, since {{ answers.bought }}."
      big: {title: More than 1000, body: "For {{ answers.worth }}."}
  - id: back
    title: Can it go back?
    work_out: {since: "days(came, today)"}
    questions:
      came:
        ask: When did it come?
        type: date
        max: today
        go: [{when: {since: <= 14}, to: heavy}, {else: look}]
      heavy:
        ask: How heavy is it?
        type: number
        unit: kg
        min: 0
        max: 100
        go: [{when: {heavy: <= 5}, to: post}, {when: {heavy: <= 30}, to: carrier}, {else: weigh}]
    outcomes:
      look: {title: Look for the date, body: It is in the email., continue: came}
      weigh: {title: Weigh it again, body: "You said {{ answers.heavy }}.", continue: heavy}
      post: {title: Post it, body: "For {{ answers.heavy }}."}
      carrier: {title: Call a carrier, body: "For {{ answers.heavy }}."}
"""

EMBEDDING = '# Our returns\n\nAnswer here:\n\n{{ waypost.tree("returns") }}\n\nThat is all.\n'


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site with trees of dates and numbers, and a hand-written page that holds one of them."""
    folder = tmp_path_factory.mktemp("returns")
    knowledge = (Path(__file__).parent / "returns.yaml").read_text(encoding="utf-8")
    knowledge += TYPED.partition("trees:\n")[2]
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
        expect(page.locator("[data-step]:visible h2")).to_have_text([re.compile("^How large")])
    else:
        expect(page.locator("[data-outcome]")).to_have_attribute("data-outcome", "too-late")


def test_a_day_that_is_to_come_is_refused_by_the_field(page: Page, address: str) -> None:
    page.goto(f"{address}returns/")
    answer(page, "2028-03-02")
    expect(page.locator("[data-step]:visible [data-error]")).to_have_text(
        "It can’t be after today."
    )
    expect(page.locator("[data-step]:visible input")).to_have_value("2028-03-02")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0", "It can’t be less than 1."),
        ("201", "It can’t be more than 200."),
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
        ("2028-02-27", "Take your time: it came 27 February 2028."),
        ("2028-02-26", "Hurry: it came 26 February 2028."),
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
    expect(page.locator("[data-condition]:visible")).to_have_count(0)


def test_a_date_and_a_number_are_asked_again_below_an_outcome(page: Page, address: str) -> None:
    """The bands that lead elsewhere stand there; the one that is picked replaces what was typed."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{address}back/")
    answer(page, "2028-01-01")
    again = page.locator("[data-onward]:visible a[data-choice]")
    expect(again).to_have_text(["14 days ago or less"])
    again.click()
    # The address changes before the step does, and the date's field was hidden all along.
    expect(page.locator("[data-step]:visible input:not([type=date])")).to_be_visible()
    answer(page, "50")
    expect(page.locator("[data-outcome=weigh] .wp-answer")).to_contain_text("50 kg.")
    expect(again).to_have_text(["5 kg or less", "6 to 30 kg"])
    again.first.click()
    expect(page.locator("[data-outcome=post]")).to_contain_text("For 5 kg or less.")
    expect(page.locator("[data-holds-for]")).to_be_hidden()
    expect(page.locator("[data-answers] strong")).to_have_text(
        ["14 days ago or less", "5 kg or less"]
    )
    assert faults == []


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


def typed_cases(kind: str) -> list[dict[str, Any]]:
    cases = json.loads((ROOT / "tests/trees/typed_answers.json").read_text(encoding="utf-8"))
    # A field of one line takes no line break.
    return [
        each
        for each in cases
        if each.get("kind", "number") == kind
        and "\n" not in each["typed"]
        and "language" not in each
    ]


def test_a_typed_number_is_read_refused_or_asked_back(page: Page, address: str) -> None:
    for case in typed_cases("number"):
        page.goto(f"{address}worth/#weight?worth=5")
        answer(page, case["typed"])
        if len(case["reads"]) == 1:
            assert f"weight={case['reads'][0]}" in page.url, case
            continue
        error = page.locator("[data-step]:visible [data-error]")
        expect(error).to_contain_text("Did you mean" if case["reads"] else "in digits only")
        expect(page.locator("[data-step]:visible input")).to_have_value(case["typed"])
        shown = page.locator("[data-meanings]:visible button")
        numbers = [each.removesuffix(" kg").replace(",", "") for each in shown.all_inner_texts()]
        assert list(map(float, numbers)) == list(map(float, case["reads"])), case


def test_what_is_no_date_is_refused_even_in_a_plain_field(page: Page, address: str) -> None:
    """Browsers without a date field show a plain one."""
    for case in typed_cases("date"):
        page.goto(f"{address}worth/#bought?worth=5&weight=5")
        page.locator("[data-step]:visible input").evaluate("input => { input.type = 'text'; }")
        answer(page, case["typed"])
        if case["reads"]:
            expect(page.locator("[data-outcome]")).to_have_attribute("data-outcome", "small")
        else:
            error = page.locator("[data-step]:visible [data-error]")
            expect(error).to_have_text("Choose a real date.")


@pytest.mark.parametrize(("meant", "outcome"), [("2,000 pounds", "big"), ("2 pounds", None)])
def test_the_reader_picks_what_was_meant_by_keyboard(
    page: Page, address: str, meant: str, outcome: str | None
) -> None:
    page.goto(f"{address}worth/")
    answer(page, "2,000")
    error = page.locator("[data-step]:visible [data-error]")
    expect(error).to_contain_text("Did you mean 2,000 pounds or 2 pounds?")
    expect(error).to_have_attribute("role", "alert")
    page.get_by_role("button", name=meant, exact=True).press("Enter")
    if outcome:
        expect(page.locator("[data-outcome]")).to_have_attribute("data-outcome", outcome)
    else:
        expect(page.locator("[data-step]:visible h2")).to_have_text(["How heavy is it?"])
    expect(page.locator(".wp-trail:visible strong")).to_have_text([meant])


def test_only_meanings_that_the_question_takes_are_offered(page: Page, address: str) -> None:
    page.goto(f"{address}worth/")
    answer(page, "1,500")
    expect(page.locator("[data-meanings] button")).to_have_text(["1,500 pounds"])
    answer(page, "15")
    expect(page.locator("[data-step]:visible h2")).to_have_text(["How heavy is it?"])


def test_back_keeps_what_was_typed(page: Page, address: str) -> None:
    page.goto(f"{address}worth/")
    for typed, next in (("500", "[data-step]:visible #_h-weight"), ("5000", "[data-outcome]")):
        answer(page, typed)
        expect(page.locator(next)).to_be_visible()
        page.go_back()
        expect(page.locator("[data-step]:visible h2")).to_have_text(["What is it worth?"])
        expect(page.locator("[data-step]:visible input")).to_have_value(typed)


def test_a_field_for_decimals_has_a_key_for_them(page: Page, address: str) -> None:
    page.goto(f"{address}worth/#weight?worth=5")
    expect(page.locator("[data-step]:visible input")).to_have_attribute("inputmode", "decimal")
    page.goto(f"{address}worth/#worth")
    expect(page.locator("[data-step]:visible input")).to_have_attribute("inputmode", "numeric")


FORGED = "Call 0900 666 now"


@pytest.mark.parametrize(
    "answers",
    [
        {"worth": FORGED, "weight": FORGED, "bought": FORGED},
        {"worth": "-5", "weight": "1e3", "bought": "1800-01-01"},
        {"worth": "2.5", "weight": "1,125", "bought": "2027-02-29"},
        {"worth": "constructor", "constructor": FORGED, "__proto__": FORGED},
        {"worth": "number:0..7", "weight": "5 kg, call 0900", FORGED: "5"},
    ],
    ids=lambda answers: next(iter(answers.values())),
)
def test_an_answer_that_the_tree_does_not_know_is_never_shown(
    page: Page, address: str, answers: dict[str, str]
) -> None:
    words = urlencode(answers)
    page.goto(f"{address}worth/big/#?{words}")
    expect(page.locator("h1")).to_have_text("More than 1000")
    expect(page.locator("[data-answers] li")).to_have_count(0)
    assert "0900" not in page.locator("body").inner_text()
    page.goto(f"{address}worth/#bought?{words}")
    expect(page.locator("[data-step]:visible")).to_have_count(1)
    expect(page.locator(".wp-trail li")).to_have_count(0)
    assert "0900" not in page.locator("body").inner_text()


def test_known_answers_out_of_the_address_are_shown(page: Page, address: str) -> None:
    page.goto(f"{address}worth/big/#?worth=2000&weight=1e3")
    expect(page.locator("[data-answers] li strong")).to_have_text(["2,000 pounds"])


def test_an_outcome_names_what_the_reader_typed(page: Page, address: str) -> None:
    page.goto(f"{address}worth/")
    for typed in ("3", "1.5", "2026-11-01"):
        answer(page, typed)
    text = page.locator("[data-outcome] .wp-answer")
    expect(text).to_contain_text("Worth 3 pounds, at 1.5 kg, since 1 November 2026.")
    page.goto(f"{address}worth/small/")
    expect(text).to_contain_text("Worth 1,000 pounds or less, at 1,000 kg or less, since any date.")


def test_an_outcome_without_answers_says_first_for_whom_it_holds(
    chromium: Browser, address: str
) -> None:
    for script in (True, False):
        context = chromium.new_context(java_script_enabled=script)
        page = context.new_page()
        page.goto(f"{address}returns/post-it/")
        notice = page.get_by_role("complementary", name="This holds only if these are your answers")
        expect(notice).to_be_visible()
        expect(notice.locator("li")).to_have_text(
            [
                "When did it arrive? 3 days ago or less or 4 to 15 days ago",
                "How large is it, in centimetres? 60 cm or less",
            ]
        )
        expect(page.locator("[data-variant]:visible [data-condition]")).to_have_text(
            ["When did it arrive? 3 days ago or less", "When did it arrive? 4 to 15 days ago"]
        )
        top = [each.bounding_box() for each in (notice, page.locator("[data-variant]").first)]
        assert top[0]
        assert top[1]
        assert top[0]["y"] < top[1]["y"]
        notice.get_by_role("link", name="Answer the questions").press("Enter")
        expect(page.locator("[data-step]:visible h2")).to_have_text(["When did it arrive?"])
        context.close()


def test_an_outcome_with_its_answers_says_nothing_of_others(page: Page, address: str) -> None:
    page.goto(f"{address}worth/big/#?worth=2000")
    shown = page.locator(".wp-outcome [data-answer]:visible")
    # Until script runs, the texts for all answers stand there.
    expect(shown).to_have_count(1)
    expect(shown).to_have_text("2,000 pounds")
    expect(page.locator("[data-holds-for]")).to_be_hidden()


def test_answers_that_lead_elsewhere_are_led_there(page: Page, address: str) -> None:
    page.goto(f"{address}worth/big/#?worth=3&weight=4&bought=2026-11-01")
    notice = page.get_by_role("complementary", name="Your answers lead to something else")
    expect(page.locator(".wp-outcome [data-answer]").first).not_to_have_text("3 pounds")
    expect(notice).to_contain_text("What follows holds only if these are your answers:")
    notice.get_by_role("link", name="See what holds for your answers").press("Enter")
    expect(page.locator("[data-outcome]")).to_have_attribute("data-outcome", "small")
    expect(page.locator("[data-holds-for]")).to_be_hidden()
    expect(page.locator("[data-answers] li")).to_have_count(3)


def test_answers_that_do_not_lead_here_yet_go_on_in_the_tree(page: Page, address: str) -> None:
    page.goto(f"{address}worth/small/#?worth=3")
    notice = page.get_by_role("complementary", name="Your answers don’t lead here yet")
    notice.get_by_role("link", name="Answer the next question").press("Enter")
    expect(page.locator("[data-step]:visible h2")).to_have_text(["How heavy is it?"])
    expect(page.locator(".wp-trail:visible strong")).to_have_text(["3 pounds"])


def test_an_answer_to_a_question_off_the_way_is_not_listed(page: Page, address: str) -> None:
    page.goto(f"{address}worth/big/#?worth=2000&weight=5")
    expect(page.locator("[data-answers] li:visible strong")).to_have_text(["2,000 pounds"])


def test_where_the_tree_cannot_be_loaded_its_page_judges_the_answers(
    page: Page, address: str
) -> None:
    page.route(
        "**/worth/",
        lambda route, request: (
            route.continue_() if request.is_navigation_request() else route.abort()
        ),
    )
    page.goto(f"{address}worth/big/#?worth=3")
    notice = page.get_by_role("complementary", name="This holds only if")
    expect(page.locator(".wp-outcome [data-answer]").first).to_have_text("1,000 pounds or less")
    notice.get_by_role("link", name="Answer the questions").press("Enter")
    expect(page.locator("[data-step]:visible h2")).to_have_text(["How heavy is it?"])


def test_a_typed_number_outlives_a_reload_and_back(chromium: Browser, serve: str) -> None:
    with reader(chromium) as page:
        page.goto(f"{serve}order-help/")
        page.locator("[data-step]:visible a[data-choice]").first.click()
        field = page.locator("[data-step]:visible input")
        field.fill("17")
        page.reload()
        expect(field).to_have_value("17")
        page.goto(f"{serve}about/")
        page.go_back()
        expect(field).to_have_value("17")


def test_change_shows_what_was_chosen(chromium: Browser, serve: str) -> None:
    with reader(chromium) as page:
        page.goto(f"{serve}order-help/")
        chosen = page.locator("[data-step]:visible a[data-choice]").first
        words = chosen.inner_text()
        chosen.click()
        field = page.locator("[data-step]:visible input")
        field.fill("2")
        field.press("Enter")
        page.locator("[data-answers] a").first.click()
        current = page.locator("[data-step]:visible a[aria-current=true]")
        expect(current).to_have_text(words)
        edge = current.locator("xpath=ancestor::li").evaluate(
            "e => parseFloat(getComputedStyle(e).borderTopWidth)"
        )
        assert edge >= 2
        page.go_back()
        page.locator("[data-answers] a").last.click()
        expect(page.locator("[data-step]:visible input")).to_have_value("2")
        expect(page.locator("[data-step]:visible a[aria-current=true]")).to_have_count(1)
