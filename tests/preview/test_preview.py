"""The preview shows each save at once, and the last good pages while there are problems."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.data import ROOT
from waypost.gather import gather
from waypost.preview.build import Preview, quiet
from waypost.preview.where import first_change, saved_page

SITE = ("faq.yaml", "mkdocs.yml")
FOLDERS = ("content", "overrides")
PAGE = "questions/how-long-to-cancel/"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the sample to be edited."""
    for name in SITE:
        shutil.copy(ROOT / name, tmp_path / name)
    for name in FOLDERS:
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


def edit(folder: Path, old: str, new: str) -> None:
    """Change the first place where ``old`` stands in the knowledge base."""
    kb = folder / "faq.yaml"
    text = kb.read_text(encoding="utf-8")
    assert old in text
    kb.write_text(text.replace(old, new, 1), encoding="utf-8")


def pages(preview: Preview) -> dict[str, str]:
    """Every page as the preview serves it, but for the line in an edit link, which may lag behind,
    and the name of the search's data, which stays while its content follows."""
    assert preview.folder
    return {
        path.relative_to(preview.folder).as_posix(): re.sub(
            r"#L\d+|search\.[0-9a-f]{8}\.json", "", path.read_text("utf-8")
        )
        for path in preview.folder.rglob("*.html")
    }


NEW = "  - id: new-one\n    question: A new one?\n    answer: Yes.\n"
EDITS = [
    [
        ("    question: How long do I have to cancel?", "    question: How long have I got?"),
        ("value: 5", "value: 6"),
        ("    tags:", "    owner: Somebody\n    tags:"),
    ],
    [
        ("title: Cancelling", "title: Calling off"),
        ("  - id: how-long-to-cancel\n", f"{NEW}  - id: how-long-to-cancel\n"),
    ],
]
"""Edits that change single pages, then such as change the navigation and the pages there are."""


def test_pages_rendered_again_are_those_of_a_whole_build(folder: Path) -> None:
    """After any edit, what an edit rendered is what a build from nothing renders."""
    quiet()
    preview = Preview(folder / "mkdocs.yml", None, None)
    preview.refresh()
    for edits in EDITS:
        for old, new in edits:
            edit(folder, old, new)
            news = preview.refresh(whole=False)
            assert (news.errors, news.failure) == ((), "")
        preview.catch_up()
        fresh = Preview(folder / "mkdocs.yml", None, None)
        fresh.refresh()
        assert pages(preview) == pages(fresh)
        assert beside(preview) == beside(fresh)
        fresh.close()
    preview.close()


ANSWER = "    answer: |\n      "


def test_an_edited_answer_shows_before_the_rest_is_checked(folder: Path) -> None:
    """The page is that of a whole build, and what else shows the text follows."""
    quiet()
    preview = Preview(folder / "mkdocs.yml", None, None)
    preview.refresh()
    edit(folder, ANSWER, f"{ANSWER}Whatever happens. ")
    news = preview.at_once()
    assert news is not None
    assert news.changed == {news.page}
    assert preview.folder
    shown = (preview.folder / str(news.page) / "index.html").read_text()
    assert "Whatever happens." in shown
    later = preview.refresh(whole=False)
    assert (later.errors, later.failure) == ((), "")
    preview.catch_up()
    fresh = Preview(folder / "mkdocs.yml", None, None)
    fresh.refresh()
    assert pages(preview) == pages(fresh)
    assert beside(preview) == beside(fresh)
    fresh.close()
    preview.close()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (ANSWER, f"{ANSWER}See [this](faq:nobody). "),
        (ANSWER, f"{ANSWER}It takes {{{{ facts.nothing }}}}. "),
        (ANSWER, "    anwser: |\n      "),
        ("    question: How long", "    question: Exactly how long"),
        ("    tags:", "    owner: Somebody\n    tags:"),
        ("value: 5", "value: 6"),
        ("  - id: how-long-to-cancel\n", f"{NEW}  - id: how-long-to-cancel\n"),
        ("title: Cancelling", "title: Calling off"),
    ],
)
def test_whatever_may_change_more_is_checked_first(folder: Path, old: str, new: str) -> None:
    """Nothing shows at once but an answer that reads without a problem."""
    quiet()
    preview = Preview(folder / "mkdocs.yml", None, None)
    preview.refresh()
    before = pages(preview)
    edit(folder, old, new)
    assert preview.at_once() is None
    assert pages(preview) == before
    preview.close()


def beside(preview: Preview) -> dict[str, str]:
    """What the search knows, and what machines read."""
    assert preview.folder
    found = [path for path in preview.folder.rglob("*") if path.suffix in (".json", ".md", ".txt")]
    return {
        re.sub(r"search\.[0-9a-f]{8}", "search", path.relative_to(preview.folder).as_posix()): (
            path.read_text(encoding="utf-8")
        )
        for path in found
        if path.name != "search_index.json"
    }


def test_problems_keep_the_last_good_pages(folder: Path) -> None:
    """A mistake changes no page; mending it does."""
    quiet()
    preview = Preview(folder / "mkdocs.yml", None, None)
    preview.refresh()
    before = pages(preview)
    edit(folder, "    question:", "    qestion:")
    news = preview.refresh(whole=False)
    assert {problem.code for problem in news.errors} == {"unknown-key"}
    assert pages(preview) == before
    edit(folder, "    qestion:", "    question:")
    assert not preview.refresh(whole=False).errors
    assert pages(preview) == before
    preview.close()


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


def test_the_first_changed_line_is_found() -> None:
    """Also where lines were only added or taken away."""
    assert first_change("a\nb\nc", "a\nx\nc") == 2
    assert first_change("a\nb", "a\nb\nc") == 3
    assert first_change("a\nb\nc", "a\nc") == 2


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of `waypost serve` in ``folder``."""
    process = subprocess.Popen(
        [sys.executable, "-m", "waypost", "serve", "--address", "127.0.0.1:0"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        assert process.stdout
        for line in process.stdout:
            if found := re.search(r"Preview: (\S+)", line):
                yield found[1]
                break
        else:
            pytest.fail("the preview ended before it began")
    finally:
        process.terminate()
        process.wait(10)


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
            assert b"/_waypost/live.mjs?v=1" in answer.read()
