"""A full disk and a read-only disk: the old site stays, byte for byte, and the message helps."""

from __future__ import annotations

import builtins
import errno
import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.build import fake
from tests.data import ROOT
from waypost.build.staged_folder import publish
from waypost.diagnostics.environment_refusal import EnvironmentRefusal

MOUNTED = """
set -e
mount -t tmpfs -o size=160k none "$1"
exec "$2" -m tests.build.test_disk "$1"
"""
"""A file system of 160 kB in RAM, which nobody else sees and which ends with the process."""

SIZES = range(0, 96_000, 3_000)
"""Bytes that are taken before the build, so that space runs out at each of its writes in turn."""


def mounted(script: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a shell script in a mount name space of its own."""
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, "sh"]
    return subprocess.run(
        [*command, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, check=False
    )


def may_mount(folder: Path) -> bool:
    """Whether this machine lets us mount a file system of our own."""
    try:
        return mounted('mount -t tmpfs -o size=64k none "$1"', folder).returncode == 0
    except FileNotFoundError:
        return False


def fill_and_publish(disk: Path) -> str:
    """Publish with ever less space left; how often it worked and how often it was refused."""
    site = disk / "www" / "site"
    publish(fake.build("old"), site)
    old, outcomes = fake.tree(disk / "www"), []
    for size in SIZES:
        (disk / "filler").write_bytes(b"x" * size)
        if refusal := refusal_of("other", site):
            assert "no space is left on the disk" in refusal
            assert fake.tree(disk / "www") == old
            outcomes.append("refused")
        else:
            outcomes.append("published")
            publish(fake.build("old"), site)
        (disk / "filler").unlink()
    return f"{outcomes.count('published')} published, {outcomes.count('refused')} refused"


def test_a_full_disk_leaves_the_old_site(tmp_path: Path) -> None:
    if not may_mount(tmp_path):
        pytest.skip("no file system may be mounted here; the injected full disk stands in")
    result = mounted(MOUNTED, tmp_path, sys.executable)
    assert result.returncode == 0, result.stderr
    published, refused = (int(part.split()[0]) for part in result.stdout.split(", "))
    assert published > 3
    assert refused > 3


@pytest.mark.parametrize("step", range(0, 40, 3))
def test_space_that_runs_out_at_any_write_leaves_the_old_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    site = tmp_path / "www" / "site"
    publish(fake.build("old"), site)
    before = fake.tree(tmp_path)
    monkeypatch.setattr(io, "open", full_after(step))
    monkeypatch.setattr(builtins, "open", io.open)
    refusal = refusal_of("new", site)
    monkeypatch.undo()
    if refusal:
        assert "no space is left" in refusal
        assert fake.tree(tmp_path) == before
    else:
        assert step > fake.PAGES


def refusal_of(version: str, site: Path) -> str:
    """Why publishing was refused; nothing if it wasn't."""
    try:
        publish(fake.build(version), site)
    except EnvironmentRefusal as refusal:
        return str(refusal)
    return ""


def full_after(writes: int) -> Callable[..., io.IOBase]:
    """An `open` for writing that fails after so many files."""
    real, left = io.open, [writes]

    def limited(file: str, mode: str = "r", *rest: object, **more: object) -> io.IOBase:
        if "w" in mode or "x" in mode:
            left[0] -= 1
            if left[0] < 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(file))
        return real(file, mode, *rest, **more)

    return limited


def test_a_read_only_disk_is_refused_by_name(tmp_path: Path) -> None:
    if not may_mount(tmp_path):
        pytest.skip("no file system may be mounted here")
    script = 'mount -t tmpfs -o ro none "$1" && exec "$2" -m tests.build.fake "$1/site" new'
    result = mounted(script, tmp_path, sys.executable)
    assert result.returncode == 1
    assert "the disk is read-only" in result.stderr


def test_a_mount_point_is_refused_by_name(tmp_path: Path) -> None:
    if not may_mount(tmp_path):
        pytest.skip("no file system may be mounted here")
    script = 'mount -t tmpfs none "$1" && exec "$2" -m tests.build.fake "$1" new'
    result = mounted(script, tmp_path, sys.executable)
    assert "it is a mount point" in result.stderr


if __name__ == "__main__":
    print(fill_and_publish(Path(sys.argv[1])))
