"""A site is marked with its language and set in that language's direction, whatever it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.build import project


@pytest.mark.parametrize(
    ("language", "marked", "direction", "search"),
    [
        ("de", "de", "ltr", "Suche"),
        ("ar", "ar", "rtl", "بحث"),
        ("pt-br", "pt-br", "ltr", "Buscar"),
        ("tlh", "tlh", "ltr", "Search"),
    ],
)
def test_every_page_is_marked_with_the_language_of_the_knowledge_base(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    marked: str,
    direction: str,
    search: str,
) -> None:
    project.make(tmp_path, f"language: '{language}'\n{project.KNOWLEDGE}")
    monkeypatch.chdir(tmp_path)
    assert project.build().exit_code == 0
    pages = list((tmp_path / "site").rglob("*.html"))
    assert len(pages) > 5
    for page in pages:
        html = page.read_text(encoding="utf-8")
        assert f'<html lang="{marked}"' in html, page
        assert f'dir="{direction}"' in html, page
        assert f'placeholder="{search}"' in html, page


def test_a_language_in_the_settings_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project.make(tmp_path)
    settings = project.SETTINGS.replace("material", "{name: material, language: fr}")
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert project.build().exit_code == 0
    assert '<html lang="fr"' in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
