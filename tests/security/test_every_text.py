"""Every text that a knowledge base, a language's file or an owner's catalog can hold is only text.

Each is made hostile, found from the model's own declarations; then every file of the site is read
with a browser's own parser of HTML.
"""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from playwright.sync_api import Browser, Page

from tests.security.hostile_site import DAY, HostileSite
from tests.security.test_hostile_pages import policy_of, read_it_all
from waypost.build.build_result import BuildOptions
from waypost.build.publish import build
from waypost.model import field_types
from waypost.model.declare import fields_of
from waypost.model.records import Knowledge
from waypost.model.walk import records_in

pytestmark = pytest.mark.browser

ATTACKS = {
    "a-tag": "<img src=//hostile.example/x onerror=hostile()> <hostile-tag> <svg/onload=hostile()>",
    "an-end": "--></title></textarea></noscript></style></template></script>"
    "<script>hostile()</script><!--",
    "a-quote": "\"hostile=1 onfocus=hostile() autofocus x=\" 'hostile=1 onfocus=hostile() x='",
    "a-template": "{{ 191*7 }} ${191*7} {{= 191*7 }} #{191*7} {% set x=1 %}<%= 191*7 %>",
    "a-link": "[a](javascript:hostile()) <javascript:hostile()> ![b](data:text/html,hostile) "
    "[c](//hostile.example/) [d](java&#115;cript:hostile()) ![e](//hostile.example/a.png)",
}

PROBE = """
(html) => {
  const base = "https://help.example/a/b/", found = [];
  const places = /^(href|src|srcset|action|formaction|poster|data|background|cite|ping|.*:href)$/;
  const look = (root) => {
    for (const each of root.querySelectorAll("*")) {
      if (each.localName.includes("hostile")) found.push(each.outerHTML);
      if (["script", "style"].includes(each.localName) && !/json/.test(each.type)
          && each.textContent.includes("hostile")) found.push(each.outerHTML);
      for (const { name, value } of each.attributes) {
        if (/hostile|^on|^style$|^srcdoc$/.test(name)) found.push(`${name}=${value}`);
        if (!places.test(name)) continue;
        const { protocol, hostname } = new URL(value, base);
        const own = protocol === "data:" && value.startsWith("data:image/svg+xml");
        if (!own && !["https:", "mailto:", "tel:"].includes(protocol) || /hostile/.test(hostname))
          found.push(`${name}=${value}`);
      }
      if (each.localName === "template") look(each.content);
    }
  };
  look(new DOMParser().parseFromString(html, "text/html"));
  return found;
}
"""
"""The hostile parts of a page: what its texts have become besides words."""


@dataclass(frozen=True)
class Built:
    """A hostile site that was built."""

    source: HostileSite
    folder: Path

    def files(self, *patterns: str) -> Iterator[tuple[Path, str]]:
        """The files with such names, each with its text; there are some."""
        found = [file for each in patterns for file in sorted(self.folder.rglob(each))]
        assert found, patterns
        return ((file, file.read_text(encoding="utf-8")) for file in found)


@pytest.fixture(scope="module", params=ATTACKS)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp(request.param)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        source = HostileSite(folder, ATTACKS[request.param])
        assert not source.errors()
        assert build(Path("mkdocs.yml"), None, None, DAY, BuildOptions()).published
    return Built(source, folder / "site")


@pytest.fixture(scope="module")
def parsed(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    yield page
    page.close()


def test_every_field_is_attacked(built: Built) -> None:
    """Each that holds single texts; a date, an id or a choice refuses its."""
    attacked = {each.spec for each in built.source.texts}
    for cls in records_in(Knowledge):
        for spec in fields_of(cls).values():
            held = spec.type
            while isinstance(held, field_types.Many | field_types.OneOrMany):
                held = held.item
            if not held.held and not isinstance(held, field_types.Raw | field_types.Values):
                assert spec in attacked, f"{cls.__name__}.{spec.name}"


def test_every_text_for_readers_is_let_through(built: Built) -> None:
    """Nothing here proves anything of a text that was refused."""
    words = (field_types.Inline, field_types.Prose, field_types.Variants)
    for each in built.source.texts:
        assert not (each.refused and (isinstance(each.type, words) or each.spec.content)), each


def test_no_page_has_anything_of_it_but_words(built: Built, parsed: Page) -> None:
    for file, html in built.files("*.html"):
        assert parsed.evaluate(PROBE, html) == [], file


def test_no_markdown_has_anything_of_it_but_words(built: Built, parsed: Page) -> None:
    """Also where the engine that shows it lets HTML through."""
    engine = MarkdownIt("commonmark", {"html": True})
    # An engine that lets any address through shows what is there.
    engine.validateLink = lambda _: True  # type: ignore[method-assign]
    for file, text in built.files("*.md", "llms.txt"):
        assert parsed.evaluate(PROBE, engine.render(text)) == [], file


def test_data_is_whole(built: Built, parsed: Page) -> None:
    """JSON and XML can be read, and what in them is HTML has nothing of it but words."""
    for _, text in built.files("*.json"):
        json.loads(text)
    for _, text in built.files("search/search_index.json"):
        for entry in json.loads(text)["docs"]:
            assert parsed.evaluate(PROBE, entry["text"]) == []
    for file, text in built.files("*.xml"):
        for each in ET.fromstring(text).iter():
            assert "hostile" not in each.tag, file
            assert not any("hostile" in value for value in each.attrib.values()), file
            if each.get("type") == "html":
                assert parsed.evaluate(PROBE, each.text or "") == [], file


def test_data_in_pages_is_whole(built: Built, parsed: Page) -> None:
    """What scripts and search engines read from a page is JSON, and stays in its element."""
    scripts = """(html) => [...new DOMParser().parseFromString(html, "text/html").scripts]
        .filter((each) => /json/.test(each.type)).map((each) => each.text)"""
    found = [each for _, html in built.files("*.html") for each in parsed.evaluate(scripts, html)]
    assert [json.loads(each) for each in found]


def test_hosts_are_told_nothing_of_it(built: Built) -> None:
    for file, text in built.files("_headers", "_redirects", "_serve/*"):
        assert "hostile" not in text, file
        assert "mark" not in text, file


def test_nothing_of_it_is_evaluated(built: Built) -> None:
    for file, text in built.files("*.html", "*.md", "*.json", "*.xml", "*.txt"):
        assert str(191 * 7) not in text, file


def test_nothing_of_it_runs_in_any_language(built: Built, chromium: Browser) -> None:
    """With the scripts of the site, which put words into pages, too."""
    read_it_all(
        built.folder, {"Content-Security-Policy": policy_of(built.folder)}, chromium, "mark1z"
    )


@pytest.mark.parametrize(
    "html",
    [
        "<hostile-tag>",
        "<p hostile=1>",
        "<img src=x onerror=1>",
        "<script>hostile()</script>",
        "<script type=module>hostile()</script>",
        "<noscript><style>hostile</style></noscript>",
        "<template><p onclick=1></template>",
        "<a href='javascript:1'>x</a>",
        "<a href='java&#9;script:1'>x</a>",
        "<img src='//hostile.example/'>",
        "<svg><a xlink:href='javascript:1'></a></svg>",
    ],
)
def test_the_probe_finds_what_it_looks_for(html: str, parsed: Page) -> None:
    found: Any = parsed.evaluate(PROBE, html)
    assert found
