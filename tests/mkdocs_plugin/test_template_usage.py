"""Templates of a site's own: those that look into pages are found, the others work as they are.

A case is a template, and the lines on which it looks into a page, none for most uses.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.mkdocs_plugin.both_ways import published, same_as_mkdocs, small
from waypost.mkdocs_plugin.template_usage import looks_into_pages

CASES = Path(__file__).parent / "templates"
TEMPLATES = sorted(CASES.glob("*.html"))
INCLUDE = '{{% include "partials/own/{}" %}}\n'
MAIN = '{{% extends "waypost.html" %}}\n{{% block footer %}}{}{{{{ super() }}}}{{% endblock %}}\n'
CHANGED = (
    "MkDocs draws every page by itself: "
    "a template of the theme changes or drops the text of a page."
)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_the_lines_that_look_into_a_page_are_named(
    template: Path, agree: Callable[[Path, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(CASES)
    found = looks_into_pages([], [Path(template.name)])
    agree(template.with_suffix(".txt"), "".join(f"{line}\n" for line in found))


def harmless() -> list[Path]:
    """The cases in which nothing is found."""
    return [each for each in TEMPLATES if not each.with_suffix(".txt").read_text(encoding="utf-8")]


def test_what_is_found_harmless_gives_what_mkdocs_gives(tmp_path: Path) -> None:
    """All of these together, on every page of a site."""
    folder = small(tmp_path)
    own = folder / "overrides" / "partials" / "own"
    own.mkdir(parents=True)
    for template in harmless():
        (own / template.name).write_bytes(template.read_bytes())
    includes = "".join(INCLUDE.format(template.name) for template in harmless())
    (folder / "overrides" / "main.html").write_text(MAIN.format(includes), encoding="utf-8")
    result = published(folder)
    assert result.notes == ()
    same_as_mkdocs(folder)


def test_a_template_that_looks_into_pages_gives_what_mkdocs_gives(tmp_path: Path) -> None:
    """It asks whether a page's description holds a word; a note names it, with the line."""
    folder = small(tmp_path)
    asking = "{% if page and 'quote' in page.meta.description|lower %}QUOTE{% endif %}"
    (folder / "overrides" / "main.html").write_text(MAIN.format(asking), encoding="utf-8")
    result = published(folder)
    where = folder / "overrides" / "main.html"
    assert result.notes == (
        f"MkDocs draws every page by itself: {where}:2 looks into `page.meta.description`.",
    )
    same_as_mkdocs(folder)
    with_the_word = {
        page.parent.name
        for page in (folder / "site").rglob("index.html")
        if "QUOTE" in page.read_text(encoding="utf-8")
    }
    assert with_the_word == {"q1", "q11"}


def test_a_template_that_changes_the_text_of_few_pages_gives_what_mkdocs_gives(
    tmp_path: Path,
) -> None:
    """No first page of its kind is in such a layout; what MkDocs warns of is told once."""
    folder = small(tmp_path)
    kb = folder / "faq.yaml"
    only = '  - {id: only, question: Is it so?, answer: "![](only.svg)"}\n'
    text = kb.read_text(encoding="utf-8").replace("trees:\n", f"{only}trees:\n", 1)
    kb.write_text(text, encoding="utf-8")
    (folder / "content" / "only.svg").write_text("<svg/>", encoding="utf-8")
    about = folder / "content" / "about.md"
    about.write_text("# About\n\n[All](/a-z/)\n", encoding="utf-8")
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("validation: {links: {absolute_links: warn}}\n")
    other = "{% if page and not page.meta.description %}{{ nav.pages[1].meta.title }}{% endif %}"
    (folder / "overrides" / "main.html").write_text(MAIN.format(other), encoding="utf-8")
    result = published(folder)
    assert result.notes == (CHANGED,)
    warned = [each.about["why"] for each in result.problems if each.code == "settings-warning"]
    assert len(warned) == len(set(warned)) == 1
    same_as_mkdocs(folder)


def test_a_template_that_changes_a_text_by_other_means_gives_what_mkdocs_gives(
    tmp_path: Path,
) -> None:
    """Only what comes out tells: another page's text on each page, or a content that is cut."""
    folder = small(tmp_path)
    other = "{{ nav.pages[1].meta.description }}"
    (folder / "overrides" / "main.html").write_text(MAIN.format(other), encoding="utf-8")
    result = published(folder)
    assert result.notes == (CHANGED,)
    same_as_mkdocs(folder)
