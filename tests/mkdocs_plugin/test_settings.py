"""An owner's settings do what MkDocs and Material say, or the build says that they don't."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser

from tests.build import project
from tests.web import served

KNOWLEDGE = """
categories: [{id: c, title: C}]
faqs: [{id: a, question: Was kostet es?, answer: Nichts., category: c, previous_ids: [old]}]
trees:
  - id: darf-ich
    title: Darf ich es zurückgeben?
    questions:
      q: {ask: Wirklich?, options: {a: Ja, b: Nein}, go: {a: x, b: y}}
    outcomes: {x: {title: X, body: x}, y: {title: Y, body: y}}
    scenarios: [{name: a, given: {q: a}, expect: x}, {name: b, given: {q: b}, expect: y}]
"""

HEAD = "site_name: Help\ndocs_dir: content\nplugins: [search, waypost]\n"


def built(folder: Path, settings: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The output of a build with these settings; the site stands in the folder ``site``."""
    if not (folder / "mkdocs.yml").exists():
        project.make(folder, KNOWLEDGE)
    (folder / "mkdocs.yml").write_text(HEAD + settings, encoding="utf-8")
    monkeypatch.chdir(folder)
    done = project.build()
    assert done.exit_code == 0, done.output
    return done.output


def tabs(page: str) -> list[str]:
    """The names in the tabs of a page."""
    return re.findall(r'class="md-tabs__link">\s*(.*?)\s*</a>', page, re.DOTALL)


NAV = """
theme: material
nav:
  - Start: index.md
  - Prüfen: darf-ich/index.md
  - Frage: questions/a.md
  - Mehr: [Themen: topics/index.md, Über uns: about.md]
"""


def test_the_navigation_keeps_its_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Generated pages are called what `nav` calls them, after an edit as well."""
    built(tmp_path, NAV, monkeypatch)
    home = Path("site/index.html")
    assert tabs(home.read_text()) == ["Start", "Prüfen", "Frage", "Mehr"]
    assert "Darf ich es zurückgeben? - Help" in Path("site/darf-ich/index.html").read_text()
    file = tmp_path / "faq.yaml"
    file.write_text(file.read_text().replace("Nichts", "Wenig"), encoding="utf-8")
    built(tmp_path, NAV, monkeypatch)
    assert tabs(Path("site/questions/a/index.html").read_text())[2] == "Frage"


def test_the_owners_style_comes_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Theme, Waypost, owner: each may change what stands before it. A palette is kept."""
    project.make(tmp_path, KNOWLEDGE)
    (tmp_path / "content/x.css").write_text(":root { --md-primary-fg-color: #900 }")
    settings = "extra_css: [x.css]\ntheme: {name: material, palette: {primary: red}}\n"
    told = built(tmp_path, settings, monkeypatch)
    page = Path("site/index.html").read_text()
    sheets = re.findall(r'stylesheet" href="(?:assets/)?(\w+)', page)
    assert sheets == ["stylesheets", "stylesheets", "waypost", "x"]
    assert 'data-md-color-primary="red" data-md-color-accent="custom"' in page
    assert "warning:" not in told


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("theme: {name: material, font: {text: Roboto}}", "mkdocs.yml:4:25: warning: `theme.font`"),
        (
            "theme: material\nextra:\n  analytics: {provider: google, property: G-1}",
            "mkdocs.yml:6:3: warning: `extra.analytics`",
        ),
    ],
    ids=["fonts of another host", "analytics"],
)
def test_a_setting_that_is_left_out_is_told_at_its_line(
    settings: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody has to find out by looking."""
    assert told in built(tmp_path, settings, monkeypatch)


NAMED = """theme:
  name: material
  logo: img/none.svg
  favicon: img/none.png
extra_css: [there.css, styles/none one.css]
extra_javascript:
  - none.js
  - {path: none.mjs, type: module}
nav:
  - index.md
  - More: [{Us: abuot.md}, https://example.org/there.css]
"""


def test_each_file_that_is_named_and_missing_is_one_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told where it is named, all of them at once, and not at the pages that load it."""
    project.make(tmp_path, KNOWLEDGE)
    for name in ("there.css", "one.md", "two.md"):
        (tmp_path / "content" / name).write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mkdocs.yml").write_text(HEAD + NAMED, encoding="utf-8")
    done = project.build()
    assert done.exit_code == 1
    assert re.findall(r"^(\S+): error: (`\S+`) names (.*?),", done.output, re.MULTILINE) == [
        ("mkdocs.yml:6:9", "`theme.logo`", "img/none.svg"),
        ("mkdocs.yml:7:12", "`theme.favicon`", "img/none.png"),
        ("mkdocs.yml:8:24", "`extra_css`", "styles/none one.css"),
        ("mkdocs.yml:10:5", "`extra_javascript`", "none.js"),
        ("mkdocs.yml:11:12", "`extra_javascript`", "none.mjs"),
        ("mkdocs.yml:14:17", "`nav`", "abuot.md"),
    ]
    assert "6 errors, 0 warnings." in done.output


def test_settings_that_are_no_yaml_are_told_as_a_knowledge_base_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the line, and the line to write."""
    project.make(tmp_path, KNOWLEDGE)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mkdocs.yml").write_text("docs_dir: content\nsite_name: Help: all\n", "utf-8")
    done = project.build()
    assert done.exit_code == 2
    assert "mkdocs.yml:2:16: A colon followed by a space may not stand in unquoted" in done.output
    assert 'To mend it: Put quotes round it: site_name: "Help: all".' in done.output


def test_two_names_of_one_site_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a title the knowledge base has the site's name."""
    assert "warning:" not in built(tmp_path, "theme: material", monkeypatch)
    assert '<h1 id="_top">Help</h1>' in Path("site/index.html").read_text()
    assert '"title":"Help"' in Path("site/kb.json").read_text()
    (tmp_path / "faq.yaml").write_text(f"title: Office\n{KNOWLEDGE}", encoding="utf-8")
    told = built(tmp_path, "theme: material", monkeypatch)
    assert "mkdocs.yml:1:1: warning: The site is called “Help” here, and “Office” in" in told


def test_what_another_host_would_send_is_told_once_at_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every page would load it; the settings name it."""
    css = "https://cdn.example/x.css"
    told = built(tmp_path, f"theme: material\nextra_css:\n  - {css}\n", monkeypatch)
    assert told.count(css) == 1
    assert re.search(r"mkdocs\.yml:6:5: warning: .* loads from another host", told)


def test_a_page_that_will_be_gone_is_told_where_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On that day neither the navigation nor a hand-written page could be built."""
    project.make(
        tmp_path, KNOWLEDGE.replace("category: c,", "category: c, expires_on: 2100-01-01,")
    )
    (tmp_path / "content/about.md").write_text("# About\n\nSee [prices](questions/a.md).\n")
    told = built(tmp_path, NAV, monkeypatch)
    for place in ("content/about.md:3:14", "mkdocs.yml:9:12"):
        assert (
            f"{place}: warning: “questions/a.md” is named here, and expires on 2100-01-01" in told
        )


@pytest.mark.parametrize(("day", "is_out"), [("2031-01-01", False), ("2031-01-02", True)])
def test_mkdocs_builds_the_site_of_a_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, day: str, is_out: bool
) -> None:
    """YAML reads the option's name as true where it stands without quotes."""
    later = "{id: later, question: And later?, answer: Yes., publish_on: 2031-01-02}"
    folder = project.make(tmp_path / "shop", f"{project.KNOWLEDGE}  - {later}\n")
    settings = folder / "mkdocs.yml"
    settings.write_text(
        project.SETTINGS.replace("waypost]", f"waypost: {{on: {day}}}]"), encoding="utf-8"
    )
    monkeypatch.chdir(folder)
    build(load_config(config_file=str(settings)))
    assert (folder / "site" / "questions" / "later" / "index.html").is_file() is is_out


def test_rules_of_hosts_are_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The owner's stand before ours, in a build after an edit too."""
    project.make(tmp_path, KNOWLEDGE)
    (tmp_path / "content/_redirects").write_text("/shop https://shop.example/ 302")
    (tmp_path / "content/_headers").write_text("/*\n  X-Robots-Tag: noai\n")
    for text in ("Nichts", "Wenig"):
        file = tmp_path / "faq.yaml"
        file.write_text(file.read_text().replace("Nichts", text), encoding="utf-8")
        built(tmp_path, "theme: material", monkeypatch)
        assert Path("site/_redirects").read_text() == (
            "/shop https://shop.example/ 302\n/questions/old/ /questions/a/ 301\n"
        )
        headers = Path("site/_headers").read_text()
        assert headers.startswith("/*\n  X-Robots-Tag: noai\n#")
        assert headers.count("X-Robots-Tag") == headers.count("Content-Security-Policy") == 1


def test_a_first_page_of_the_owners_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes the place of the generated one, and the build says so."""
    project.make(tmp_path, KNOWLEDGE)
    (tmp_path / "content/index.md").write_text("# Welcome\n\nHello.\n")
    told = built(tmp_path, "theme: material", monkeypatch)
    assert "waypost: index.md is the first page; the generated one isn't made." in told
    assert "Hello." in Path("site/index.html").read_text()
    assert tabs(Path("site/a-z/index.html").read_text())[0] == "Welcome"


HEADER = "getComputedStyle(document.querySelector('.md-header')).backgroundColor"
HERO = "getComputedStyle(document.querySelector('.wp-hero')).backgroundColor"


@pytest.mark.browser
@pytest.mark.parametrize(
    ("theme", "css", "light", "dark"),
    [
        ("material", "", "rgb(15, 59, 45)", "rgb(10, 38, 28)"),
        ("{name: material, palette: {primary: red}}", "", "rgb(239, 85, 82)", "rgb(239, 85, 82)"),
        (
            "material",
            ":root { --md-primary-fg-color: #900 }",
            "rgb(153, 0, 0)",
            "rgb(153, 0, 0)",
        ),
        (
            "material",
            "[data-md-color-scheme=default] { --wp-brand: #900 }",
            "rgb(153, 0, 0)",
            "rgb(10, 38, 28)",
        ),
    ],
    ids=["ours", "palette", "root", "scheme"],
)
def test_the_owner_chooses_the_colours(
    theme: str,
    css: str,
    light: str,
    dark: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    chromium: Browser,
) -> None:
    """By a palette, or by a style sheet, in the header and on the first page alike."""
    project.make(tmp_path, KNOWLEDGE)
    (tmp_path / "content/x.css").write_text(css)
    built(tmp_path, f"extra_css: [x.css]\ntheme: {theme}\n", monkeypatch)
    with served(Path("site")) as address:
        for scheme, colour in (("light", light), ("dark", dark)):
            page = chromium.new_page(color_scheme=scheme)  # type: ignore[arg-type]
            page.goto(address)
            assert [page.evaluate(HEADER), page.evaluate(HERO)] == [colour, colour]
            page.close()
