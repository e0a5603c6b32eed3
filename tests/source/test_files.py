"""Files that somebody put there: what isn't a file of its own folder is refused by name."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from waypost.diagnostics import message_format
from waypost.parser import Parsed, limits, read


def refusal(parsed: Parsed) -> tuple[str, str]:
    """The single problem, as code and words."""
    (problem,) = parsed.problems
    assert parsed.root is None
    return problem.code, message_format.message(problem)


def test_a_plain_file_is_read(tmp_path: Path) -> None:
    """And its problems call it by the name it was asked for by."""
    (tmp_path / "faq.yaml").write_text("a: b\na: c\n", encoding="utf-8")
    parsed = read(tmp_path / "faq.yaml", "kb/faq.yaml")
    assert [each.at.file for each in parsed.problems] == ["kb/faq.yaml"]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """By the name it was asked for by."""
    found = refusal(read(tmp_path / "none.yaml", "none.yaml"))
    assert found == ("file-missing", "none.yaml doesn't exist.")


def test_no_link_is_followed_below_the_folder(tmp_path: Path) -> None:
    """Neither to a neighbour nor out of the folder, as a file, a folder or a circle."""
    inside = tmp_path / "kb"
    (inside / "parts").mkdir(parents=True)
    (inside / "parts" / "real.yaml").write_text("a: b\n", encoding="utf-8")
    (inside / "near.yaml").symlink_to("parts/real.yaml")
    (inside / "far.yaml").symlink_to("/etc/passwd")
    (inside / "up").symlink_to("parts")
    (inside / "circle.yaml").symlink_to("circle.yaml")
    for name, link, target in [
        ("near.yaml", "near.yaml", "parts/real.yaml"),
        ("far.yaml", "far.yaml", "/etc/passwd"),
        ("up/real.yaml", "up", "parts"),
        ("circle.yaml", "circle.yaml", "circle.yaml"),
    ]:
        code, said = refusal(read(inside / name, name, inside))
        assert code == "symbolic-link"
        assert said.startswith(f"{link} is a symbolic link to {target}")


def test_the_folder_itself_may_be_reached_by_a_link(tmp_path: Path) -> None:
    """Where a project lies is its owner's business."""
    (tmp_path / "kb").mkdir()
    (tmp_path / "kb" / "faq.yaml").write_text("a: b\n", encoding="utf-8")
    (tmp_path / "alias").symlink_to("kb")
    assert read(tmp_path / "alias" / "faq.yaml", "faq.yaml").problems == ()


def test_what_is_not_a_file_is_refused_before_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder, a pipe that nobody writes to, a socket, a device."""
    (tmp_path / "folder.yaml").mkdir()
    os.mkfifo(tmp_path / "pipe.yaml")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.yaml")
    for name, kind in [("folder", "a folder"), ("pipe", "a named pipe"), ("socket", "a socket")]:
        found = refusal(read(tmp_path / f"{name}.yaml", name))
        assert found == ("not-a-file", f"{name} is {kind}, not a file.")
    assert "device" in refusal(read(Path("/dev/zero"), "/dev/zero"))[1]


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    """Three gigabytes of nothing cost nothing."""
    with (tmp_path / "huge.yaml").open("wb") as file:
        file.truncate(3 << 30)
    code, message = refusal(read(tmp_path / "huge.yaml", "huge.yaml"))
    assert code == "file-too-large"
    assert f"{limits.LARGEST_FILE >> 20} MB" in message


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_named(tmp_path: Path) -> None:
    """With the reason that the system gives."""
    path = tmp_path / "mine.yaml"
    path.write_text("a: b\n", encoding="utf-8")
    path.chmod(0)
    assert refusal(read(path, "mine.yaml"))[0] == "file-unreadable"


def test_a_name_that_cannot_be_a_file_is_named() -> None:
    """A NUL in it, or 5,000 characters."""
    for name in ("a\0b.yaml", "a" * 5000):
        assert refusal(read(Path(name), name))[0] == "file-unreadable"
