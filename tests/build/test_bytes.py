"""The same input gives the same bytes: when, where, by whom and in what order doesn't matter."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.build import fake, project
from tests.data import ROOT, copy_sample

SHIFTED = """
import datetime, sys, time
SECONDS = {seconds}
class Kind(type):
    def __instancecheck__(cls, other):
        return isinstance(other, cls.__mro__[1])
class Date(datetime.date, metaclass=Kind):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())
class DateTime(datetime.datetime, metaclass=Kind):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)
    @classmethod
    def utcnow(cls):
        return cls.fromtimestamp(time.time(), datetime.timezone.utc).replace(tzinfo=None)
real = time.time
time.time = lambda: real() + SECONDS
datetime.date, datetime.datetime = Date, DateTime
from waypost.cli.main import main
sys.argv = ["waypost", "build", *sys.argv[1:]]
main()
"""
"""Runs a build on another day: the clock that Python reads is put forward."""


def built(folder: Path, source: Path, days: float, **environment: str) -> dict[str, str]:
    """The checksums of the site built from a copy of ``source`` in ``folder``, so many days on."""
    folder.mkdir(parents=True, exist_ok=True)
    for part in (*source.glob("content*"), *source.glob("overrides")):
        shutil.copytree(part, folder / part.name)
    for part in (*source.glob("faq*.yaml"), *source.glob("faq.*.json"), source / "mkdocs.yml"):
        shutil.copyfile(part, folder / part.name)
    script = SHIFTED.format(seconds=days * 86400)
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder,
        env=project.environment(**environment),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return fake.tree(folder / "site")


@pytest.mark.parametrize("name", ["sample", "small"])
def test_another_day_place_locale_seed_and_home_give_the_same_bytes(
    tmp_path: Path, name: str
) -> None:
    source = ROOT if name == "sample" else project.make(tmp_path / "source")
    (tmp_path / "home").mkdir()
    one = built(tmp_path / "one", source, 0, TZ="UTC", LC_ALL="C", PYTHONHASHSEED="0")
    other = built(
        tmp_path / "another place" / "déeper",
        source,
        400.4,
        TZ="Pacific/Kiritimati",
        LC_ALL="C.UTF-8",
        LANGUAGE="tr",
        PYTHONHASHSEED="4242",
        HOME=str(tmp_path / "home"),
        SOURCE_DATE_EPOCH="1234567890",
    )
    assert one == other


def test_no_path_of_the_machine_is_in_the_site(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    folder = tmp_path / "rather-unusual-name"
    built(folder, copy_sample(tmp_path / "source"), 0)
    for path in (folder / "site").rglob("*"):
        if path.is_file():
            assert b"rather-unusual-name" not in path.read_bytes(), path
            assert b".site.waypost" not in path.read_bytes(), path
