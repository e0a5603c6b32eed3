"""`waypost pages` writes what any engine can build, into a folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from tests.data import ROOT
from waypost.cli.main import app
from waypost.exchange.markdown_site import missing
from waypost.exchange.markdown_site.page_markdown import unbroken


def pages(folder: Path, *more: str) -> Result:
    """What the command says for the sample."""
    kb, config = str(ROOT / "faq.yaml"), str(ROOT / "mkdocs.yml")
    return CliRunner().invoke(app, ["pages", str(folder), "--kb", kb, "--config", config, *more])


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages") / "made"
    assert pages(folder).exit_code == 0
    return folder


def test_each_entry_is_a_markdown_file_with_title_and_html(written: Path) -> None:
    known = yaml.safe_load((ROOT / "faq.yaml").read_text(encoding="utf-8"))
    for faq in known["faqs"]:
        text = (written / "docs" / "questions" / faq["id"] / "index.md").read_text("utf-8")
        _, front, body = text.split("---\n", 2)
        assert yaml.safe_load(front)["title"]
        assert f'data-entry="{faq["id"]}"' in body


def test_no_blank_line_ends_a_block_of_html(written: Path) -> None:
    for path in (written / "docs" / "questions").rglob("*.md"):
        body = path.read_text(encoding="utf-8").split("---\n", 2)[2].strip()
        assert "\n\n" not in body, path


def test_settings_ask_for_no_plugin_of_ours(written: Path) -> None:
    settings = yaml.safe_load((written / "mkdocs.yml").read_text(encoding="utf-8"))
    assert settings["plugins"] == ["search"]
    assert settings["nav"][0] == {"Home": "index.md"}
    for name in settings["extra"]["waypost"].values():
        assert (written / "docs" / name).is_file()


def test_a_second_run_leaves_no_page_of_the_first(tmp_path: Path) -> None:
    folder = tmp_path / "made"
    pages(folder)
    stray = folder / "docs" / "questions" / "gone" / "index.md"
    stray.parent.mkdir()
    stray.write_text("old")
    assert pages(folder).exit_code == 0
    assert not stray.exists()


def test_languages_that_are_left_out_are_named(tmp_path: Path) -> None:
    assert "Left out: the pages in es, ar." in pages(tmp_path / "made").stderr


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.md").write_text("mine")
    result = pages(tmp_path)
    assert (result.exit_code, (tmp_path / "thesis.md").read_text()) == (2, "mine")
    assert "isn't ours" in result.output or "aren't ours" in result.output


def test_a_page_that_an_engine_left_out_is_named(written: Path, tmp_path: Path) -> None:
    result = pages(written, "--built", str(tmp_path))
    assert result.exit_code == 1
    assert "order-help/index.html: error: this page is missing" in result.output
    assert len(missing(written, tmp_path)) == len(list((written / "docs").rglob("*.md")))


def test_preformatted_text_keeps_its_blank_lines() -> None:
    html = "<p>a</p>\n\n\n<pre><code>b\n\nc</code></pre>\n\n<p>d</p>"
    assert unbroken(html) == "<p>a</p>\n<pre><code>b&#10;&#10;c</code></pre>\n<p>d</p>"
