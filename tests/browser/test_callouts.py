"""Callouts and columns look as they were meant: light, dark, on paper and in forced colours."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.build import project
from tests.web import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("reading")]

KINDS = ("NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION")
LOOK = """() => [...document.querySelectorAll(".wp-callout")].map((box) => {
  const style = getComputedStyle(box);
  const sign = getComputedStyle(box.firstElementChild, "::before");
  return [style.backgroundColor, style.borderTopColor, style.borderTopWidth, sign.content];
})"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("callouts")
    boxes = "".join(f"      > [!{kind}]\n      > Read this.\n\n" for kind in KINDS)
    table = "      | a | b | c |\n      |:--|:-:|--:|\n      | 1 | 2 | 3 |\n"
    start = "title: Help\nfaqs:\n  - id: a\n    question: What is it?\n    answer: |\n"
    project.make(folder, f"{start}{boxes}{table}")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert project.build("--policy-in-pages").exit_code == 0
    with served(folder / "site") as found:
        yield f"{found}questions/a/"


def looks(page: Page) -> list[tuple[str, ...]]:
    return [tuple(each) for each in page.evaluate(LOOK)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_kind_has_its_own_look(chromium: Browser, address: str, scheme: str) -> None:
    page = chromium.new_page(color_scheme=scheme)  # type: ignore[arg-type]
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.goto(address)
    found = looks(page)
    assert len({background for background, *_ in found}) == len(KINDS)
    assert len({border for _, border, *_ in found}) == len(KINDS)
    for media in ({"media": "print"}, {"media": "screen", "forced_colors": "active"}):
        page.emulate_media(**media)  # type: ignore[arg-type]
        found = looks(page)
        assert len({sign for *_, sign in found}) == len(KINDS)
        assert all(width != "0px" for _, _, width, _ in found)
    assert not wrong
    page.close()


def test_columns_are_aligned_as_written(chromium: Browser, address: str) -> None:
    page = chromium.new_page()
    page.goto(address)
    for tag in ("th", "td"):
        cells = page.locator(f".wp-table {tag}").evaluate_all(
            "(found) => found.map((cell) => getComputedStyle(cell).textAlign)"
        )
        assert cells == ["start", "center", "end"]
    page.close()
