"""The look of a site is a few settings: what they say is seen, and what can't be read is told."""

from __future__ import annotations

import io
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.kinds import SCHEMES, Scheme, reader
from tests.build import fake, project
from tests.look.woff2 import woff2
from tests.mkdocs_plugin.both_ways import published, same_as_mkdocs, small
from tests.serve.sample import begun
from tests.web import served
from waypost import assets
from waypost.core.contrast import SIGN, TEXT, contrast
from waypost.mkdocs_plugin.look_settings import read_look
from waypost.model.declare import FieldSpec, fields_of
from waypost.model.look import Look
from waypost.pages import social_card_png
from waypost.pages.style import OURS, ours

HERE = Path(__file__).parent
SETTINGS = """
site_name: Help
site_url: https://help.example/
docs_dir: content
theme: {{name: material, {theme}}}
plugins: [search, {{waypost: {{look: {look}}}}}]
"""

LOOKS: Final = {
    "purple": ('{color: "#5b1a72", accent: "#ffb3c7", radius: 0, font: "Georgia, serif"}', ""),
    "yellow": ('{header: "#ffd400"}', ""),
    "black and white": ('{color: "#000", header: "#fff", dark_color: "#fff", accent: "#000"}', ""),
    "cyan": ("null", "cyan"),
    "indigo": ("null", "indigo"),
    "white": ("null", "white"),
}
"""Looks and palettes: dark, light and middling colours, and such as are none."""


def theme(primary: str) -> str:
    """A palette of Material's in both schemes."""
    if not primary:
        return ""
    return f"""palette: [
        {{media: "(prefers-color-scheme: light)", scheme: default, primary: {primary}}},
        {{media: "(prefers-color-scheme: dark)", scheme: slate, primary: {primary}}}]"""


def make(folder: Path, look: str, primary: str = "") -> Path:
    """A small project with entries of every kind, with this look or palette."""
    made = small(folder)
    settings = SETTINGS.format(look=look, theme=theme(primary))
    (made / "mkdocs.yml").write_text(settings, encoding="utf-8")
    return made


def sheet(site: Path) -> str:
    """The text of the style sheet that every page of ``site`` loads, and there is no other."""
    names = {
        name
        for page in site.rglob("*.html")
        for name in re.findall(r"assets/waypost/waypost\.\w+\.css", page.read_text())
    }
    assert {path.relative_to(site).as_posix() for path in site.rglob("waypost.*.css")} == names
    return (site / names.pop()).read_text()


def test_all_faults_are_told_at_once_by_line_and_the_old_site_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, agree: Callable[[Path, str], None]
) -> None:
    folder = project.make(tmp_path / "site")
    monkeypatch.chdir(folder)
    assert project.build().exit_code == 0
    before = fake.tree(folder / "site")
    shutil.copy(HERE / "bad.yml", folder / "mkdocs.yml")
    (folder / "content/half.woff2").write_bytes(woff2()[:-1])
    (folder / "content/old.ttf").write_bytes(b"\0\1\0\0 and so on")
    (tmp_path / "outside.woff2").write_bytes(woff2())
    kb = folder / "faq.yaml"
    kb.write_text(kb.read_text() + "  - {id: x, question: Why?, answer: So., catgory: Leave}\n")
    done = project.build()
    assert done.exit_code == 1
    agree(HERE / "bad.txt", done.output)
    assert fake.tree(folder / "site") == before


def test_plain_mkdocs_tells_them_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.chdir(make(tmp_path, "{radius: round}"))
    config = load_config(config_file="mkdocs.yml")
    config.plugins.on_startup(command="build", dirty=False)
    with pytest.raises(Abort):
        mkdocs_build(config)
    assert "mkdocs.yml:6:45: error: “radius” is a number of pixels" in caplog.text


def test_a_preview_shows_a_change_and_keeps_the_last_good_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make(tmp_path, "{radius: 3}")
    monkeypatch.chdir(folder)
    session = begun(folder)

    def shown() -> str:
        page = (session.read("index.html") or b"").decode()
        found = re.search(r"assets/waypost/waypost\.\w+\.css", page)
        return (session.read(found[0]) or b"").decode() if found else ""

    for radius, errors, seen in (("3", 0, "3px"), ("4", 0, "4px"), ("no", 1, "4px")):
        settings = SETTINGS.format(look=f"{{radius: {radius}}}", theme="")
        (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
        assert len(session.refresh().errors) == errors
        assert f":root{{--wp-radius:{seen}}}" in shown()
    session.close()


@pytest.mark.parametrize("setting", fields_of(Look).values(), ids=lambda spec: spec.name)
def test_every_setting_changes_the_style_sheet(
    setting: FieldSpec, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None is read, found right and then forgotten."""
    monkeypatch.chdir(
        make(tmp_path, f"{{{setting.name}: {json.dumps(yaml.safe_load(setting.example))}}}")
    )
    reading = read_look(load_config(config_file="mkdocs.yml"))
    assert reading.problems == ()
    assert reading.style.sheet != OURS.sheet


def test_without_a_look_the_style_sheet_is_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(make(tmp_path, "null"))
    assert published(Path()).published
    assert sheet(Path("site")).encode() == OURS.sheet == assets.served("waypost.css")
    assert "preload" not in Path("site/index.html").read_text()


def test_a_font_of_the_sites_own_is_loaded_early_and_nothing_moves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chromium: Browser
) -> None:
    """It is one request more, of the site itself, and of a name that may be kept for ever."""
    font = '{family: "Our Font, serif", files: {"300 700": "fonts/Our Font[wght].woff2"}}'
    folder = make(tmp_path, f"{{font: {font}}}")
    (folder / "content/fonts").mkdir()
    (folder / "content/fonts/Our Font[wght].woff2").write_bytes(woff2())
    monkeypatch.chdir(folder)
    assert published(Path()).published
    same_as_mkdocs(Path())
    (name,) = [path.name for path in Path("site/assets/waypost").glob("*.woff2")]
    assert re.fullmatch(r"Our-Font-wght\.[0-9a-f]{8}\.woff2", name)
    kept = f"/assets/waypost/{name}\n  Cache-Control: public, max-age=31536000, immutable\n"
    assert kept in Path("site/_headers").read_text()
    with served(Path("site")) as address, reader(chromium) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("[...document.fonts].map(each => each.status)") == ["loaded"]
        family = page.evaluate("getComputedStyle(document.body).fontFamily")
        assert family.startswith('"Our Font", serif')
        assert [url for url in asked if url.endswith("woff2")] == [
            f"{address}assets/waypost/{name}"
        ]
        assert all(url.startswith(address) for url in asked)


def test_cards_take_the_colours_of_the_header(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With others a card has another address: networks keep a picture under its own."""
    names = {}
    for header in ("", "#ffd400"):
        look = f'{{header: "{header}"}}' if header else "null"
        folder = make(tmp_path / f"with {header}", look)
        monkeypatch.chdir(folder)
        assert published(Path()).published
        pictures = sorted(Path("site/assets/waypost/cards").iterdir())
        image = Image.open(io.BytesIO(pictures[0].read_bytes())).convert("RGB")
        assert image.getpixel((5, 5)) == (tuple(bytes.fromhex(header[1:])) or (15, 59, 45))
        names[header] = {path.name for path in pictures}
    assert not names[""] & names["#ffd400"]


def test_cards_of_ours_have_the_colours_of_our_style_sheet() -> None:
    ground, _, sign = social_card_png.OURS
    assert (ground, sign) == (ours()["md-primary-fg-color"][0], ours()["wp-blaze"][0])


PAGES: Final = ("", "questions/q1/", "guides/way/", "help/", "about/")
COLOURS: Final = """() => Object.fromEntries(Object.entries({
  header: [".md-header", "color", ".md-header", "backgroundColor"],
  tab: [".md-tabs__item--active .md-tabs__link", "color", ".md-tabs", "backgroundColor"],
  field: [".md-header .md-search__input", "color", ".md-header", "backgroundColor"],
  foot: [".md-copyright", "color", ".md-footer-meta", "backgroundColor"],
  link: [".wp :is(p, li, h2) > a:not([class], .wp-hero a)", "color", "body", "backgroundColor"],
  step: [".wp-steps > li", "color", ".wp-steps > li", "backgroundColor", "::before"],
  button: [".wp-next .wp-button", "color", ".wp-next .wp-button", "backgroundColor"],
  fill: [".wp-next .wp-button", "backgroundColor", "body", "backgroundColor"],
}).flatMap(([name, [above, color, below, ground, part]]) => {
  const [one, two] = [above, below].map((each) => document.querySelector(each));
  if (!one || !two) return [];
  return [[name, [getComputedStyle(one, part)[color], getComputedStyle(two, part)[ground]]]];
}))"""


def hexed(color: str) -> str:
    """A computed colour in digits."""
    red, green, blue = map(int, re.findall(r"\d+", color)[:3])
    return f"#{red:02x}{green:02x}{blue:02x}"


@pytest.fixture(scope="module", params=LOOKS)
def looked(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a site with one of the `LOOKS`."""
    folder = make(tmp_path_factory.mktemp("look"), *LOOKS[request.param])
    assert published(folder).published
    with served(folder / "site") as address:
        yield address


@pytest.mark.browser
@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_browsers_draw_can_be_read(chromium: Browser, looked: str, scheme: Scheme) -> None:
    """By what is computed of the styles, for words 4.5:1 and for buttons 3:1; and axe agrees."""
    seen, faults = set(), []
    with reader(chromium, scheme=scheme) as page:
        for address in PAGES:
            page.goto(looked + address)
            for name, (above, below) in page.evaluate(COLOURS).items():
                ratio = contrast(hexed(above), hexed(below))
                seen.add(name)
                if ratio < (SIGN if name == "fill" else TEXT):
                    faults.append((address, name, above, below, ratio))
            faults += axe(page, address)
    assert faults == []
    assert seen == {"header", "tab", "field", "foot", "link", "step", "button", "fill"}


def axe(page: Page, address: str) -> list[tuple[str, object]]:
    """The colours that axe has something against."""
    found = Axe().run(page, options={"runOnly": ["color-contrast"]}).response["violations"]
    return [(address, node["html"]) for each in found for node in each["nodes"]]


@pytest.mark.browser
def test_corners_follow_one_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chromium: Browser
) -> None:
    """All that Waypost draws: with none, no corner is round."""
    round_ = """() => [...document.querySelectorAll(".wp *")].filter((each) =>
      [null, "::before", "::after"].some((part) => {
        const {borderRadius, borderStyle, backgroundColor} = getComputedStyle(each, part);
        return parseFloat(borderRadius) > 0
          && (borderStyle !== "none" || backgroundColor !== "rgba(0, 0, 0, 0)");
      }) && !each.closest(".wp-callout-title, code, table"))
      .map((each) => each.outerHTML.slice(0, 90))"""
    monkeypatch.chdir(make(tmp_path, "{radius: 0}"))
    assert published(Path()).published
    with served(Path("site")) as address, reader(chromium) as page:
        for each in PAGES:
            page.goto(address + each)
            assert page.evaluate(round_) == [], each
