"""Pages drawn from a shell are the bytes that the theme itself would write."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from tests.data import ROOT
from waypost.mkdocs_plugin import apart, layout_capture

KNOWLEDGE = """\
title: "A & B <help>"
categories:
  - {id: one, title: "One & <only>"}
  - {id: two, title: Two}
policies:
  - {id: rule, title: "A \\"rule\\"", category: one, summary: Say yes., body: "### Part\\n\\nText."}
faqs:
"""
TITLES = (
    "Plain?",
    "A & B <i>bold</i> &amp; {{ braces }}?",
    "Quotes \\\" and ' and \\\\?",
    "No\\u00a0break   and  spaces?",
    "Why $1 or \\\\1 or %s?",
    "你好吗?",
)
SETTINGS = """\
site_name: "A & B <help>"
site_url: https://help.example/base/
repo_url: https://git.example/team/help
edit_uri: edit/main/docs/
docs_dir: docs
theme:
  name: material
  custom_dir: overrides
  features: [content.action.edit, content.action.view, navigation.footer]
plugins: [search, waypost]
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A site whose titles and answers hold what templates and patterns take for signs."""
    faqs = [
        f'  - {{id: q-{n}, question: "{title}", answer: "Yes & no: {title}", category: '
        f"{'one' if n % 2 else 'two'}}}\n"
        for n, title in enumerate(TITLES * 2)
    ]
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "own.md").write_text("# Own\n\nText.\n")
    (tmp_path / "overrides").mkdir()
    (tmp_path / "faq.yaml").write_text(KNOWLEDGE + "".join(faqs), encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(SETTINGS)
    return tmp_path


@contextmanager
def no_shells(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the theme draw every page."""
    with monkeypatch.context() as patch:
        patch.setattr(layout_capture, "_pieces", lambda context, page: None)
        yield


def built(settings: Path, target: Path) -> dict[str, bytes]:
    """The pages of a site built into ``target``."""
    before = os.getcwd()
    os.chdir(settings.parent)
    try:
        config = load_config(str(settings), site_dir=str(target))
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
    finally:
        os.chdir(before)
    return {str(page.relative_to(target)): page.read_bytes() for page in target.rglob("*.html")}


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """The pages that aren't the same in both."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def both_ways(
    settings: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The site with shells and without."""
    with_shells = built(settings, folder / "with")
    with no_shells(monkeypatch):
        return with_shells, built(settings, folder / "without")


def test_every_page_of_the_sample_is_what_the_theme_draws(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert differing(*both_ways(ROOT / "mkdocs.yml", tmp_path, monkeypatch)) == []


def test_signs_in_titles_come_out_as_the_theme_writes_them(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert differing(*both_ways(project / "mkdocs.yml", tmp_path, monkeypatch)) == []


def test_shells_are_used_for_entries(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without this the other tests would compare the theme with itself."""
    drawn: list[str] = []
    theme = layout_capture.drawn

    def counted(context: layout_capture.Context) -> str:
        drawn.append(context["page"].url)
        return theme(context)

    monkeypatch.setattr(layout_capture, "drawn", counted)
    built(project / "mkdocs.yml", tmp_path / "site")
    assert len([url for url in drawn if url.startswith("questions/")]) == layout_capture.COMPARED


@pytest.mark.parametrize(
    "block",
    [
        "{{ page.file.src_uri }}",
        "{{ page.title | upper }}",
        "{{ page.title | length }}",
        "{% if page.url == 'questions/q-7/' %}Only here{% endif %}",
        "{% if 'bold' in page.content %}Bold{% endif %}",
        "{{ (page.meta.description or '')[:5] }}",
        "{% for each in pages if each.url == page.url %}{{ each.page.title }}{% endfor %}",
        "{{ page.canonical_url | replace('https', 'http') }}",
    ],
)
def test_a_template_that_looks_closer_gets_each_page_from_the_theme(
    block: str, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    main = '{% extends "waypost.html" %}{% block hero %}{% if page %}'
    main += block + "{% endif %}{% endblock %}"
    (project / "overrides" / "main.html").write_text(main)
    assert differing(*both_ways(project / "mkdocs.yml", tmp_path, monkeypatch)) == []


def test_white_space_stays_where_readers_see_it(project: Path, tmp_path: Path) -> None:
    (project / "overrides" / "main.html").write_text(
        '{% extends "waypost.html" %}{% block hero %}<pre>\n\n  a\n</pre>{% endblock %}'
    )
    pages = built(project / "mkdocs.yml", tmp_path / "site")
    assert b"<pre>\n\n  a\n</pre>" in pages["questions/q-1/index.html"]


def whole(target: Path) -> dict[str, bytes]:
    """Every file of a site that doesn't hold the time at which it was compressed."""
    return {
        str(path.relative_to(target)): path.read_bytes()
        for path in target.rglob("*")
        if path.is_file() and path.suffix != ".gz"
    }


LISTING = (
    "{% extends 'waypost.html' %}{% block hero %}{% for each in pages %}"
    "{{ each.url }} {{ each.src_uri }} {{ each.page.title }} {{ each.page.canonical_url }} "
    "{{ each.page.meta.description }} {{ each.page.edit_url }} {{ each.dest_uri }}"
    "{% endfor %}{% endblock %}"
)
"""A template that lists all pages, with what MkDocs knows of them."""


@pytest.mark.parametrize("main", ["", LISTING])
def test_pages_that_mkdocs_is_not_told_of_are_those_that_it_would_write(
    main: str, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every file, site map and lists of pages among them."""
    if main:
        (project / "overrides" / "main.html").write_text(main)
    (project / "docs" / "own.md").write_text("# Own\n\nSee [one](questions/q-3.md#_top).\n")
    built(project / "mkdocs.yml", tmp_path / "apart")
    with monkeypatch.context() as patch:
        patch.setattr(apart, "allowed", lambda config: False)
        built(project / "mkdocs.yml", tmp_path / "told")
    assert differing(whole(tmp_path / "apart"), whole(tmp_path / "told")) == []


HOOK = """
def on_page_content(html, **about):
    return html + "<p>Seen by a hook.</p>"
"""


def test_a_hook_sees_every_page(project: Path, tmp_path: Path) -> None:
    (project / "hook.py").write_text(HOOK)
    (project / "mkdocs.yml").write_text(f"{SETTINGS}hooks: [hook.py]\n")
    pages = built(project / "mkdocs.yml", tmp_path / "site")
    assert all(b"Seen by a hook" in html for name, html in pages.items() if "questions/" in name)
