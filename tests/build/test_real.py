"""Real builds, with MkDocs and all, are killed, raced and starved of space."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.build import fake, project
from tests.build.test_disk import may_mount, mounted
from waypost.build import manifest

KILLS = 6

STARVED = """
mount -t tmpfs -o size=3m none "$1"
cp -r "$2/." "$1" && cd "$1" && find site -type f | sort | xargs sha256sum > before
"$3" -m waypost build; echo "exit $?"
find site -type f | sort | xargs sha256sum | cmp - before && ls -A
"""
"""Builds where there is room for one site and a part of another."""


def change(folder: Path, word: str) -> None:
    """Let the next build give other bytes."""
    text = project.KNOWLEDGE.replace("Use the portal", word)
    (folder / "faq.yaml").write_text(text, encoding="utf-8")


def run(folder: Path) -> subprocess.Popen[str]:
    """A build in a process of its own."""
    return subprocess.Popen(
        project.RUN,
        cwd=folder,
        env=project.environment(),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with a published site."""
    folder = project.make(tmp_path / "project")
    build = run(folder)
    assert build.wait() == 0, build.communicate()[0]
    return folder


@pytest.mark.parametrize("incremental", [False, True], ids=["full", "incremental"])
def test_a_real_build_that_is_killed_leaves_a_whole_site(
    incremental: bool, folder: Path, tmp_path: Path
) -> None:
    if not incremental:
        # Without its manifest it is a site that MkDocs might have made.
        (folder / "site" / manifest.NAME).unlink()
    old = fake.tree(folder / "site")
    shutil.copytree(folder, tmp_path / "twin")
    change(tmp_path / "twin", "Ask Ada")
    begun = time.monotonic()
    assert run(tmp_path / "twin").wait() == 0
    takes = time.monotonic() - begun
    new = fake.tree(tmp_path / "twin" / "site")
    assert new != old
    change(folder, "Ask Ada")
    moments = random.Random(11)
    for _ in range(KILLS):
        build = run(folder)
        time.sleep(moments.uniform(0.3, 1.1) * takes)
        build.kill()
        build.wait()
        assert fake.tree(folder / "site") in (old, new)
    assert run(folder).wait() == 0
    assert fake.tree(folder / "site") == new
    assert sorted(path.name for path in folder.iterdir()) == [
        "content",
        "faq.yaml",
        "mkdocs.yml",
        "site",
    ]


def test_two_real_builds_at_once_never_mix(folder: Path) -> None:
    change(folder, "Ask Ada")
    builds = [run(folder), run(folder)]
    said = [build.communicate()[0] for build in builds]
    codes = sorted(build.returncode for build in builds)
    assert codes in ([0, 0], [0, 2])
    if codes == [0, 2]:
        assert any("another build" in each for each in said)
    first = fake.tree(folder / "site")
    assert run(folder).wait() == 0
    assert fake.tree(folder / "site") == first


def test_a_real_build_that_runs_out_of_space_leaves_the_old_site(
    folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "disk").mkdir()
    if not may_mount(tmp_path / "disk"):
        pytest.skip("no file system may be mounted here; fake builds stand in")
    change(folder, "Ask Ada")
    done = mounted(STARVED, tmp_path / "disk", folder, sys.executable)
    assert "exit 2" in done.stdout, done.stdout + done.stderr
    assert "no space is left on the disk" in done.stderr
    assert done.stdout.split("\n", 1)[1].split() == [
        "before",
        "content",
        "faq.yaml",
        "mkdocs.yml",
        "site",
    ]
