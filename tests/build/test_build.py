"""``waypost build``: exit 0 with a new site, or another code with the old one, byte for byte."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.build import fake, project


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a published site, and the current folder in it."""
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    folder = project.make(tmp_path / "project")
    monkeypatch.chdir(folder)
    result = project.build()
    assert result.exit_code == 0, result.output
    return folder


def unchanged(here: Path, change: Callable[[], object], *options: str, code: int) -> str:
    """What a build says that ends with ``code``; it leaves the site and the folder as they were."""
    change()
    before = fake.tree(here)
    result = project.build(*options)
    assert result.exit_code == code, result.output
    assert fake.tree(here) == before
    return result.output


def test_a_build_publishes_every_page_and_the_settings_for_hosts(here: Path) -> None:
    site = fake.tree(here / "site")
    for name in (
        "index.html",
        "404.html",
        "a-z/index.html",
        "about/index.html",
        "questions/leave/index.html",
        "questions/sick/index.html",
        "topics/leave/index.html",
        "_headers",
        "_serve/nginx.conf",
        ".waypost-site",
    ):
        assert name in site
    assert sorted(path.name for path in here.iterdir()) == [
        "content",
        "faq.yaml",
        "mkdocs.yml",
        "site",
    ]


def test_building_again_leaves_the_same_bytes(here: Path) -> None:
    before = fake.tree(here)
    result = project.build()
    assert result.exit_code == 0
    assert "unchanged" in result.output
    assert fake.tree(here) == before


def test_an_error_in_the_knowledge_base_keeps_the_old_site(here: Path) -> None:
    kb = here / "faq.yaml"
    text = kb.read_text(encoding="utf-8").replace("answer: Use the portal.", "anwser: x")
    said = unchanged(here, lambda: kb.write_text(text, encoding="utf-8"), code=1)
    assert "faq.yaml:4:" in said
    assert "Nothing was published" in said


def test_a_link_to_an_anchor_that_is_not_there_keeps_the_old_site(here: Path) -> None:
    page = here / "content" / "about.md"
    text = "# About\n\nSee [that](questions/leave/#nowhere).\n"
    said = unchanged(here, lambda: page.write_text(text, encoding="utf-8"), code=1)
    assert "content/about.md:3:" in said


def test_a_warning_of_mkdocs_counts_under_strict(here: Path) -> None:
    page = here / "content" / "about.md"
    text = "# About\n\n![a picture](gone.png)\n"
    said = unchanged(here, lambda: page.write_text(text, encoding="utf-8"), "--strict", code=1)
    assert "gone.png" in said


def test_what_the_policy_would_block_counts_under_strict(here: Path) -> None:
    page = here / "content" / "about.md"
    text = '# About\n\n<p style="color: red">us</p>\n'
    said = unchanged(here, lambda: page.write_text(text, encoding="utf-8"), "--strict", code=1)
    assert "content/about.md:3:" in said
    assert "has a style in an attribute" in said
    assert project.build().exit_code == 0


def test_settings_that_are_wrong_end_in_2(here: Path) -> None:
    settings = here / "mkdocs.yml"
    said = unchanged(here, lambda: settings.write_text("theme: [", encoding="utf-8"), code=2)
    assert "mkdocs.yml" in said


def test_settings_without_the_plugin_end_in_2(here: Path) -> None:
    text = project.SETTINGS.replace(", waypost", "")
    settings = here / "mkdocs.yml"
    said = unchanged(here, lambda: settings.write_text(text, encoding="utf-8"), code=2)
    assert "the plugin waypost isn't in it" in said


def test_missing_files_end_in_2_and_are_named(here: Path) -> None:
    assert "nowhere.yml" in unchanged(here, str, "--config", "nowhere.yml", code=2)
    assert "nowhere.yaml" in unchanged(here, str, "--kb", "nowhere.yaml", code=2)


def test_a_link_in_the_content_is_refused_by_name(here: Path) -> None:
    link = here / "content" / "passwords.txt"
    said = unchanged(here, lambda: link.symlink_to("/etc/passwd"), code=1)
    assert "content/passwords.txt" in said
    assert "a symbolic link to /etc/passwd" in said


def test_a_knowledge_base_that_is_a_link_or_a_pipe_is_refused_by_name(here: Path) -> None:
    kb = here / "faq.yaml"
    kb.rename(here / "real.yaml")
    assert "a symbolic link" in unchanged(here, lambda: kb.symlink_to("real.yaml"), code=1)
    kb.unlink()
    os.mkfifo(kb)
    result = project.build()
    assert result.exit_code == 1
    assert "faq.yaml:1:1: error: This is a pipe" in result.output


def test_a_file_of_three_gigabytes_is_refused_before_it_is_read(here: Path) -> None:
    film = here / "content" / "film.mp4"
    with film.open("wb") as file:
        file.truncate(3 * 1024**3)
    result = project.build()
    assert result.exit_code == 1
    assert "content/film.mp4" in result.output
    assert "at most 100 MB" in result.output


def test_a_folder_that_is_not_ours_ends_in_2(here: Path) -> None:
    said = unchanged(here, (here / "site" / "CNAME").touch, code=2)
    assert "CNAME" in said
    assert "content" in unchanged(here, str, "--site-dir", ".", code=2)
    assert "content" in unchanged(here, str, "--site-dir", "content/out", code=2)


def test_a_knowledge_base_elsewhere_may_be_published_elsewhere(here: Path) -> None:
    (here / "other").mkdir()
    (here / "other" / "kb.yaml").write_text(
        "faqs:\n  - {id: one, question: One?, answer: Yes.}\n", encoding="utf-8"
    )
    result = project.build("--kb", "other/kb.yaml", "--site-dir", "out/help")
    assert result.exit_code == 0, result.output
    assert (here / "out" / "help" / "questions" / "one" / "index.html").exists()


def test_a_file_of_the_owners_own_is_published_as_it_is(here: Path) -> None:
    files = {"google123.html": "google-site-verification", "notes.json": "{ /* mine */ }"}
    for name, text in files.items():
        (here / "content" / name).write_text(text, encoding="utf-8")
    result = project.build()
    assert result.exit_code == 0, result.output
    for name, text in files.items():
        assert (here / "site" / name).read_text(encoding="utf-8") == text


def test_a_file_with_a_name_that_no_list_can_hold_is_refused_by_name(here: Path) -> None:
    """The list of the site's files has one a line."""
    for name in ("a\nb.txt", "c\\d.txt"):
        path = here / "content" / name
        said = unchanged(here, lambda path=path: path.write_text("x", encoding="utf-8"), code=1)
        assert "The name of this file isn't UTF-8, or has a backslash" in said
        path.unlink()


def test_the_day_is_said_where_it_matters(here: Path) -> None:
    assert "as of" not in project.build("--on", "2026-11-22").output
    (here / "faq.yaml").write_text(
        "faqs:\n  - {id: one, question: One?, answer: Yes., publish_on: 2026-01-01}\n",
        encoding="utf-8",
    )
    assert "Published as of 2026-11-22." in project.build("--on", "2026-11-22").output


def test_pages_carry_the_policy_where_the_owner_asks(here: Path) -> None:
    assert project.build("--policy-in-pages").exit_code == 0
    for path in (here / "site").rglob("*.html"):
        assert "Content-Security-Policy" in path.read_text(encoding="utf-8"), path


def test_compressed_twins_are_written_where_the_owner_asks(here: Path) -> None:
    assert project.build("--precompress").exit_code == 0
    assert (here / "site" / "index.html.br").exists()
    assert (here / "site" / "index.html.gz").exists()


def test_settings_that_name_no_theme_give_the_same_site(here: Path) -> None:
    """`plugins: [search, waypost]` is all that a site needs."""
    with_theme = fake.contents(here / "site")
    settings = here / "mkdocs.yml"
    settings.write_text(project.SETTINGS.replace("theme: material\n", ""), encoding="utf-8")
    assert project.build().exit_code == 0
    assert fake.contents(here / "site") == with_theme


def test_the_search_of_the_page_for_lost_readers_stays_on_the_site(here: Path) -> None:
    """Its addresses start at the root with one slash; two would lead to another host."""
    lost = (here / "site" / "404.html").read_text(encoding="utf-8")
    assert 'data-root="/"' in lost
    assert '="//' not in lost


def test_a_build_leaves_nothing_behind_for_the_next_in_its_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = project.make(tmp_path / "first", project.KNOWLEDGE + CHANGES)
    settings = first / "mkdocs.yml"
    settings.write_text(settings.read_text() + "site_url: https://help.example/\n")
    monkeypatch.chdir(first)
    assert project.build().exit_code == 0
    assert (first / "site" / "feed.xml").exists()
    second = project.make(tmp_path / "second")
    monkeypatch.chdir(second)
    assert project.build().exit_code == 0
    assert "feed.xml" not in (second / "site" / "index.html").read_text()


CHANGES = "changes: [{date: 2026-11-22, text: New.}]\n"
