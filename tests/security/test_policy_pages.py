"""The content security policy that a build writes is strict, and the whole site works under it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.data import ROOT
from tests.security.test_hostile_pages import policy_of
from tests.web import served

pytestmark = pytest.mark.browser

LISTEN = """
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile }) => {
  window.violations = (window.violations ?? []).concat(
    `${violatedDirective} ${blockedURI} ${sourceFile}`);
});
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as ``waypost build`` publishes it."""
    site = tmp_path_factory.mktemp("published") / "site"
    build_sample(site)
    return site


def build_sample(site: Path) -> None:
    """Publish the sample into ``site``."""
    command = [sys.executable, "-m", "waypost", "build", "--site-dir", str(site)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def page(built: Path, chromium: Browser) -> Iterator[Page]:
    """A page whose site comes with its policy; it must end without a violation or a complaint."""
    headers = {"Content-Security-Policy": policy_of(built)}
    context = chromium.new_context(color_scheme="light")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.add_init_script(LISTEN)
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda told: said.append(told.text) if told.type == "error" else None)
    opened.on("pageerror", lambda error: said.append(str(error)))
    with served(built, headers) as address:
        opened.goto(address)
        yield opened
        assert (opened.evaluate("window.violations ?? []"), said) == ([], [])
    context.close()


def test_it_allows_nothing_unsafe(built: Path) -> None:
    policy = policy_of(built)
    assert policy.startswith("default-src 'none'; script-src 'self' 'sha256-")
    assert "unsafe" not in policy
    assert "http:" not in policy
    assert "https:" not in policy
    assert "*" not in policy


def test_every_page_opens_without_a_violation(built: Path, page: Page) -> None:
    home = page.url
    for file in sorted(built.rglob("*.html")):
        name = file.relative_to(built).as_posix()
        page.goto(home + name.removesuffix("index.html"), wait_until="load")
        assert page.evaluate("window.violations ?? []") == [], name


def test_search_works(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("is ther a fee for canceling", delay=5)
    first = page.locator(".md-search-result__item a").first
    expect(first).to_be_visible(timeout=15_000)
    expect(first).to_have_attribute("href", re.compile("fee"))


def test_dark_mode_works(page: Page) -> None:
    page.locator("label[for=__palette_1]:visible").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_the_tree_works(page: Page) -> None:
    page.goto(f"{page.url}order-help/")
    page.get_by_role("link", name="Shipped", exact=True).click()
    expect(page.locator("[data-outcome]")).to_have_attribute(
        "data-outcome", "get-help-after-shipping"
    )


def test_the_copy_button_works(page: Page) -> None:
    page.goto(f"{page.url}questions/how-long-to-cancel/")
    page.get_by_role("button", name="Copy link").click()
    page.wait_for_function("navigator.clipboard.readText().then((text) => text !== '')")
    assert "questions/how-long-to-cancel" in page.evaluate("navigator.clipboard.readText()")
