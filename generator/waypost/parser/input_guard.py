"""Checks of a site's input files before they are read: plain files of a sane size, no links."""

import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from waypost.core.nodes import Mark
from waypost.diagnostics import Problem

LARGEST: Final = 100 * 1024 * 1024
"""Bytes of one input: what common hosts accept for one file."""

UNFIT_IN_NAMES: Final = frozenset({"Cc", "Cs"})
"""Categories of characters; bytes of a name that aren't UTF-8 are surrogates to Python."""

KINDS: Final = (
    (stat.S_ISLNK, "a symbolic link"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISCHR, "a device"),
)


def inspect(paths: Iterable[Path]) -> tuple[Problem, ...]:
    """Problems of files that may not be published among ``paths`` and in folders among them.

    Links aren't followed and nothing is opened: a link could publish any file of the machine, a
    pipe would hold the build for ever. What isn't there is passed over.
    """
    return tuple(problem for path in paths for problem in _inspect(path))


def _inspect(path: Path) -> Iterator[Problem]:
    try:
        status = path.lstat()
    except FileNotFoundError:
        return
    if not UNFIT_IN_NAMES.isdisjoint(map(unicodedata.category, path.name)) or "\\" in path.name:
        yield _problem("odd-file-name", path)
    kind = next((name for is_kind, name in KINDS if is_kind(status.st_mode)), "")
    if kind:
        leads = f" to {os.readlink(path)}" if path.is_symlink() else ""
        yield _problem("input-not-plain", path, kind=kind, leads=leads)
    elif stat.S_ISREG(status.st_mode) and status.st_size > LARGEST:
        size, limit = (f"{size // 1024 // 1024:,} MB" for size in (status.st_size, LARGEST))
        yield _problem("input-too-large", path, size=size, limit=limit)
    elif stat.S_ISDIR(status.st_mode):
        for name in sorted(os.listdir(path)):
            yield from _inspect(path / name)


def _problem(code: str, path: Path, **about: str) -> Problem:
    return Problem(code, Mark(path.as_posix(), 1, 1), about)
