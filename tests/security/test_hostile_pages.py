"""Whatever an editor writes, nothing of it runs, loads or hides anything on any page.

Each hostile text is built as a site of its own and opened page by page in a real browser, without
the content security policy that the build wrote; home and the search with it, too.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.build import project
from tests.hostile.rows import ROWS
from tests.web import served

pytestmark = pytest.mark.browser

HOSTILE = [row for row in ROWS if row.outcome == "ESCAPE"]

PROBE = """
({
  ran: Object.keys(window).filter((name) => /^__x|^pwned|^xss/i.test(name)),
  scripts: [...document.querySelectorAll(".md-content script:not([type])")].map((s) => s.outerHTML),
  handlers: [...document.querySelectorAll("*")].filter((element) =>
    [...element.attributes].some(({ name }) => name.startsWith("on"))).length,
  links: [...document.querySelectorAll("a[href], area[href]")].map((a) =>
    // A link in a drawing has an object for its address.
    typeof a.href === "string" ? a.href : new URL(a.href.baseVal, document.baseURI).href),
  bases: document.querySelectorAll("base").length,
  hidden: getComputedStyle(document.body).display === "none",
  clobbered: ["__config", "__search"].filter((id) => {
    const found = document.querySelectorAll(`[id="${id}"]`);
    return found.length > 1 || [...found].some((element) => element.closest("article"));
  }),
  text: document.body.innerText,
})
"""


@pytest.fixture(params=HOSTILE, ids=lambda row: row.file)
def hostile_site(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    row = request.param
    project.make(tmp_path)
    (tmp_path / "faq.yaml").write_bytes(row.path.read_bytes())
    monkeypatch.chdir(tmp_path)
    built = project.build()
    assert built.exit_code == 0, built.stderr
    return tmp_path / "site"


def policy_of(site: Path) -> str:
    """The content security policy that the build wrote for hosts that read ``_headers``."""
    found = re.search(r"Content-Security-Policy: (.+)", (site / "_headers").read_text())
    assert found
    return found[1]


def test_nothing_of_it_runs_on_any_page_or_in_the_search(
    hostile_site: Path, chromium: Browser
) -> None:
    read_it_all(hostile_site, {}, chromium)
    # What doesn't act without a policy doesn't act with one.
    policy = {"Content-Security-Policy": policy_of(hostile_site)}
    read_it_all(hostile_site, policy, chromium, pages="index.html")


def read_it_all(
    site: Path,
    headers: dict[str, str],
    chromium: Browser,
    query: str = "book leave",
    pages: str = "**/*.html",
) -> None:
    """Open the ``pages`` and search, with what the host sends; nothing of the text may act."""
    context = chromium.new_context()
    page = context.new_page()
    dialogs: list[str] = []
    foreign: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    with served(site, headers) as address:
        page.on("request", lambda request: note_foreign(request.url, address, foreign))
        for file in sorted(site.glob(pages)):
            page.goto(address + file.relative_to(site).as_posix())
            assert_harmless(page, address)
        search(page, address, query)
        assert_harmless(page, address)
    context.close()
    assert (dialogs, foreign) == ([], [])


def note_foreign(url: str, address: str, foreign: list[str]) -> None:
    """Keep requests to anywhere but the site itself."""
    if urlsplit(url).scheme in ("http", "https") and not url.startswith(address):
        foreign.append(url)


def search(page: Page, address: str, words: str) -> None:
    """Search for ``words`` from home, as a reader would."""
    page.goto(f"{address}?q={words.replace(' ', '+')}")
    page.wait_for_selector(".md-search-result__item", timeout=15_000)


def assert_harmless(page: Page, address: str) -> None:
    """What a page shows and leads to is ours."""
    seen = page.evaluate(PROBE)
    assert seen["ran"] == []
    assert seen["scripts"] == []
    assert seen["handlers"] == 0
    assert seen["bases"] == 0
    assert not seen["hidden"]
    assert seen["clobbered"] == []
    assert "49" not in re.findall(r"\b\d+\b", seen["text"])
    for link in seen["links"]:
        parts = urlsplit(link)
        assert parts.scheme in ("http", "https", "mailto", "tel"), link
        assert parts.hostname != "evil.example", link


@pytest.mark.parametrize(
    "html",
    [
        "<div class=md-content><script>window.__x = 1</script></div>",
        "<p onclick='1'>x</p>",
        "<a href='javascript:1'>x</a>",
        "<a href='//evil.example/'>x</a>",
        "<base href='https://evil.example/'>",
        "<style>body { display: none }</style>",
        "<article><form id=__search></form></article>",
        "<p>49</p>",
    ],
)
def test_the_probe_notices_what_it_looks_for(html: str, chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content(f"<!doctype html><title>x</title><body>{html}")
    with pytest.raises(AssertionError):
        assert_harmless(page, "")
    page.close()
