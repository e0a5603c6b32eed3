"""A fact's value is words in the owner's pages, whatever it holds and wherever it stands."""

from __future__ import annotations

import json
import re
import shutil
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import markdown
import pytest
import yaml
from click.testing import CliRunner

from tests.data import shared
from tests.mkdocs_plugin.both_ways import published, same_as_mkdocs
from waypost.cli.main import app
from waypost.mkdocs_plugin.fact_tokens import FactTokens
from waypost.mkdocs_plugin.handwritten import escaped

CASE = shared("cases/fact-in-page")
HOSTILE = (
    "[0800 123](javascript:window.__x=1)",
    "*nine*{: onclick=alert(1) style=position:fixed;inset:0 }",
    "![logo](https://evil.example/a.png){: onerror=alert(2) }",
    "javascript:alert(1)",
    "java&#115;cript:alert(1)",
    "//evil.example/a.png",
    "https://evil.example/a.png",
    "data:text/html,<script>alert(1)</script>",
    "</title></script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "x onclick=alert(1)",
    "`</code><script>alert(1)</script>",
    "a | b\n\n# Heading\n\n<script>alert(1)</script>",
    "\\",
    "[TOC]",
    "1. One",
    "www.evil.example",
    "--> <svg onload=alert(1)>",
    "{{ waypost.tree('one') }}",
)
PLACES = (
    "Call {} now.",
    "{}",
    "# {}",
    "## {} {{: .calm }}",
    "[{}](https://shop.example/)",
    "[a]({})",
    '[a]({} "{}")',
    "[a](java{})",
    "[a](tel:{})",
    "![{}](a.png)",
    "![a]({})",
    "[a]: {}\n\n[a]",
    "<{}>",
    "`{}`",
    "    {}",
    "```\n{}\n```",
    "| a | {} |\n|---|---|\n| {} | b |",
    "> {}",
    "- {}",
    '<div title="{}">a</div>',
    "<div title={}>a</div>",
    "<div {}>a</div>",
    "<a href='{}'>a</a>",
    "<img src=\"{}\" alt='{}'>",
    "<!-- {} -->",
    "<script>x = '{}'</script>",
    "<style>p {{ color: {} }}</style>",
    "<p onclick=\"x('{}')\">a</p>",
)
EXTENSIONS = ("attr_list", "tables", "toc", "fenced_code", "smarty", "md_in_html")


class Seen(HTMLParser):
    """The tags of a page, with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))


def run_engine(text: str) -> str:
    return markdown.markdown(text, extensions=EXTENSIONS)


def assert_calm(html: str, plain: str, place: str) -> None:
    """``html`` has the tags of ``plain``, which shows a harmless word, and no address that runs."""
    found, other = Seen(html).tags, Seen(plain).tags
    if place == "<{}>":
        assert [tag for tag, _ in found] in (["p"], ["p", "a"]), html
        assert "evil.example" not in html or "script" not in html
        return
    assert [tag for tag, _ in found] == [tag for tag, _ in other], html
    for (_, attributes), (_, expected) in zip(found, other, strict=True):
        if place != "<div {}>a</div>":
            assert attributes.keys() == expected.keys(), html
        handlers = [name for name in attributes if name.startswith("on") and "=" not in name]
        assert all(name in expected for name in handlers if "\\" not in name), html
        for name in ("href", "src"):
            address = re.sub(r"[\x00-\x20]", "", unescape(attributes.get(name, ""))).lower()
            assert not address.startswith(("javascript:", "data:")), html
            if name == "src":
                assert not address.startswith(("//", "\\\\", "https:")), html


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_is_words_wherever_it_stands(place: str, value: str) -> None:
    tokens = FactTokens(place)
    text = place.format(*[tokens.add(value)] * 2)
    plain = place.format(*["calm"] * 2)
    assert_calm(tokens.put_in(run_engine(text)), run_engine(plain), place)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("value", HOSTILE)
def test_escaped_for_another_engine_it_is_words_too(place: str, value: str) -> None:
    parts = place.split("{}")
    text = parts[0].format()
    for part in parts[1:]:
        text += escaped(value, text) + part.format()
    assert_calm(run_engine(text), run_engine(place.format(*["calm"] * 2)), place)


def test_a_value_is_shown_as_it_is_written() -> None:
    for value in HOSTILE:
        tokens = FactTokens("")
        html = tokens.put_in(run_engine(f"Call {tokens.add(value)}."))
        assert unescape(html) == f"<p>Call {value}.</p>"
        html = run_engine(f"Call {escaped(value, 'Call ')}.")
        assert unescape(html) == f"<p>Call {' '.join(value.split())}.</p>"


def test_an_address_still_leads_there() -> None:
    value = "https://shop.example/?a=1&b=2"
    tokens = FactTokens("")
    html = tokens.put_in(run_engine(f"[a]({tokens.add(value)})"))
    assert html == '<p><a href="https://shop.example/?a=1&amp;b=2">a</a></p>'
    assert escaped(value, "[a](") == value


def test_equal_headings_have_ids_of_their_own() -> None:
    tokens = FactTokens("waypostfact stands here")
    html = tokens.put_in(run_engine("".join(f"# {tokens.add('A day')}\n\n" for _ in range(2))))
    assert re.findall('id="(.*?)"', html) == ["a-day", "a-day_1"]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = shutil.copytree(CASE, tmp_path / "site-of-facts")
    more = (
        "# Phone {{ facts.phone }}\n\n## See {{ facts.hours }}\n\n`{{ facts.tag }}`\n\n"
        "[{{ facts.phone }}](#see)\n{: #see title='{{ facts.tag }}' }\n"
    )
    (folder / "content" / "more.md").write_text(more, encoding="utf-8")
    values = dict(zip(("phone", "hours", "pic", "track"), HOSTILE, strict=False))
    known: dict[str, Any] = {
        "facts": values | {"tag": HOSTILE[8]},
        "faqs": [{"id": "a", "answer": "{{ facts.phone }} {{ facts.hours }} {{ facts.pic }}"}],
    }
    tree = {
        "id": "one",
        "title": HOSTILE[0] + HOSTILE[9],
        "questions": {
            "q": {
                "ask": HOSTILE[9],
                "options": {"a": HOSTILE[8], "b": "B"},
                "go": {"a": "x", "b": "y"},
            }
        },
        "outcomes": {"x": {"title": HOSTILE[1], "body": "X"}, "y": {"title": "Y", "body": "Y"}},
    }
    known["trees"] = [tree]
    known["faqs"][0]["question"] = f"What is {HOSTILE[9]} {HOSTILE[0]} {HOSTILE[1]}?"
    known["faqs"][0]["category"] = HOSTILE[8]
    known["title"] = f"Help {HOSTILE[9]}"
    (folder / "faq.yaml").write_text(yaml.safe_dump(known), encoding="utf-8")
    with (folder / "content" / "about.md").open("a", encoding="utf-8") as page:
        page.write("\n{{ waypost.tree('one') }}\n")
    return folder


def test_a_site_shows_them_and_runs_none(project: Path) -> None:
    result = published(project)
    assert result.published, [str(each) for each in result.problems]
    same_as_mkdocs(project)
    pages = {path: path.read_text("utf-8") for path in (project / "site").rglob("*.html")}
    for path, html in pages.items():
        for tag, attributes in Seen(html).tags:
            assert not any(name.startswith("on") for name in attributes), (path, tag)
            assert not attributes.get("href", "").lower().startswith("javascript:"), path
            assert "evil.example" not in attributes.get("src", ""), path
        scripts = re.findall(r"<script\b[^>]*>(.*?)</script>", html, re.DOTALL)
        assert not any(text.strip() == "alert(1)" for text in scripts), path
        assert "waypostfact" not in html, path
    about = pages[project / "site" / "about" / "index.html"]
    assert "Call us: [0800 123](javascript:window.__x=1)." in about
    more = pages[project / "site" / "more" / "index.html"]
    assert "<title>Phone [0800 123](javascript:window.__x=1) - " in more
    index = json.loads((project / "site" / "search" / "search_index.json").read_text("utf-8"))
    assert "Phone [0800 123](javascript:window.__x=1)" in [each["title"] for each in index["docs"]]
    assert not any("waypostfact" in json.dumps(each) for each in index["docs"])


def test_pages_for_another_engine_hold_them_escaped(project: Path, tmp_path: Path) -> None:
    made = tmp_path / "made"
    files = ["--kb", str(project / "faq.yaml"), "--config", str(project / "mkdocs.yml")]
    result = CliRunner().invoke(app, ["pages", str(made), *files])
    assert result.exit_code == 0, result.output
    text = (made / "docs" / "about.md").read_text("utf-8")
    html = run_engine(text)
    assert "javascript:" not in text
    assert "Call us: [0800 123](javascript:window.__x=1)." in unescape(html)
    assert not any("evil.example" in each.get("src", "") for _, each in Seen(html).tags)
