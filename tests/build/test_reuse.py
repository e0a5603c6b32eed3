"""Files of the old site are linked if they are what was built, and nobody writes to them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.build import fake
from tests.build.test_incremental import published
from tests.mkdocs_plugin.both_ways import small
from waypost.build import make_artifacts, manifest, staged_folder
from waypost.build.build_result import BuildOptions
from waypost.checks import check
from waypost.core import worker
from waypost.mkdocs_plugin.mkdocs_run import MkDocsRun

PLAIN = BuildOptions()
PAGE = "questions/q7/index.html"
MANY_LINES = Path(__file__).parent / "cases" / "llms-many-lines"
WRITES = os.O_WRONLY | os.O_RDWR | os.O_TRUNC | os.O_APPEND
CHANGES = frozenset({"os.truncate", "os.utime", "os.chmod", "os.chown", "os.setxattr"})


def writes(flags: int) -> bool:
    """Whether a file that is there may be changed when it is opened so."""
    return bool(flags & WRITES) and not flags & os.O_EXCL


class Guard:
    """Makes whatever changes a file with more than one name fail, while it is ``on``."""

    def __init__(self) -> None:
        self.on = False

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.on and (event in CHANGES or (event == "open" and writes(arguments[2]))):
            path = arguments[0]
            named = isinstance(path, str | bytes) and os.path.isfile(path)
            assert not named or os.lstat(path).st_nlink == 1, (
                f"{event} of {path!r}, which has another name"
            )


GUARD = Guard()
sys.addaudithook(GUARD)


@contextmanager
def guarded() -> Iterator[None]:
    """Let nobody write to a file that has more than one name."""
    GUARD.on = True
    try:
        yield
    finally:
        GUARD.on = False


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with a published site."""
    folder = small(tmp_path)
    assert published(folder, PLAIN).published
    return folder


def edit(folder: Path, old: str, new: str) -> None:
    """Change the first place where ``old`` stands in the knowledge base."""
    kb = folder / "faq.yaml"
    text = kb.read_text(encoding="utf-8")
    assert old in text
    kb.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_guard_notices_whoever_writes_to_a_linked_file(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_text("x", encoding="utf-8")
    other.hardlink_to(one)
    for write in (
        lambda: one.write_text("y", encoding="utf-8"),
        lambda: os.truncate(one, 0),
        lambda: os.utime(one),
        lambda: one.open("a").close(),
    ):
        with guarded(), pytest.raises(AssertionError, match="which has another name"):
            write()
    assert other.read_text(encoding="utf-8") == "x"


@pytest.mark.parametrize(
    "options",
    [
        PLAIN,
        BuildOptions(precompress=True),
        BuildOptions(offline=True),
        BuildOptions(policy_in_pages=True),
    ],
    ids=str,
)
def test_nothing_is_written_to_a_linked_file(folder: Path, options: BuildOptions) -> None:
    """Whatever was edited, and however the site is made fit for its host."""
    site = folder / "site"
    edits = [
        ("answer: Here.", "answer: There."),
        ("title: The rule", "title: The first rule"),
        ("fee: {value: no fee}", "fee: {value: one euro}"),
    ]
    with guarded():
        for old, new in edits:
            edit(folder, old, new)
            assert published(folder, options).published
        (folder / "content" / "more.md").write_text("# More\n", encoding="utf-8")
        assert published(folder, options).published
        (folder / "overrides" / "main.html").write_text(
            '{% extends "waypost.html" %}{% block announce %}Hello{% endblock %}', encoding="utf-8"
        )
        assert published(folder, options).published
    assert (site / "more" / "index.html").exists()


def test_what_stays_the_same_is_the_same_file(folder: Path) -> None:
    """So tools that upload what differs have little to do."""
    site = folder / "site"
    before = {path: path.stat().st_ino for path in site.rglob("*") if path.is_file()}
    edit(folder, "answer: Here.", "answer: There.")
    assert published(folder, PLAIN).published
    there = (path for path in before if path.exists())
    again = [path for path in there if path.stat().st_ino == before[path]]
    assert site / PAGE in again
    assert site / "404.html" in again
    assert site / "questions" / "q3" / "index.html" not in again
    assert len(again) > 0.8 * len(before)


def test_a_build_that_fails_leaves_the_old_site_though_files_stand_in_its_way(
    folder: Path,
) -> None:
    """Static files at the addresses of entries, and a link that leads nowhere."""
    before = fake.tree(folder / "site")
    for number in (1, 2, 3):
        place = folder / "content" / "questions" / f"q{number}" / "index.html"
        place.parent.mkdir(parents=True)
        place.write_text("<!doctype html><html><h1>MINE</h1></html>", encoding="utf-8")
    about = folder / "content" / "about.md"
    about.write_text("# About\n\n[x](questions/q1.md#nowhere)\n", encoding="utf-8")
    with guarded():
        result = published(folder, PLAIN)
    assert result.published is None
    assert fake.tree(folder / "site") == before


def test_a_file_at_an_entrys_address_is_told_before_anything_is_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def draw(*given: object) -> None:
        pytest.fail("MkDocs was run")

    monkeypatch.setattr(MkDocsRun, "draw_frame", draw)
    monkeypatch.setattr(MkDocsRun, "draw_pages", draw)
    for name in ("questions/q2/index.html", "policies/rule.md"):
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("mine", encoding="utf-8")
        result = published(folder, PLAIN)
        assert result.published is None
        [taken] = [each for each in result.problems if each.code == "address-taken"]
        assert (taken.about["file"], taken.at.file) == (name, "faq.yaml")
        path.unlink()


def test_what_is_wrong_with_pages_that_stay_is_told_again(folder: Path) -> None:
    """A template has a style in an attribute on every page but that for lost readers."""
    styled = '{% block announce %}{% if page %}<p style="color: red">x</p>{% endif %}{% endblock %}'
    main = '{% extends "waypost.html" %}' + styled
    (folder / "overrides" / "main.html").write_text(main, encoding="utf-8")
    first = published(folder, PLAIN)
    edit(folder, "answer: Here.", "answer: There.")
    second = published(folder, PLAIN)
    for result in (first, second):
        assert result.published
        assert "policy-blocks" in {problem.code for problem in result.problems}
    assert second.problems == first.problems
    assert published(folder, BuildOptions(strict=True)).published is None


@pytest.mark.parametrize("name", [PAGE, "404.html", "llms.txt", "about/index.html", "_headers"])
@pytest.mark.parametrize("how", ["changed", "removed"])
def test_a_file_that_was_changed_by_hand_is_made_anew(folder: Path, name: str, how: str) -> None:
    site = folder / "site"
    before = fake.tree(site)
    if how == "changed":
        (site / name).write_text("by hand", encoding="utf-8")
    else:
        (site / name).unlink()
    result = published(folder, PLAIN)
    assert result.published
    assert result.published.edited == ((name,) if how == "changed" else ())
    assert fake.tree(site) == before


def test_workers_make_what_one_process_makes(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A large site is made by as many workers as there are cores, in small pieces each."""
    site = folder / "site"
    alone = fake.tree(site)
    monkeypatch.setattr(worker, "cores", lambda: 2)
    monkeypatch.setattr(make_artifacts, "MANY", 1)
    monkeypatch.setattr(make_artifacts, "PIECE", 7)
    monkeypatch.setattr(check, "MANY", 1)
    monkeypatch.setattr(staged_folder, "LARGE", 1)
    edit(folder, "answer: Here.", "answer: There.")
    assert published(folder, PLAIN).published
    edit(folder, "answer: There.", "answer: Here.")
    assert published(folder, PLAIN).published
    assert fake.tree(site) == alone
    site.rename(tmp_path / "old")
    assert published(folder, PLAIN).published
    assert fake.tree(site) == alone


def test_a_damaged_manifest_is_no_obstacle(folder: Path) -> None:
    """Keys and a frame that nobody could have written are as none."""
    site = folder / "site"
    before = fake.tree(site)
    path = site / manifest.NAME
    text = path.read_text(encoding="utf-8")
    for old, new in ((manifest.KEY, "# kye "), (manifest.FRAME, f"{manifest.FRAME}x")):
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        assert published(folder, PLAIN).published
        assert fake.tree(site) == before


def test_an_index_of_answers_with_many_lines_is_that_of_a_clean_build(tmp_path: Path) -> None:
    """Each page has one line in it, whatever its text."""
    folder = small(tmp_path)
    kb = folder / "faq.yaml"
    (folder / "content" / "about.md").write_text("# About\n", encoding="utf-8")
    for name in ("before", "after"):
        kb.write_bytes((MANY_LINES / f"{name}.yaml").read_bytes())
        assert published(folder, PLAIN).published
    after = fake.tree(folder / "site")
    lines = (folder / "site" / "llms.txt").read_text(encoding="utf-8").splitlines()
    assert all(line.startswith(("#", ">", "- [")) for line in lines if line)
    (folder / "site").rename(tmp_path / "old")
    assert published(folder, PLAIN).published
    assert fake.tree(folder / "site") == after
