"""A pattern names files and links, and never follows a link."""

from __future__ import annotations

from pathlib import Path

import pytest

from waypost.parser.glob import matching


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.yaml", "b/c.yaml", "b/d/e.yaml", "b/notes.txt", ".f/g.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "up").symlink_to("/")
    (tmp_path / "b" / "linked.yaml").symlink_to("c.yaml")
    return tmp_path


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        ("a.yaml", ["a.yaml"]),
        ("*.yaml", ["a.yaml"]),
        ("b/?.yaml", ["b/c.yaml"]),
        ("b/[c-d].yaml", ["b/c.yaml"]),
        ("b/*.yaml", ["b/c.yaml", "b/linked.yaml"]),
        ("**/[a-e].yaml", ["a.yaml", "b/c.yaml", "b/d/e.yaml"]),
        ("b/**/*.yaml", ["b/c.yaml", "b/d/e.yaml", "b/linked.yaml"]),
        ("*/*/e.yaml", ["b/d/e.yaml", "up"]),
        ("b", []),
        ("**", []),
        ("a.yaml/x", []),
        ("***", []),
        ("none/*", []),
    ],
)
def test_a_pattern_names_what_it_says(folder: Path, pattern: str, wanted: list[str]) -> None:
    found = [path.relative_to(folder).as_posix() for path in matching(folder, pattern)]
    assert found == wanted


def test_what_lies_behind_a_link_is_not_looked_at(folder: Path) -> None:
    assert matching(folder, "up/**/*.yaml") == [folder / "up"]


def test_many_stars_cost_no_more_than_one(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*"abcdefghijklmnop")
    deep.mkdir(parents=True)
    (deep / "x.yaml").write_text("x")
    assert matching(tmp_path, "**/*/" * 7 + "**/x.yaml") == [deep / "x.yaml"]


def test_agrees_with_the_standard_library_where_there_is_no_link(folder: Path) -> None:
    (folder / "up").unlink()
    (folder / "b" / "linked.yaml").unlink()
    for pattern in ("*", "*/*", "**/*", "**/*.yaml", "b/**/*", "*/**/e.yaml", ".*/*"):
        wanted = sorted(path for path in folder.glob(pattern) if path.is_file())
        assert matching(folder, pattern) == wanted
