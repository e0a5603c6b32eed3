"""A tree in a real browser: every path, with script and without, and all that readers do on it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.kinds import NARROW, reader
from tests.build import project
from tests.data import ROOT
from tests.trees.test_flows import towing
from tests.web import served
from waypost.checks.analyse import analyse
from waypost.trees.graph import Graph
from waypost.trees.tree_export import paths

pytestmark = pytest.mark.browser

PHONE = {"width": 375, "height": 667}
DESKTOP = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def graph() -> Graph:
    [compiled] = analyse(ROOT / "faq.yaml", date(2026, 11, 23)).site.trees
    assert compiled.graph is not None
    return compiled.graph


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def context(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    with_script = chromium.new_context(viewport=request.param)
    yield with_script
    with_script.close()


@pytest.fixture
def tree(context: BrowserContext, serve: str) -> Page:
    """The sample's tree, opened with script on."""
    page = context.new_page()
    page.goto(f"{serve}order-help/")
    expect(page.locator("[data-step]:visible")).to_have_count(1)
    return page


def pick(page: Page, label: str) -> None:
    """Take the choice called ``label`` in the step that is shown."""
    shown = page.locator("[data-step]:visible a[data-choice]")
    shown.get_by_text(re.compile(f"^{re.escape(label)}$", re.IGNORECASE)).click()


def walk_every_path(page: Page, address: str, graph: Graph) -> None:
    """Answer from the start to the end, for each path there is."""
    for path in paths(graph):
        page.goto(address)
        for step, choice in path:
            shown = page.locator(f'[data-step][id="{step.id}"]')
            expect(shown).to_be_visible()
            words = re.compile(f"^{re.escape(choice.label)}$", re.IGNORECASE)
            shown.locator("a[data-choice]").get_by_text(words).press("Enter")
        outcome = path[-1][1].to
        expect(page.locator("[data-outcome]")).to_have_attribute("data-outcome", str(outcome))
        expect(page.locator("[data-answers] li")).to_have_count(len(path))


def test_every_path_ends_at_its_outcome(tree: Page, serve: str, graph: Graph) -> None:
    walk_every_path(tree, f"{serve}order-help/", graph)


def test_every_path_of_a_tree_in_real_use_ends_at_its_outcome(
    chromium: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flow, compiled = towing()
    assert compiled.graph is not None
    project.make(tmp_path, json.dumps({"trees": [flow["tree"]]}, indent=1))
    monkeypatch.chdir(tmp_path)
    assert project.build().exit_code == 0
    context = chromium.new_context()
    with served(tmp_path / "site") as address:
        walk_every_path(context.new_page(), f"{address}towing-rules/", compiled.graph)
    context.close()


def test_every_outcome_is_reached_by_links_alone(
    chromium: Browser, serve: str, graph: Graph
) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    reached = set()
    for path in paths(graph):
        page.goto(f"{serve}order-help/")
        for step, choice in path:
            link = page.locator(f'[id="{step.id}"] a[data-choice]').get_by_text(
                re.compile(f"^{re.escape(choice.label)}$", re.IGNORECASE)
            )
            expect(link).to_be_visible()
            link.click()
        reached.add(page.locator("[data-outcome]").get_attribute("data-outcome"))
    context.close()
    assert reached == set(graph.endings)


def test_without_script_only_the_step_in_the_address_is_shown(
    chromium: Browser, serve: str
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{serve}order-help/")
    assert page.locator("[data-step]:visible").count() == 1
    page.locator("[data-step]:visible a[data-choice]").first.click()
    expect(page.locator("[data-step]:visible h2")).to_have_text(
        "How many days ago did you place the order?"
    )
    context.close()


def test_focus_moves_to_the_heading_of_the_next_step(tree: Page) -> None:
    pick(tree, "Pending")
    heading = tree.locator("[data-step]:visible h2")
    expect(heading).to_be_focused()
    expect(heading).to_have_text("How many days ago did you place the order?")


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [
        ("0", "cancel-now"),
        ("3", "cancel-now"),
        (" 4 ", "cancel-while-open"),
        ("5", "cancel-while-open"),
        ("6", "try-to-cancel"),
        ("400", "try-to-cancel"),
    ],
)
def test_a_typed_number_takes_the_link_of_its_band(tree: Page, typed: str, outcome: str) -> None:
    pick(tree, "Pending")
    field = tree.locator("[data-step]:visible input")
    field.fill(typed)
    field.press("Enter")
    expect(tree.locator("[data-outcome]")).to_have_attribute("data-outcome", outcome)


@pytest.mark.parametrize("typed", ["", "five", "-1", "2.5", "3 days", "１０x"])
def test_what_is_no_answer_is_said_by_the_field_and_nothing_is_lost(tree: Page, typed: str) -> None:
    pick(tree, "Pending")
    field = tree.locator("[data-step]:visible input")
    field.fill(typed)
    tree.locator("[data-step]:visible button[type=submit]").click()
    error = tree.locator("[data-step]:visible [data-error]")
    expect(error).not_to_be_empty()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_be_focused()
    expect(field).to_have_value(typed)
    assert error.get_attribute("id") in (field.get_attribute("aria-describedby") or "").split()


def test_an_answer_shows_the_next_step_before_anything_else_can_happen(tree: Page) -> None:
    """What a quick reader types or presses next must not meet the step that was just answered."""
    shown = tree.evaluate(
        """() => {
          const shown = () => [...document.querySelectorAll("[data-step]:not([hidden])")];
          shown()[0].querySelector("a[data-choice]").click();
          const before = shown().map((step) => step.dataset.question);
          shown()[0].closest("[data-tree]").querySelector(".wp-trail a").click();
          return [before, shown().map((step) => step.dataset.question)];
        }"""
    )
    assert shown == [["placed"], ["status"]]


def test_a_double_click_answers_one_question(tree: Page) -> None:
    """Its second half would meet the step that the first half has brought under the pointer."""
    asked = tree.evaluate(
        """() => {
          for (const detail of [1, 2]) {
            const link = document.querySelector("[data-step]:not([hidden]) a[data-choice]");
            link.dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true, detail}));
          }
          return document.querySelector("[data-step]:not([hidden])").dataset.question;
        }"""
    )
    assert asked == "placed"
    assert "/order-help/#placed" in tree.evaluate("location.href")


def test_back_and_forward_walk_the_steps(tree: Page) -> None:
    heading = tree.locator("[data-step]:visible h2")
    first = heading.inner_text()
    pick(tree, "Delivered")
    expect(heading).not_to_have_text(first)
    second = heading.inner_text()
    tree.go_back()
    expect(heading).to_have_text(first)
    tree.go_forward()
    expect(heading).to_have_text(second)


def test_the_address_restores_place_and_answers(tree: Page, context: BrowserContext) -> None:
    pick(tree, "Processing")
    again = context.new_page()
    again.goto(tree.evaluate("location.href"))
    expect(again.locator("[data-step]:visible h2")).to_have_text(
        "How many days ago did you place the order?"
    )
    expect(again.locator(".wp-trail li strong")).to_have_text(["Processing"])


def test_who_answers_on_home_sees_the_next_field_on_a_small_phone(
    chromium: Browser, serve: str
) -> None:
    with reader(chromium, NARROW) as page:
        page.goto(serve)
        page.locator("[data-tree-start]").get_by_role("link", name="Pending").click()
        expect(page.locator("[data-step]:visible h2")).to_be_focused()
        expect(page.locator("[data-step]:visible input")).to_be_in_viewport(ratio=1)
        expect(page.get_by_role("link", name=re.compile("^Change"))).to_be_in_viewport(ratio=1)


def test_a_changed_answer_keeps_the_later_ones_that_still_hold(tree: Page) -> None:
    pick(tree, "Pending")
    tree.locator("[data-step]:visible input").fill("2")
    tree.locator("[data-step]:visible input").press("Enter")
    expect(tree.locator("[data-outcome]")).to_have_attribute("data-outcome", "cancel-now")
    tree.get_by_role("link", name=re.compile("^Change: Where is your order")).click()
    expect(tree.locator("[data-step]:visible")).to_have_count(1)
    pick(tree, "Processing")
    expect(tree.locator("[data-outcome]")).to_have_attribute("data-outcome", "ask-to-cancel")
    expect(tree.locator("[data-answers] li strong")).to_have_text(["Processing", re.compile("^2")])


def test_start_again_forgets_the_answers(tree: Page) -> None:
    pick(tree, "Pending")
    tree.get_by_role("link", name="Start again").click()
    expect(tree.locator("[data-step]:visible h2")).to_have_text(["Where is your order now?"])
    expect(tree.locator(".wp-trail li")).to_have_count(0)


def test_the_keyboard_alone_walks_the_tree(tree: Page) -> None:
    def tab_to(label: str) -> None:
        for _ in range(40):
            tree.keyboard.press("Tab")
            if tree.evaluate("document.activeElement.textContent.trim()") == label:
                return
        pytest.fail(f"Tab never comes to {label}")

    tab_to("Delivered")
    tree.keyboard.press("Enter")
    expect(tree.locator("[data-step]:visible h2")).to_be_focused()
    tab_to("Yes, it’s open")
    tree.keyboard.press("Enter")
    expect(tree.locator("[data-outcome]")).to_have_attribute("data-outcome", "start-a-return")


def test_events_say_where_the_reader_is_and_never_what_was_typed(tree: Page) -> None:
    tree.evaluate(
        """() => {
          window.heard = [];
          for (const name of ["step", "choice", "change", "outcome"])
            document.addEventListener(`waypost:${name}`, (told) => heard.push([name, told.detail]));
        }"""
    )
    pick(tree, "Pending")
    tree.wait_for_function("window.heard.length >= 2")
    heard: list[tuple[str, dict[str, Any]]] = tree.evaluate("window.heard")
    assert [name for name, _ in heard] == ["choice", "step"]
    assert all(set(detail) == {"tree", "hash", "step"} for _, detail in heard)
    assert "pending" not in str(heard[0]).casefold().replace("pending-", "")


def test_an_outcome_tells_that_an_answer_is_to_change(tree: Page) -> None:
    pick(tree, "Shipped")
    expect(tree.locator("[data-outcome]")).to_be_visible()
    tree.evaluate(
        """() => {
          document.addEventListener("waypost:change", (told) => { window.told = told.detail; });
          document.addEventListener("click", (event) => event.preventDefault());
        }"""
    )
    tree.get_by_role("link", name="Change: Where is your order now?").click()
    told = tree.evaluate("window.told")
    assert (told["tree"], told["step"], set(told)) == (
        "order-help",
        "status",
        {"tree", "hash", "step"},
    )


def test_nothing_about_the_reader_is_stored(tree: Page, context: BrowserContext) -> None:
    pick(tree, "Delivered")
    assert context.cookies() == []
    assert "delivered" not in str(
        tree.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    )


def test_the_choices_stand_under_an_outcome_that_goes_on(tree: Page, serve: str) -> None:
    """Who has found out goes on there, with the answers so far; what leads back isn't offered."""
    tree.get_by_role("link", name="Delivered", exact=True).click()
    tree.get_by_role("link", name="I don’t know how to tell", exact=True).click()
    onward = tree.locator("[data-outcome=check-the-window] [data-onward]")
    expect(onward.locator("[data-choice]")).to_have_text(["Yes, it’s open", "No, it has closed"])
    onward.get_by_role("link", name="No, it has closed").click()
    expect(tree.locator("[data-outcome]")).to_have_attribute(
        "data-outcome", "ask-about-a-late-return"
    )
    expect(tree.locator(".wp-trail:visible strong")).to_have_text(
        ["Delivered", "No, it has closed"]
    )
    expect(tree.locator("[data-holds-for]")).to_be_hidden()


def test_without_script_an_outcome_goes_on_by_links(chromium: Browser, serve: str) -> None:
    """To the next question, on the tree's page."""
    page = chromium.new_page(java_script_enabled=False)
    page.goto(f"{serve}order-help/find-the-status/")
    page.locator("[data-onward]").get_by_role("link", name="Pending", exact=True).click()
    expect(page.locator("[data-step]:visible h2")).to_contain_text("How many days ago")
    page.close()
