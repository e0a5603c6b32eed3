"""The preview shows each save at once, and the last good pages while there are problems."""

from __future__ import annotations

import time
from pathlib import Path
from socket import SO_LINGER, SOL_SOCKET, create_connection, socket
from struct import pack
from threading import Thread
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from click.testing import CliRunner
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from playwright.sync_api import Browser, Page, expect

from tests.serve.sample import PAGE, begun, edit, everything, keys, served, serving
from waypost.build.site_artifacts import MissingLayout
from waypost.cli.serve_command import serve_command
from waypost.model.includes import gather
from waypost.serve.changed_page import first_change, saved_page
from waypost.serve.session import RUNNING, PreviewSession, Shown

NEW = "  - id: new-one\n    question: A new one?\n    answer: Yes.\n"
ANSWER = "    answer: |\n      "
EDITS = [
    ("    question: How long do I have to cancel?", "    question: How long have I got?"),
    ("value: 5", "value: 6"),
    ("    tags:", "    owner: Somebody\n    tags:"),
    ("title: Cancelling", "title: Calling off"),
    ("  - id: how-long-to-cancel\n", f"{NEW}  - id: how-long-to-cancel\n"),
    (ANSWER, f"{ANSWER}Whatever happens. "),
    ("- Press **Cancel Order**.", "- Press it.\n      - And wait."),
    ("ask: Where is your", "ask: Now where is your"),
    ("title: Cancel it now", "title: Cancel it at once"),
    ("    popular: yes\n", "    draft: yes\n"),
    ("  - id: new-one\n", "  - id: newer-one\n"),
    ("language: en\n", "language: en\nnotice: Parcels are late.\n"),
    ("notice: Parcels", "notice: All parcels"),
]
"""Edits of answers, the notice, facts, topics, trees, ids, and of what there is."""


def test_a_preview_after_edits_is_one_that_begins_anew(folder: Path) -> None:
    """Whatever was edited, and in every file: what is shown depends on nothing that was before."""
    session = begun(folder)
    for old, new in EDITS:
        before = keys(session)
        edit(folder, old, new)
        news = session.refresh()
        assert (news.errors, news.failure) == ((), "")
        fresh = begun(folder)
        assert keys(session) == keys(fresh)
        for name, key in keys(fresh).items():
            if before.get(name) != key:
                assert session.read(name) == fresh.read(name), name
        fresh.close()
    assert everything(session) == everything(begun(folder))


def test_a_page_that_is_asked_for_is_that_of_a_build(folder: Path, tmp_path: Path) -> None:
    """Each page and the Markdown beside it, though nothing is drawn before."""
    session = begun(folder)
    assert session.shown
    assert f"{PAGE}index.html" not in session.shown[""].files
    asked = {name: data for name, data in everything(session).items() if is_page(name)}
    # MkDocs would build with the plugins that the preview has.
    plugins: Any = MkDocsConfig.plugins
    plugins.plugin_cache.clear()
    config = load_config(config_file=str(folder / "mkdocs.yml"))
    config.site_dir = str(tmp_path / "built")
    config.plugins.on_startup(command="serve", dirty=False)
    build(config)
    built = {
        path.relative_to(config.site_dir).as_posix(): path.read_bytes()
        for path in Path(config.site_dir).rglob("*")
        if is_page(path.name)
    }
    assert asked == built


def is_page(name: str) -> bool:
    """Whether this is a page, or the Markdown beside one."""
    return name.endswith((".html", ".md"))


def test_what_no_longer_is_isnt_served(folder: Path) -> None:
    """The page of an entry that was taken out goes with it."""
    edit(folder, "faqs:\n", f"faqs:\n{NEW}    category: cancelling\n")
    session = begun(folder)
    assert "A new one?" in served(session, "questions/new-one/index.html")
    edit(folder, f"{NEW}    category: cancelling\n", "")
    session.refresh()
    assert session.read("questions/new-one/index.html") is None


def test_problems_keep_the_last_good_pages(folder: Path) -> None:
    """A mistake changes no page; mending it does."""
    session = begun(folder)
    before = everything(session)
    edit(folder, "    question:", "    qestion:")
    news = session.refresh()
    assert {problem.code for problem in news.errors} == {"unknown-key"}
    assert everything(session) == before
    edit(folder, "    qestion:", "    question:")
    assert not session.refresh().errors
    assert everything(session) == before


@pytest.mark.parametrize("heading", ["## Why", "Why\n      ---", "> Why\n      > ="])
def test_a_link_to_a_heading_that_went_is_told(folder: Path, heading: str) -> None:
    """The text that links to it is the same as before, and yet is looked at again."""
    edit(folder, ANSWER, f"{ANSWER}{heading}\n\n      ")
    kb = (folder / "faq.yaml").read_text(encoding="utf-8")
    first = kb[: kb.index(heading)].rpartition("  - id: ")[2].split("\n")[0]
    entry = f"  - id: asks-why\n    question: Why?\n    answer: See [why](faq:{first}#why).\n"
    edit(folder, "  - id: how-long-to-cancel\n", f"{entry}  - id: how-long-to-cancel\n")
    session = begun(folder)
    edit(folder, heading, heading.replace("Why", "Whyever"))
    told = session.refresh().errors
    assert [problem.code for problem in told] == ["unknown-part"]


def test_only_what_differs_has_another_key(folder: Path) -> None:
    """An open page is read again where its key has changed."""
    session = begun(folder)
    assert session.shown
    names = [name for name in everything(session) if name.endswith(".html")]
    before = {name: (session.key(name), session.read(name)) for name in names}
    edit(folder, "It’s the seller’s choice", "It’s up to the seller")
    session.refresh()
    after = {name: (session.key(name), session.read(name)) for name in names}
    changed = [name for name in names if before[name][1] != after[name][1]]
    assert "policies/seller-can-help/index.html" in changed
    assert [name for name in names if before[name][0] != after[name][0]] == changed


def test_a_page_in_a_layout_of_its_own_waits_for_a_save_and_shows_it(folder: Path) -> None:
    """Its layout is drawn when it is asked for, and MkDocs runs for one at a time."""
    (folder / "content" / "only.svg").write_text("<svg/>", encoding="utf-8")
    picture = NEW.replace("Yes.", '"![](only.svg)"') + "    category: cancelling\n"
    edit(folder, "  - id: how-long-to-cancel\n", f"{picture}  - id: how-long-to-cancel\n")
    session = begun(folder)
    assert session.shown
    # Nothing describes it to search engines, as all others are described.
    name = "questions/new-one/index.html"
    assert wants_a_layout(session.shown[""], name)
    read: list[bytes | None] = []
    reader = Thread(target=lambda: read.append(session.read(name)))
    edit(folder, "title: Cancelling", "title: Calling off")
    with RUNNING:
        reader.start()
        # It has looked the page up by now, and waits.
        time.sleep(0.5)
        assert not session.refresh().errors
    reader.join(30)
    fresh = begun(folder)
    assert read == [fresh.read(name)]
    assert everything(session) == everything(fresh)


def wants_a_layout(shown: Shown, name: str) -> bool:
    """Whether the page ``name`` is in a layout that isn't drawn yet."""
    try:
        shown.artifacts[name]
    except MissingLayout:
        return True
    return False


def test_a_knowledge_base_that_became_a_link_isnt_followed(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    session = begun(folder)
    kb = folder / "faq.yaml"
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "faq.yaml"
    elsewhere.write_text(kb.read_text("utf-8").replace(ANSWER, f"{ANSWER}Whatever. "), "utf-8")
    kb.unlink()
    kb.symlink_to(elsewhere)
    news = session.refresh()
    assert [problem.code for problem in news.errors] == ["symbolic-link"]


@pytest.mark.parametrize(
    ("old", "new", "page"),
    [
        ("    question: How long do I have to cancel?", "    question: How long?", PAGE),
        ("value: 5", "value: 6", None),
        ("title: Cancelling", "title: Calling off", "topics/cancelling/"),
        ("ask: ", "ask: Say, ", "order-help/"),
        ("# yaml", "#  yaml", None),
    ],
)
def test_saved_lines_lead_to_their_page(folder: Path, old: str, new: str, page: str | None) -> None:
    """The entry above the first line that changed; a fact has no page of its own."""
    kb = folder / "faq.yaml"
    before = dict(gather(kb).texts)
    edit(folder, old, new)
    after = gather(kb)
    assert saved_page(before, after.texts, after.knowledge) == page


def test_a_notice_below_an_entry_is_no_part_of_its_page(tmp_path: Path) -> None:
    kb = tmp_path / "faq.yaml"
    text = "faqs: [{id: fee, question: A fee?, answer: No.}]\nnotice: {text: Late.}\n"
    kb.write_text(text, encoding="utf-8")
    before = dict(gather(kb).texts)
    kb.write_text(text.replace("Late", "Too late"), encoding="utf-8")
    after = gather(kb)
    assert saved_page(before, after.texts, after.knowledge) is None


def test_the_first_changed_line_is_found() -> None:
    """Also where lines were only added or taken away."""
    assert first_change("a\nb\nc", "a\nx\nc") == 2
    assert first_change("a\nb", "a\nb\nc") == 3
    assert first_change("a\nb\nc", "a\nc") == 2


def test_a_page_reloads_in_place_and_shows_problems_over_it(
    folder: Path, chromium: Browser
) -> None:
    """In a browser: scrolled down, edited, broken, mended, and led to another entry."""
    with serving(folder) as address:
        page = chromium.new_page(viewport={"width": 500, "height": 300})
        page.goto(address + PAGE)
        page.evaluate("scrollTo(0, 200)")
        edit(folder, "    question: How long do I have to cancel?", "    question: How long now?")
        expect(page.locator("h1")).to_contain_text("How long now?", timeout=15_000)
        expect_scroll(page, 200)
        edit(folder, "    question: How long now?", "    qestion: How long now?")
        overlay = page.locator("[data-waypost-problems]")
        expect(overlay).to_be_attached(timeout=15_000)
        expect(page.get_by_role("alert")).to_contain_text("qestion: How long now?")
        expect(page.locator("h1")).to_contain_text("How long now?")
        edit(folder, "    qestion: How long now?", "    question: How long then?")
        expect(page.locator("h1")).to_contain_text("How long then?", timeout=15_000)
        expect(overlay).not_to_be_attached()
        edit(folder, "ask: ", "ask: Say, ")
        expect(page).to_have_url(address + "order-help/", timeout=15_000)
        page.close()


def test_the_state_of_a_tree_stays(folder: Path, chromium: Browser) -> None:
    """A reader's answers are in the address, so a reload comes back to the same step."""
    with serving(folder) as address:
        page = chromium.new_page()
        page.goto(address + "order-help/")
        page.locator("section[data-step]:visible a[data-choice]").first.click()
        step = page.url
        assert "#" in step
        edit(folder, "ask: ", "ask: Say, ")
        page.wait_for_function(
            "() => performance.getEntriesByType('navigation')[0].type === 'reload'"
        )
        assert page.url == step
        page.close()


def test_an_open_page_is_read_again_only_where_it_differs(folder: Path, chromium: Browser) -> None:
    """In a browser that stays where it is: another entry, the page itself, a fact that it shows."""
    with serving(folder, "--no-follow") as address:
        page = chromium.new_page()
        page.goto(address + PAGE)
        page.evaluate("window.kept = true")
        edit(folder, "It’s the seller’s choice", "It’s up to the seller")
        other = chromium.new_page()
        other.goto(address + "policies/seller-can-help/")
        expect(other.locator("article")).to_contain_text("It’s up to the seller", timeout=15_000)
        page.wait_for_timeout(1000)
        assert page.evaluate("window.kept")
        edit(folder, "The sooner you act, the", "Act soon: the")
        expect(page.locator("article")).to_contain_text("Act soon", timeout=15_000)
        assert not page.evaluate("window.kept")
        edit(folder, "value: 5", "value: 6")
        expect(page.locator("article")).to_contain_text("3 to 6 days", timeout=15_000)
        page.close()
        other.close()


def test_the_search_finds_what_was_saved(folder: Path, chromium: Browser) -> None:
    """Its data is made when it is first asked for, and again after a save."""
    with serving(folder, "--no-follow") as address:
        page = chromium.new_page()
        before = "question: Where do I see"
        for words in ("kangaroo courier", "wallaby courier"):
            edit(folder, before, f"question: About a {words}, where do I see")
            before = f"question: About a {words}, where do I see"
            page.goto(address + "questions/where-is-the-status/")
            expect(page.locator("h1")).to_contain_text(words, timeout=15_000)
            page.goto(address + "?q=" + words.replace(" ", "+"))
            expect(page.locator(".md-search-result__list")).to_contain_text(words, timeout=15_000)
        page.close()


FAILING = [
    "{{ page.nobody.knows }}",
    "{% if page and page.meta.search %}{{ page.nobody.knows }}{% endif %}",
]
"""Templates that fail on every page, and on pages of the knowledge base alone."""


@pytest.mark.parametrize("template", FAILING)
def test_a_template_that_fails_is_told(folder: Path, template: str) -> None:
    """The last good pages stay."""
    session = begun(folder)
    part = folder / "overrides" / "partials" / "copyright.html"
    part.write_text(template, encoding="utf-8")
    assert "has no attribute" in session.refresh().failure
    assert "<h1" in served(session, f"{PAGE}index.html")
    part.unlink()
    assert not session.refresh().failure


def test_a_template_that_fails_from_the_start_is_told(folder: Path) -> None:
    part = folder / "overrides" / "partials" / "copyright.html"
    part.write_text("{{ page.nobody.knows }}", encoding="utf-8")
    session = PreviewSession(folder / "mkdocs.yml", None, None)
    assert "has no attribute" in session.refresh().failure
    assert session.read("index.html") is None


def test_a_strange_request_or_a_browser_that_goes_away_leaves_nothing_on_the_screen(
    folder: Path,
) -> None:
    said: list[str] = []
    with serving(folder, said=said) as address:
        place = urlsplit(address)
        for asked in (b"http://[x", b"/%ff%00", b"*"):
            with create_connection((place.hostname, place.port)) as connection:
                connection.sendall(b"GET %b HTTP/1.1\r\nHost: localhost\r\n\r\n" % asked)
                assert connection.recv(12) in (b"HTTP/1.1 302", b"HTTP/1.1 404")
        for _ in range(30):
            connection = create_connection((place.hostname, place.port))
            connection.setsockopt(SOL_SOCKET, SO_LINGER, pack("ii", 1, 0))
            connection.sendall(f"GET / HTTP/1.1\r\nHost: {place.netloc}\r\n\r\n".encode())
            connection.close()
        with urlopen(address) as answer:
            assert answer.status == 200
        time.sleep(0.5)
    assert said == []


def test_an_address_that_is_taken_is_told(folder: Path) -> None:
    """In a line, with the code for what surrounds the work."""
    with socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        options = ["--config", str(folder / "mkdocs.yml"), "--address", address]
        found = CliRunner().invoke(serve_command, options)
    assert found.exit_code == 2
    assert f"can't listen on {address}: Address already in use" in found.stderr


@pytest.mark.parametrize("address", ["127.0.0.1:99999", "127.0.0.1:-1", "127.0.0.1:http", "8000"])
def test_an_address_that_is_none_is_told(folder: Path, address: str) -> None:
    options = ["--config", str(folder / "mkdocs.yml"), "--address", address]
    found = CliRunner().invoke(serve_command, options)
    assert found.exit_code == 2
    assert "Invalid value for --address: write it like 127.0.0.1:8000" in found.stderr


def expect_scroll(page: Page, top: int) -> None:
    """Wait until a page is scrolled to ``top``."""
    end = time.monotonic() + 10
    while time.monotonic() < end and abs(page.evaluate("scrollY") - top) > 2:
        time.sleep(0.05)
    assert abs(page.evaluate("scrollY") - top) <= 2


def test_only_this_machine_is_served(folder: Path) -> None:
    """Neither another name for it, as of a strange page, nor a file outside of the site."""
    with serving(folder) as address:
        for path, headers in [("", {"Host": "evil.example"}), ("..%2f..%2ffaq.yaml", {})]:
            with pytest.raises(HTTPError) as refused:
                urlopen(Request(address + path, headers=headers))
            assert refused.value.code in (403, 404)
        with urlopen(address + PAGE) as answer:
            assert b"/_waypost/live.mjs?base=" in answer.read()
