"""The sample built by other engines: nothing is lost, and readers can do what they could."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.kinds import PHONE, Scheme, reader
from tests.browser.test_tree import walk_every_path
from tests.data import ROOT
from tests.markdown_site.test_pages import pages
from tests.pages.reading import reachable, read
from tests.web import served
from waypost.checks.analyse import analyse
from waypost.exchange.markdown_site import missing

ENGINES = ROOT / ".venv-engines" / "bin"
AXE = Axe()
ARTICLE = re.compile(r'<div class="wp .*?(?=</article>)', re.DOTALL)

pytestmark = pytest.mark.browser


def engine(name: str) -> str:
    """The engine's command; the test is skipped where it isn't installed."""
    command = ENGINES / name
    if not command.exists():
        pytest.skip(f"{name} isn't installed: run `make test`")
    return str(command)


def run(*command: str, cwd: Path) -> None:
    """Run an engine, which must succeed."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as Markdown pages, built by Zensical in the folder ``site``."""
    zensical = engine("zensical")
    made = tmp_path_factory.mktemp("zensical") / "made"
    assert pages(made).exit_code == 0
    run(zensical, "build", cwd=made)
    return made


@pytest.fixture(scope="module", params=["mkdocs", "zensical"])
def address(request: pytest.FixtureRequest, site: Path) -> Iterator[str]:
    """Where the sample is served, as each engine has built it."""
    built = site if request.param == "mkdocs" else request.getfixturevalue("folder") / "site"
    with served(built) as found:
        yield found


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with_script = chromium.new_context()
    yield with_script.new_page()
    with_script.close()


def article(path: Path) -> str:
    """What a page says between the theme's parts, without white space."""
    found = ARTICLE.search(path.read_text(encoding="utf-8"))
    return "".join(found[0].split()) if found else ""


def test_zensical_builds_every_page(folder: Path) -> None:
    assert missing(folder, folder / "site") == []


def test_zensical_writes_the_same_articles(folder: Path, site: Path) -> None:
    found = [path.relative_to(site) for path in site.rglob("*.html") if path.name != "404.html"]
    names = [name for name in found if name.parts[0] not in ("es", "ar")]
    # An old address is a page of its own that only leads on.
    own = [name for name in names if article(site / name)]
    assert len(own) > 50
    assert [str(n) for n in own if article(site / n) != article(folder / "site" / n)] == []


def test_zensical_leaves_no_link_dead(folder: Path) -> None:
    site = folder / "site"
    found = read(site)
    dead = [
        (page.address, address, fragment)
        for page in found.values()
        for address, fragment in page.targets()
        if page.address != "404.html"
        and (
            (address not in found and not (site / address).is_file())
            or (address in found and fragment and fragment not in found[address].ids)
        )
    ]
    assert dead == []
    assert any(address.startswith("questions/") for address in reachable(found))


def test_every_path_of_the_tree_ends_at_its_outcome(address: str, page: Page) -> None:
    [compiled] = analyse(ROOT / "faq.yaml", date(2026, 11, 23)).site.trees
    assert compiled.graph is not None
    walk_every_path(page, f"{address}order-help/", compiled.graph)


def test_home_finds_an_answer_in_the_readers_words(address: str, page: Page) -> None:
    page.goto(address)
    page.locator("[data-search-home] input").press_sequentially("do i get my voucher back")
    found = page.locator(".md-search-result a[href*='questions/'], #wp-results a").first
    expect(found).to_be_visible(timeout=15_000)
    found.click()
    expect(page.locator("[data-kind=question], [data-kind=policy]")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_zensicals_home_finds_can_be_read(
    folder: Path, chromium: Browser, scheme: Scheme
) -> None:
    """Each hit has its question, first sentence and topic below each other, in clear colours."""
    with served(folder / "site") as found, reader(chromium, PHONE, scheme) as page:
        page.goto(found)
        page.locator("[data-search-home] input").fill("do i get my voucher back")
        hit = page.locator("#wp-results > li").first
        expect(hit.locator("a")).to_be_visible(timeout=15_000)
        places = [part.bounding_box() for part in hit.locator("a, span").all()]
        tops = [place["y"] for place in places if place]
        assert len(tops) == 3
        assert tops == sorted(set(tops))
        assert AXE.run(page, "#wp-results").response["violations"] == []


def test_the_search_in_zensicals_header_finds_a_question(folder: Path, page: Page) -> None:
    with served(folder / "site") as found:
        page.set_viewport_size({"width": 1000, "height": 800})
        page.goto(f"{found}privacy/")
        hits = page.locator("a[href*='questions/']:visible")
        expect(hits).to_have_count(0)
        page.locator("button.md-search__button:visible").first.click()
        page.keyboard.type("fee")
        expect(hits.first).to_be_visible(timeout=15_000)


def test_no_page_reports_an_error(address: str, page: Page) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("response", lambda got: errors.append(got.url) if got.status >= 400 else None)
    # Material looks for a site map beside every page that has an alternate form.
    page.route("**/sitemap.xml", lambda route: route.fulfill(body="<urlset/>"))
    for path in ("", "order-help/", "topics/", "a-z/", "about/"):
        page.goto(address + path)
    assert errors == []


def test_properdocs_builds_the_same_articles(site: Path, tmp_path: Path) -> None:
    run(engine("properdocs"), "build", "-f", "mkdocs.yml", "-d", str(tmp_path / "site"), cwd=ROOT)
    names = [path.relative_to(site) for path in site.rglob("*.html")]
    assert [str(n) for n in names if article(site / n) != article(tmp_path / "site" / n)] == []
