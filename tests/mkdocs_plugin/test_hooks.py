"""Hooks and plugins that look at pages see every page, as under plain MkDocs, and each once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.mkdocs_plugin.both_ways import published, same_as_mkdocs, small

COUNTING = """
from pathlib import Path
def on_page_context(context, page, **more):
    page.meta["length"] = len(page.content)
    with Path(__file__).with_name("drawn.txt").open("a") as file:
        print(page.url, file=file)
"""
REDIRECTS = ("questions/q0/",)
"""Old addresses: their pages aren't the theme's."""

PRINTING = """{% extends "waypost.html" %}
{% block footer %}<p>{% if page %}{{ page.meta.length }}{% endif %}</p>{{ super() }}{% endblock %}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project whose hook sets a value for each page, which a template prints."""
    folder = small(tmp_path)
    (folder / "hook.py").write_text(COUNTING, encoding="utf-8")
    settings = folder / "mkdocs.yml"
    settings.write_text(f"{settings.read_text('utf-8')}hooks: [hook.py]\n", encoding="utf-8")
    (folder / "overrides" / "main.html").write_text(PRINTING, encoding="utf-8")
    return folder


def test_a_value_that_a_hook_sets_for_each_page_is_printed(folder: Path) -> None:
    result = published(folder)
    assert result.notes == (
        "MkDocs draws every page by itself: the hook hook.py sees every page (on_page_context).",
    )
    same_as_mkdocs(folder)
    home = (folder / "site" / "index.html").read_text(encoding="utf-8")
    answer = (folder / "site" / "questions" / "q1" / "index.html").read_text(encoding="utf-8")
    assert length(home) > length(answer) > 0


def length(html: str) -> int:
    """The number that the template prints."""
    found = re.search(r"<p>(\d+)</p>", html)
    assert found
    return int(found[1])


def test_each_page_is_drawn_once(folder: Path) -> None:
    published(folder)
    drawn = (folder / "drawn.txt").read_text(encoding="utf-8").splitlines()
    pages = [path.parent for path in (folder / "site").rglob("index.html")]
    assert len(drawn) == len(set(drawn))
    assert len(drawn) == len(pages) - len(REDIRECTS)


def test_a_hook_that_looks_at_no_page_costs_nothing(folder: Path) -> None:
    """It changes a setting, which all pages then show."""
    settings = folder / "mkdocs.yml"
    for word in ("first", "second"):
        code = f"def on_config(config):\n    config.copyright = 'The {word} notice'\n"
        (folder / f"{word}.py").write_text(code, encoding="utf-8")
        text = re.sub("hooks:.*", f"hooks: [{word}.py]", settings.read_text(encoding="utf-8"))
        settings.write_text(text, encoding="utf-8")
        result = published(folder)
        assert result.notes == ()
        same_as_mkdocs(folder)
        home = (folder / "site" / "index.html").read_text(encoding="utf-8")
        assert f"The {word} notice" in home
