"""Nothing that readers see is hard-wired: a site in a disguised language shows no plain word."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import chdir
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect

from tests.browser.kinds import DESKTOP, PHONE, reader
from tests.build import project
from tests.messages import pseudo
from tests.web import served
from waypost.cli.main import app
from waypost.serve.session import PreviewSession

OWNERS = "sitemap"
"""The last part of the address of an owner's page, which stays English."""

SEEN = """() => {
  const shown = (part) => part.checkVisibility({ visibilityProperty: true });
  const parts = [...document.body.querySelectorAll("*")].filter(shown);
  const texts = parts.filter((part) => !part.matches("script, style, [data-wp-language]"))
    .flatMap((part) => [...part.childNodes])
    .filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent);
  const names = ["aria-label", "title", "placeholder", "alt"];
  const said = parts.flatMap((part) => names.map((name) => part.getAttribute(name) ?? ""));
  return [document.title, ...texts, ...said];
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with every kind of page, in the disguised language."""
    folder = tmp_path_factory.mktemp("pseudo") / "project"
    pseudo.make(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        built = project.build("--strict")
        assert built.exit_code == 0, built.output
    return folder / "site"


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Where it is served."""
    with served(site) as found:
        yield found


def plain(texts: list[str]) -> list[str]:
    """Those of ``texts`` that have a word of ours undisguised."""
    return sorted({each.strip() for each in map(pseudo.plain_words, texts) if each})


@pytest.mark.parametrize("text", ["Copy link", "⟦Ţĥé åñšŵéŕ⟧ to 5 ⟦öŕ⟧", " ⟦5 guides⟧ "])
def test_a_plain_word_is_found(text: str) -> None:
    assert plain([text, "⟦5 ĝûîđéš⟧", "Skip to content"]) == [text.strip()]


def test_pages(site: Path) -> None:
    pages = [path for path in site.rglob("*.html") if path.parent.name != OWNERS]
    assert site / "questions/before/index.html" in pages, "an old address"
    kinds = {
        kind
        for path in pages
        for kind in re.findall(r'class="wp [^"]*" data-kind="([\w-]+)"', path.read_text("utf-8"))
    }
    assert kinds == {
        *("home", "question", "topics", "topic", "policy", "policies", "guide", "guides"),
        *("tree", "outcome", "a-z", "letters", "404"),
    }
    odd = {
        word: path.relative_to(site).as_posix()
        for path in pages
        for word in plain(pseudo.words_of(path.read_text(encoding="utf-8")))
    }
    assert odd == {}


def test_a_draft_and_feedback_that_is_sent_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A preview says of an entry that it is a draft; a verdict, that nothing was sent."""
    pseudo.make(tmp_path)
    kb = tmp_path / "faq.yaml"
    text = kb.read_text(encoding="utf-8").replace("{email: 1@x.example}", "{send: no}", 1)
    kb.write_text(text.replace("- id: first\n", "- id: first\n    draft: yes\n"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    session = PreviewSession(Path("mkdocs.yml"), None, date(2026, 11, 23))
    session.refresh()
    page = (session.read("questions/first/index.html") or b"").decode()
    assert 'class="wp-draft"' in page
    assert "data-unsent" in page
    assert plain(pseudo.words_of(page)) == []


def test_files_for_machines(site: Path) -> None:
    links = re.compile(r"\]\([^)]*\)|<[^>]*>|\d{4}-\d\d-\d\dT00:00:00Z")
    files = [*site.rglob("*.md"), site / "llms.txt", site / "feed.xml"]
    assert len(files) > 500
    odd = {
        line: path.name
        for path in files
        for line in plain(links.sub(" ", path.read_text(encoding="utf-8")).splitlines())
    }
    assert odd == {}


def test_kb_json(site: Path) -> None:
    data = json.loads((site / "kb.json").read_text(encoding="utf-8"))
    apart = {"id", "kind", "address", "markdown", "url", "$schema", "language", "outcomes", "tags"}
    apart |= {"policies", "topic", "source"}
    texts = list(_texts({name: each for name, each in data.items() if name not in apart}, apart))
    assert len(texts) > 500
    assert plain(texts) == []


def test_pages_for_other_engines(site: Path, tmp_path: Path) -> None:
    with chdir(site.parent):
        done = CliRunner().invoke(app, ["pages", str(tmp_path / "pages")], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    settings = yaml.safe_load((tmp_path / "pages/mkdocs.yml").read_text(encoding="utf-8"))
    words = json.loads(settings["extra"]["waypost"]["words"])
    assert len(words) == 3
    assert plain([*words.values(), *re.findall(r"'([^']*)':", repr(settings["nav"]))]) == []


def _texts(value: Any, apart: set[str]) -> Iterator[str]:
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _texts(each, apart) if name not in apart or name == "policies" else ()
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each, apart)
    elif isinstance(value, str) and not re.fullmatch(r"[a-z]\w*", value):
        yield value


State = Callable[[Page], None]


def search_for(query: str) -> State:
    def search(page: Page) -> None:
        page.keyboard.press("/")
        page.locator(".md-search__input").fill(query)
        expect(page.locator(".md-search-result__item").first).to_be_visible()

    return search


def search_is_open(page: Page) -> None:
    page.keyboard.press("/")
    expect(page.locator(".wp-before a").first).to_be_visible()
    expect(page.locator(".wp-hints")).to_be_visible()


def last_searches(page: Page) -> None:
    search_for("1001")(page)
    page.keyboard.press("Enter")
    page.locator(".md-search__input").fill("")
    expect(page.locator(".wp-before__recent button")).to_be_visible()


def an_answer_unfolds(page: Page) -> None:
    search_for("wombat")(page)
    page.locator(".wp-hit__more").first.click()
    expect(page.locator(".wp-hit__answer").first).to_be_visible()


def an_answer_is_away(page: Page) -> None:
    search_for("wombat")(page)
    page.route("**/questions/**", lambda route: route.abort())
    page.locator(".wp-hit__more").first.click()
    expect(page.locator(".wp-hit__answer").first).not_to_be_empty()


def the_search_fails(page: Page) -> None:
    page.route("**/search.*.json", lambda route: route.abort())
    search_for("1001")(page)


def typed(*answers: str, choice: str = "105") -> State:
    """Answers typed into the field behind a choice, each of which is an error."""

    def type_(page: Page) -> None:
        page.get_by_role("link", name=choice, exact=True).click()
        field = page.locator("[data-field]:visible input")
        for answer in answers:
            field.fill(answer)
            field.press("Enter")
            expect(page.locator("[data-error]:visible")).not_to_be_empty()
            assert plain(page.evaluate(SEEN)) == [], answer

    return type_


def a_tree_is_walked(page: Page) -> None:
    page.get_by_role("link", name="105", exact=True).click()
    page.locator("[data-field]:visible input").fill("4")
    page.keyboard.press("Enter")
    expect(page.locator("[data-answers] a").first).to_be_visible()


def click(selector: str, count: int = 1) -> State:
    def press(page: Page) -> None:
        for _ in range(count):
            page.locator(selector).first.click()

    return press


def feedback_fails(page: Page) -> None:
    page.evaluate("document.querySelector('[data-feedback]').dataset.endpoint = 'https://0.0.0.0/'")
    page.locator("[data-verdict=no]").click()
    expect(page.locator("[data-feedback] [role=status]")).to_contain_text("ţĥöûĝĥ")


def as_it_is(page: Page) -> None:
    """Nothing is done."""


def printed(page: Page) -> None:
    page.emulate_media(media="print")
    leads = page.evaluate(
        "[...document.querySelectorAll('[data-leads]')].map((each) => each.dataset.leads)"
    )
    assert leads
    assert plain(leads) == []


STATES: dict[str, tuple[str, State]] = {
    "home": ("", as_it_is),
    "search": ("", search_is_open),
    "results": ("", search_for("1001")),
    "many results": ("", search_for("1")),
    "one of a mistyped word": ("", search_for("wombta")),
    "no result": ("", search_for("9999999")),
    "last searches": ("", last_searches),
    "an answer in a result": ("", an_answer_unfolds),
    "an answer that is away": ("", an_answer_is_away),
    "a search that fails": ("", the_search_fails),
    "question": ("questions/first/", as_it_is),
    "a term explained": ("questions/first/", lambda page: page.locator("a[data-tip]").hover()),
    "provenance": ("policies/p/", click(".wp-provenance summary")),
    "helpful": ("questions/first/", click("[data-verdict=yes]")),
    "feedback that isn't sent": ("questions/first/", feedback_fails),
    "link copied": ("questions/first/", click("[data-copy-link]")),
    "all answers": ("topics/one/", click("[data-expand]")),
    "no answers": ("topics/one/", click("[data-expand]", 2)),
    "guide": ("guides/g/", click(".wp-steps__tick")),
    "tree": ("t/", as_it_is),
    "number": ("t/", typed("", "x", "1", "9000", "3", "2.5", "2,000")),
    "amount": ("t/", typed("", "x", choice="107")),
    "another number": ("t/", typed("x", "0.5", choice="108")),
    "date": ("t/", typed("", "2999-01-01", choice="106")),
    "walked": ("t/", a_tree_is_walked),
    "outcome": ("t/y/", as_it_is),
    "outcome of other answers": ("t/z/#?which=a&count=4", as_it_is),
    "outcome of too few answers": ("t/x/#?which=a", as_it_is),
    "text copied": ("t/x/", click("[data-copy-text]")),
    "tree printed": ("t/", printed),
    "hand-written": ("about/", click("[data-copy-link]")),
    "missing": ("questions/wombat/", as_it_is),
    "not translated": ("en-XB/questions/first/", as_it_is),
    "A to Z": ("a-z/", as_it_is),
}


@pytest.mark.browser
@pytest.mark.parametrize(("path", "state"), STATES.values(), ids=STATES)
def test_in_a_browser(chromium: Browser, address: str, path: str, state: State) -> None:
    with reader(chromium, DESKTOP) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        state(page)
        texts = page.evaluate(SEEN)
        assert any("⟦" in text for text in texts)
        assert plain(texts) == []


@pytest.mark.browser
def test_the_menu_of_a_phone(chromium: Browser, address: str) -> None:
    with reader(chromium, PHONE) as page:
        page.goto(f"{address}topics/one/")
        page.locator(".wp-menu").click()
        expect(page.locator(".md-sidebar--primary a").first).to_be_visible()
        assert plain(page.evaluate(SEEN)) == []
