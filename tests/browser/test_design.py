"""What readers see first: the answer, one thing to do, and where they are, in their own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, FloatRect, Page, ViewportSize, expect

from tests.browser.kinds import DESKTOP, KINDS, PHONE, reader
from tests.build import project
from tests.pages.reading import reachable, read
from tests.pages.shop import SHOP
from tests.web import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("reading")]

OWNERS = {"chart"}
"""Pages for those who look after a tree."""

READERS = [kind for kind in KINDS if kind not in OWNERS]


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with reader(chromium, DESKTOP) as found:
        yield found


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a small site with contacts of every kind."""
    folder = tmp_path_factory.mktemp("shop")
    project.make(folder, SHOP.read_text(encoding="utf-8"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert project.build("--policy-in-pages").exit_code == 0
    with served(folder / "site") as address:
        yield address


def box(page: Page, selector: str) -> FloatRect:
    """The place of a part's first element on the page, in pixels."""
    found = page.locator(selector).first.bounding_box()
    assert found, selector
    return found


def top(page: Page, selector: str) -> float:
    """How far from the page's top a part begins, in pixels."""
    return box(page, selector)["y"]


@pytest.mark.parametrize("kind", ["question", "guide", "policy", "outcome"])
def test_provenance_is_one_line_that_unfolds(page: Page, serve: str, kind: str) -> None:
    page.goto(serve + KINDS[kind])
    line = page.locator("details.wp-provenance")
    words = "Checked 22 November 2026. Based on AliExpress cancellation guide."
    expect(line.locator("summary")).to_have_text(words)
    assert box(page, "details.wp-provenance")["height"] < 40
    source = line.get_by_role("link", name="AliExpress cancellation guide")
    expect(source).to_be_hidden()
    line.locator("summary").click()
    expect(source).to_be_visible()


def test_on_a_phone_related_questions_come_after_one_line_of_provenance(
    chromium: Browser, serve: str
) -> None:
    with reader(chromium, PHONE) as page:
        page.goto(serve + KINDS["question"])
        assert top(page, ".wp-related") - top(page, ".wp-provenance") < 160
        assert page.locator(".wp-related h2").is_visible()


def test_beside_an_answer_on_a_desktop_stand_related_questions_first(
    page: Page, serve: str
) -> None:
    page.goto(serve + KINDS["question"])
    side = page.locator(".wp-split__side > *").first
    assert side.locator("h2").inner_text() == "Related questions"


def test_a_question_ends_in_one_compact_button_and_a_link(page: Page, serve: str) -> None:
    page.goto(serve + KINDS["question"])
    button = page.locator(".wp-next .wp-button")
    expect(button).to_have_text("Guide: Cancel an order")
    expect(page.locator(".wp-next a:not(.wp-button)")).to_have_text("What can I do about my order?")
    pressed = box(page, ".wp-next .wp-button")
    assert pressed["width"] < box(page, ".wp-answer")["width"] / 2
    assert pressed["height"] < 48


EDITORS = re.compile(
    r"rests? on|who gets here|where this rule|whom to ask|at a glance|scenario|\bpaths?\b|outcome|"
    r"decision tree|All the rules",
    re.IGNORECASE,
)


@pytest.mark.parametrize("kind", READERS)
def test_readers_are_addressed_in_their_own_words(page: Page, serve: str, kind: str) -> None:
    page.goto(serve + KINDS[kind])
    assert EDITORS.findall(page.locator("body").inner_text()) == []


def test_the_owners_page_of_a_tree_has_its_address_but_no_link_from_readers_pages(
    page: Page, serve: str, site: Path
) -> None:
    assert not [each for each in reachable(read(site)) if each.endswith("/sitemap/")]
    page.goto(serve + KINDS["chart"])
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^All the rules"))


TABS = {
    "home": "Home",
    "question": "Topics",
    "topic": "Topics",
    "topics": "Topics",
    "policy": "Topics",
    "policies": "Topics",
    "guide": "Topics",
    "guides": "Topics",
    "a-z": "Topics",
    "tree": "What can I do about my order?",
    "outcome": "What can I do about my order?",
    "written": "About",
}


def test_there_are_at_most_four_tabs(page: Page, serve: str) -> None:
    page.goto(serve)
    tabs = [each.strip() for each in page.locator(".md-tabs__link").all_inner_texts()]
    assert tabs == ["Home", "What can I do about my order?", "Topics", "About"]


@pytest.mark.parametrize("kind", TABS)
def test_a_page_marks_the_tab_that_it_belongs_to(page: Page, serve: str, kind: str) -> None:
    page.goto(serve + KINDS[kind])
    marked = page.locator(".md-tabs__item--active .md-tabs__link")
    expect(marked).to_have_text(TABS[kind])
    exact = page.url == marked.evaluate("link => link.href")
    expect(marked).to_have_attribute("aria-current", "page" if exact else "true")


def test_a_thing_has_one_name(page: Page, serve: str) -> None:
    """A tab and what is found behind it are called alike, as are the first page and the site."""
    page.goto(serve)
    site = page.get_by_role("heading", level=1).inner_text()
    assert page.title() == site
    links = page.locator(".md-tabs__link").evaluate_all("all => all.map((link) => link.href)")
    names = [each.strip() for each in page.locator(".md-tabs__link").all_inner_texts()]
    for name, link in list(zip(names, links, strict=True))[1:3]:
        page.goto(link)
        expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_the_heading_above_an_outcomes_steps_is_no_button(page: Page, serve: str) -> None:
    page.goto(serve + KINDS["outcome"])
    expect(page.locator("#_steps")).to_have_text("Step by step")
    expect(page.locator("#_steps a")).to_have_count(0)
    expect(page.get_by_role("link", name="Guide: Cancel an order")).to_be_visible()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "missing"])
def test_the_link_to_every_kind_of_page_is_copied(chromium: Browser, serve: str, kind: str) -> None:
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(serve + KINDS[kind])
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Link copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    context.close()


SHIPPED = "order-help/get-help-after-shipping/#?status=shipped"


def taken_along(page: Page, serve: str) -> str:
    """The text of an outcome as its button copies it."""
    page.goto(serve + SHIPPED)
    expect(page.locator("[data-answers] li")).to_have_count(1)
    page.get_by_role("button", name="Copy text").click()
    expect(page.get_by_role("button", name="Text copied")).to_be_visible()
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_an_outcome_is_copied_with_the_answers_that_led_there(
    chromium: Browser, serve: str
) -> None:
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    title, answers, text, *_, address = taken_along(page, serve).split("\n\n")
    assert title == "Contact the seller or customer service"
    assert answers == "Your answers\nWhere is your order now? Shipped"
    assert text.startswith("Cancelling may not be possible now, but ask.")
    assert address == page.url
    context.close()


def test_the_steps_of_a_copied_outcome_are_numbered(chromium: Browser, serve: str) -> None:
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(serve + KINDS["outcome"])
    page.get_by_role("button", name="Copy text").click()
    expect(page.get_by_role("button", name="Text copied")).to_be_visible()
    copied = str(page.evaluate("navigator.clipboard.readText()"))
    assert "\n4. Press Cancel Order.\n" in copied
    context.close()


def test_an_outcome_is_sent_to_oneself(page: Page, serve: str) -> None:
    page.goto(serve + SHIPPED)
    expect(page.locator("[data-answers] li")).to_have_count(1)
    link = page.get_by_role("link", name="Send to yourself")
    link.evaluate("link => link.addEventListener('click', (event) => event.preventDefault())")
    link.click()
    to = urlsplit(str(link.get_attribute("href")))
    about = parse_qs(to.query)
    assert (to.scheme, to.path) == ("mailto", "")
    assert about["subject"] == ["Contact the seller or customer service"]
    assert "Where is your order now? Shipped" in about["body"][0]
    assert about["body"][0].endswith(page.url)
    assert len(str(link.get_attribute("href"))) < 2000


def test_an_outcome_is_printed_after_the_answers_that_led_there(page: Page, serve: str) -> None:
    page.goto(serve + SHIPPED)
    expect(page.locator("[data-answers] li")).to_have_count(1)
    page.evaluate("window.print = () => { window.printed = true; }")
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("window.printed")
    page.emulate_media(media="print")
    assert top(page, "[data-answers]") < top(page, ".wp-answer")


def test_a_contact_card_ends_in_something_to_press(page: Page, serve: str) -> None:
    page.goto(serve + SHIPPED)
    cards = page.locator(".wp-contacts > li")
    expect(cards).to_have_count(2)
    for card in cards.all():
        button = card.locator(".wp-act a").last
        inner, edge = button.bounding_box(), card.bounding_box()
        assert inner
        assert edge
        assert inner["y"] + inner["height"] > edge["y"] + edge["height"] - 40
    page.get_by_role("link", name="Ask the seller for help").click()
    page.wait_for_url(f"{serve}guides/contact-the-seller/")


def test_numbers_mails_and_chats_are_pressed(page: Page, shop: str) -> None:
    page.goto(f"{shop}where-now/ask/")
    links = page.locator(".wp-act a").evaluate_all(
        "all => all.map((link) => [link.innerText.trim(), link.getAttribute('href')])"
    )
    assert links == [
        ["Read the rule", "../../policies/may-return/"],
        ["Call +15550100", "tel:+15550100"],
        ["Open chat.example", "https://chat.example/now"],
        ["Email night@shop.example", "mailto:night@shop.example"],
        ["Call +44 (0)20 7946 0958", "tel:+442079460958"],
        ["Send it back", "../../guides/send-it-back/"],
    ]
    page.goto(f"{shop}guides/send-it-back/")
    expect(page.locator(".wp-act a")).to_have_attribute("href", "https://guide.example/label")


def test_a_question_without_a_next_step_leads_to_who_can_help(page: Page, shop: str) -> None:
    page.goto(f"{shop}questions/who-pays/")
    page.get_by_role("link", name="Who can help").click()
    page.wait_for_url(f"{shop}a-z/#contacts")


EDGES = (
    ".md-header .md-logo :is(img, svg)",
    ".md-tabs__link",
    "h1, .wp-topic__head",
    ".md-copyright",
)


@pytest.mark.parametrize("kind", ["home", "question", "topic", "tree", "outcome", "a-z", "guide"])
@pytest.mark.parametrize("width", [1280, 1600])
def test_header_search_and_page_share_their_edges(
    chromium: Browser, serve: str, kind: str, width: int
) -> None:
    with reader(chromium, {"width": width, "height": 900}) as page:
        page.goto(serve + KINDS[kind])
        starts = {part: box(page, part)["x"] for part in EDGES}
        ours = box(page, ".wp")
        ends = {".wp": ours["x"] + ours["width"]}
        if kind == "home":
            starts["search"] = box(page, ".wp-search__row")["x"]
        else:
            field = box(page, ".md-search__form")
            ends["search"] = field["x"] + field["width"]
    for edges in (starts, ends):
        assert max(edges.values()) - min(edges.values()) <= 1, edges


@pytest.mark.parametrize(
    ("kind", "part"),
    [
        ("tree", ".wp-choices > li"),
        ("a-z", ".wp-list > li"),
        ("topics", ".wp-card"),
        ("guides", ".wp-list > li"),
        ("policies", ".wp-list > li"),
    ],
)
def test_lists_and_trees_use_the_whole_width(page: Page, serve: str, kind: str, part: str) -> None:
    page.goto(serve + KINDS[kind])
    right = "all => all.map((item) => item.getBoundingClientRect().right)"
    ours, ends = box(page, ".wp"), page.locator(part).evaluate_all(right)
    assert max(ends) > ours["x"] + ours["width"] - 40


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize(
    ("kind", "cards"),
    [("topics", ".wp-card"), ("home", ".wp-card"), ("home", ".wp-contacts > li")],
)
def test_rows_of_cards_have_one_height(
    chromium: Browser, serve: str, size: ViewportSize, kind: str, cards: str
) -> None:
    with reader(chromium, size) as page:
        page.goto(serve + KINDS[kind])
        heights = page.locator(cards).evaluate_all("all => all.map((card) => card.offsetHeight)")
    assert len(heights) > 1
    assert max(heights) - min(heights) <= 1


@pytest.mark.parametrize("kind", ["a-z", "guides", "home", "question"])
def test_a_row_of_a_list_is_pressed_anywhere(page: Page, serve: str, kind: str) -> None:
    page.goto(serve + KINDS[kind])
    row = page.locator(".wp-list > li").first
    link = row.locator("a").evaluate("link => link.href")
    place = row.bounding_box()
    assert place
    row.click(position={"x": place["width"] - 4, "y": place["height"] - 4})
    page.wait_for_url(link)


def test_topics_show_the_icons_that_they_name(page: Page, serve: str, shop: str) -> None:
    for kind in ("home", "topics"):
        page.goto(serve + KINDS[kind])
        drawn = page.locator(".wp-card svg.wp-mark path")
        shapes = drawn.evaluate_all("all => all.map((path) => path.getAttribute('d'))")
        assert len(set(shapes)) == page.locator(".wp-card").count() == 6
    page.goto(f"{shop}topics/")
    expect(page.locator(".wp-card")).to_have_count(1)
    expect(page.locator(".wp-card svg")).to_have_count(0)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_letters_stay_in_view_with_a_way_back_to_the_top(
    chromium: Browser, serve: str, size: ViewportSize
) -> None:
    with reader(chromium, size) as page:
        page.goto(serve + KINDS["a-z"])
        page.get_by_role("link", name="W", exact=True).click()
        heading = page.locator("#_w")
        expect(heading).to_be_in_viewport()
        letters, below = box(page, ".wp-letters"), heading.bounding_box()
        assert below
        assert letters["y"] >= box(page, ".md-header")["height"] - 1
        assert below["y"] >= letters["y"] + letters["height"] - 1
        page.get_by_role("link", name="Back to the top").click()
        expect(page.get_by_role("heading", level=1)).to_be_in_viewport()


def test_labels_of_a_diagram_are_clear_of_all_lines_and_boxes(page: Page, serve: str) -> None:
    page.goto(serve + KINDS["chart"])
    touched = """(drawn) => {
      const inside = (box, x, y) => x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height;
      const labels = [...drawn.querySelectorAll(".wp-diagram__label")].map((label) => [label.textContent, label.getBBox()]);
      const points = [...drawn.querySelectorAll("path")].flatMap((line) =>
        [...Array(201).keys()].map((n) => line.getPointAtLength(line.getTotalLength() * n / 200)));
      const rects = [...drawn.querySelectorAll("rect")].map((rect) => rect.getBBox());
      return labels.filter(([, box]) => points.some(({x, y}) => inside(box, x, y))
        || rects.some((rect) => rect.x < box.x + box.width && box.x < rect.x + rect.width
          && rect.y < box.y + box.height && box.y < rect.y + rect.height)).map(([words]) => words);
    }"""  # noqa: E501
    assert page.locator("svg.wp-diagram").first.evaluate(touched) == []
    assert page.locator(".wp-diagram__label").count() == 14


def test_a_diagram_is_read_moved_and_enlarged_on_a_phone(chromium: Browser, serve: str) -> None:
    size = """(text) => parseFloat(getComputedStyle(text).fontSize)
      * text.ownerSVGElement.getBoundingClientRect().width
      / text.ownerSVGElement.viewBox.baseVal.width"""
    with reader(chromium, PHONE) as page:
        page.goto(serve + KINDS["chart"])
        texts = page.locator("svg.wp-diagram text").all()
        before = [each.evaluate(size) for each in texts]
        assert min(before) >= 12
        frame = page.locator(".wp-scroll").first
        assert frame.evaluate("frame => frame.scrollWidth > frame.clientWidth")
        page.get_by_role("button", name="Zoom in").first.click()
        assert texts[0].evaluate(size) == pytest.approx(before[0] * 1.25, rel=0.01)


def test_steps_and_outcomes_of_a_diagram_are_links(page: Page, serve: str) -> None:
    page.goto(serve + KINDS["chart"])
    links = page.locator("svg.wp-diagram a")
    expect(links).to_have_count(14)
    links.nth(0).focus()
    expect(links.nth(0)).to_be_focused()
    page.locator("svg.wp-diagram a", has_text="Cancel it now").first.press("Enter")
    page.wait_for_url(f"{serve}order-help/cancel-now/")
