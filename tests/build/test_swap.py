"""The old site stands until the new one is whole, whatever happens to the build."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.build import fake
from tests.data import ROOT
from waypost.build.old_site import OldSite
from waypost.build.staged_folder import Built, publish, recover
from waypost.diagnostics.environment_refusal import EnvironmentRefusal

KILLS = 50


def run(*arguments: str | Path) -> int:
    """Publish a fake site in a process of its own; its exit code, negative for a signal."""
    command = [sys.executable, "-m", "tests.build.fake", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode


def whole(tmp_path: Path, version: str) -> dict[str, str]:
    """What the folder of a finished site holds."""
    site = tmp_path / "reference" / version
    publish(fake.build(version), site)
    return fake.tree(site)


def alone(site: Path) -> bool:
    """Nothing but the site is left in its folder."""
    return [path.name for path in site.parent.iterdir()] == [site.name]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A published site called ``old``, alone in its folder."""
    site = tmp_path / "www" / "site"
    publish(fake.build("old"), site)
    return site


def test_a_site_is_published_and_nothing_else_is_left(site: Path) -> None:
    assert (site / "p3" / "index.html").read_text(encoding="utf-8") == fake.page("old", 3)
    assert alone(site)


def test_equal_input_changes_nothing_in_the_site(site: Path) -> None:
    stamp = site.stat().st_ino
    assert not publish(fake.build("old"), site).changed
    assert site.stat().st_ino == stamp


def test_a_file_that_stays_the_same_keeps_its_time(site: Path) -> None:
    """Servers make validators of it, so readers don't fetch again what they have."""
    before = (site / "p1" / "index.html").stat().st_mtime_ns

    def build(new: Path, old: Callable[[], OldSite]) -> Built:
        (new / "added.txt").write_text("more", encoding="utf-8")
        return fake.build("old")(new, old)

    assert publish(build, site).changed
    assert (site / "p1" / "index.html").stat().st_mtime_ns == before


@pytest.mark.parametrize("error", [ValueError("a bug"), KeyboardInterrupt(), SystemExit(3)])
def test_a_build_that_fails_leaves_the_old_site(site: Path, error: BaseException) -> None:
    before = fake.tree(site.parent)

    def build(new: Path, old: Callable[[], OldSite]) -> Built:
        fake.build("new")(new, old)
        raise error

    with pytest.raises(type(error)):
        publish(build, site)
    assert fake.tree(site.parent) == before


@pytest.mark.parametrize("how", ["one-step", "two-steps"])
def test_a_kill_at_any_act_leaves_the_old_site_or_the_new(
    tmp_path: Path, site: Path, how: str
) -> None:
    """The process kills itself before its N-th act on the file system, for 50 seeded N and more.

    Where the system can't exchange two folders in one step, the site may be absent until the next
    run, which puts it back.
    """
    old, new = whole(tmp_path, "old"), whole(tmp_path, "new")
    steps = 1
    while run(tmp_path / "dry" / "site", "new", f"kill={steps}") != 0:
        steps += 40
    chosen = random.Random(5).sample(range(1, steps + 1), min(KILLS, steps))
    for step in chosen:
        code = run(site, "new", f"kill={step}", how)
        assert code in {0, -9}
        if how == "one-step":
            assert fake.tree(site) in (old, new)
        recover(site)
        assert fake.tree(site) in (old, new)
        assert alone(site)
        publish(fake.build("old"), site)


def test_a_kill_at_random_instants_leaves_the_old_site_or_the_new(
    tmp_path: Path, site: Path
) -> None:
    old, new = whole(tmp_path, "old"), whole(tmp_path, "new")
    moments = random.Random(7)
    for _ in range(KILLS // 5):
        command = [sys.executable, "-m", "tests.build.fake", str(site), "new", "slow"]
        build = subprocess.Popen(command, cwd=ROOT)
        time.sleep(moments.uniform(0.05, 0.8))
        build.kill()
        build.wait()
        assert fake.tree(site) in (old, new)
    assert run(site, "new") == 0
    assert fake.tree(site) == new
    assert alone(site)


def test_a_second_build_at_the_same_time_is_refused(tmp_path: Path, site: Path) -> None:
    command = [sys.executable, "-m", "tests.build.fake", str(site), "new", "slow"]
    first = subprocess.Popen(command, cwd=ROOT)
    lock = site.parent / ".site.waypost" / "lock"
    while not (lock.exists() and lock.read_text(encoding="ascii")):
        time.sleep(0.01)
    with pytest.raises(EnvironmentRefusal, match=rf"another build \(process {first.pid}\)"):
        publish(fake.build("third"), site)
    assert first.wait() == 0
    assert fake.tree(site) == whole(tmp_path, "new")
    assert alone(site)


def test_builds_that_race_never_mix_their_files(tmp_path: Path, site: Path) -> None:
    sites = [whole(tmp_path, version) for version in ("old", "one", "two")]
    for _ in range(5):
        commands = [
            [sys.executable, "-m", "tests.build.fake", str(site), version]
            for version in ("one", "two")
        ]
        racers = [
            subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) for command in commands
        ]
        codes = [racer.wait() for racer in racers]
        assert 0 in codes
        assert fake.tree(site) in sites[1:]
        assert alone(site)


def test_a_lock_of_a_dead_process_holds_nobody_up(site: Path) -> None:
    work = site.parent / ".site.waypost"
    work.mkdir()
    (work / "lock").write_text("1", encoding="ascii")
    (work / "new-1").mkdir()
    publish(fake.build("new"), site)
    assert alone(site)


def test_a_site_that_was_moved_aside_comes_back(site: Path) -> None:
    before = fake.tree(site)
    work = site.parent / ".site.waypost"
    work.mkdir()
    site.rename(work / "old")
    recover(site)
    assert fake.tree(site) == before
    assert alone(site)
