"""A site never replaces, holds or lies in what Waypost didn't make."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.build import fake
from waypost.build.old_site import OldSite
from waypost.build.staged_folder import Built, publish
from waypost.diagnostics.environment_refusal import EnvironmentRefusal


def refused(target: Path, keep: tuple[Path, ...] = ()) -> str:
    """The message with which publishing to ``target`` is refused; nothing in it has changed."""
    before = fake.tree(target) if target.is_dir() and target != Path("/") else None
    with pytest.raises(EnvironmentRefusal) as caught:
        publish(fake.build("new"), target, keep=keep)
    if before is not None:
        assert fake.tree(target) == before
        assert not target.with_name(f".{target.name}.waypost").exists()
    return str(caught.value)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A published site."""
    site = tmp_path / "site"
    publish(fake.build("old"), site)
    return site


def test_a_folder_of_somebody_elses_is_refused_and_its_files_are_named(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "wedding.jpg").write_bytes(b"x")
    message = refused(tmp_path / "photos")
    assert "Waypost didn't make this folder" in message
    assert "wedding.jpg" in message


def test_an_unknown_file_in_the_site_is_refused_and_named(site: Path) -> None:
    (site / "p1" / "CNAME").write_text("help.example", encoding="utf-8")
    assert "p1/CNAME" in refused(site)


def test_an_unknown_link_in_the_site_is_refused_and_named(site: Path) -> None:
    (site / "latest").symlink_to(site / "p1")
    assert "latest" in refused(site)


def test_a_git_repository_is_refused(site: Path) -> None:
    (site / ".git").mkdir()
    (site / ".git" / "HEAD").write_text("ref: x", encoding="utf-8")
    assert ".git/HEAD" in refused(site)


def test_many_unknown_files_are_counted(site: Path) -> None:
    for number in range(9):
        (site / f"note-{number}").touch()
    assert "note-4 and 4 more" in refused(site)


def test_a_file_that_somebody_puts_there_meanwhile_is_never_lost(site: Path) -> None:
    def build(new: Path, old: Callable[[], OldSite]) -> Built:
        (site / "notes.txt").write_text("mine", encoding="utf-8")
        return fake.build("new")(new, old)

    with pytest.raises(EnvironmentRefusal, match=r"notes\.txt"):
        publish(build, site)
    assert (site / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_what_file_managers_leave_behind_is_no_obstacle(site: Path) -> None:
    (site / ".DS_Store").touch()
    publish(fake.build("new"), site)
    assert not (site / ".DS_Store").exists()


def test_a_page_that_was_edited_by_hand_is_replaced_and_named(site: Path) -> None:
    (site / "p1" / "index.html").write_text("by hand", encoding="utf-8")
    assert publish(fake.build("new"), site).edited == ("p1/index.html",)


def test_an_empty_folder_may_become_a_site(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    assert publish(fake.build("new"), tmp_path / "site").changed


def of_mkdocs(folder: Path) -> Path:
    """A folder as ``mkdocs build`` leaves it."""
    folder.mkdir()
    head = '<!doctype html><head><meta name="generator" content="mkdocs-1.6.1">'
    (folder / "index.html").write_text(head, encoding="utf-8")
    return folder


def test_what_mkdocs_built_is_replaced(tmp_path: Path) -> None:
    """It would empty the folder itself."""
    publish(fake.build("new"), of_mkdocs(tmp_path / "site"))
    assert (tmp_path / "site" / "p1" / "index.html").exists()


def test_what_mkdocs_itself_would_keep_is_kept(tmp_path: Path) -> None:
    site = of_mkdocs(tmp_path / "site")
    (site / ".git").mkdir()
    (site / ".git" / "HEAD").write_text("ref: refs/heads/gh-pages", encoding="utf-8")
    assert ".git/HEAD" in refused(site)


def test_a_folder_deep_in_nowhere_is_made(tmp_path: Path) -> None:
    publish(fake.build("new"), tmp_path / "a" / "b" / "site")
    assert os.listdir(tmp_path / "a" / "b") == ["site"]


def test_a_refused_build_leaves_no_folders_behind(tmp_path: Path) -> None:
    def build(new: Path, old: Callable[[], OldSite]) -> Built:
        raise OSError(28, "No space left on device")

    with pytest.raises(EnvironmentRefusal):
        publish(build, tmp_path / "a" / "b" / "site")
    assert os.listdir(tmp_path) == []


def test_the_root_of_the_disk_is_refused() -> None:
    assert "the root of the disk" in refused(Path("/"))


def test_the_home_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "home" / "me").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path / "home" / "me"))
    assert "your home folder" in refused(tmp_path / "home" / "me")
    assert "your home folder" in refused(tmp_path / "home")


def test_the_current_folder_is_refused(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site / "p1")
    assert "the current folder" in refused(site)


def test_the_sources_are_refused(tmp_path: Path) -> None:
    content = tmp_path / "project" / "content"
    content.mkdir(parents=True)
    assert "replace its own source" in refused(tmp_path / "project", (content,))
    assert "lie inside its own source" in refused(content / "site", (content,))


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("x", encoding="utf-8")
    assert "it is a file" in refused(tmp_path / "site")


def test_a_folder_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert "a part of the path is a file" in refused(tmp_path / "file" / "site")


def test_a_write_protected_site_is_refused(site: Path) -> None:
    site.chmod(0o555)
    assert "write-protected" in refused(site)


def test_a_link_stands_for_the_folder_it_leads_to(site: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(site)
    publish(fake.build("new"), tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert "new" in (site / "p1" / "index.html").read_text(encoding="utf-8")


def test_links_that_lead_round_are_refused(tmp_path: Path) -> None:
    (tmp_path / "site").symlink_to(tmp_path / "site")
    assert "lead nowhere" in refused(tmp_path / "site")


def test_a_planted_link_in_the_place_of_the_work_folder_is_refused(site: Path) -> None:
    precious = site.parent / "precious"
    precious.mkdir()
    (precious / "letter").touch()
    (site.parent / ".site.waypost").symlink_to(precious)
    with pytest.raises(EnvironmentRefusal, match="it is a link"):
        publish(fake.build("new"), site)
    assert (precious / "letter").exists()
