"""The manifest of a site: which files Waypost made, and their checksums.

It has the form that ``sha256sum -c`` reads, and says nothing of time or place, so that equal
sites have equal manifests.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

NAME = ".waypost-site"
HEADER = "# Made by Waypost, which replaces this folder. Check it: sha256sum -c .waypost-site\n"

DROPPINGS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What file managers leave behind by themselves: nobody's work, so it is no obstacle."""

Manifest = dict[str, str]
"""Path relative to the site, with ``/``, to SHA-256 in hexadecimal."""


class Sum(NamedTuple):
    """The checksum of a file as it was when it had ``size`` bytes and the time ``time``, in ns."""

    digest: str
    size: int
    time: int

    @classmethod
    def of(cls, digest: str, status: os.stat_result) -> Sum:
        """``digest`` with the state of the file that has it."""
        return cls(digest, status.st_size, status.st_mtime_ns)

    def holds(self, status: os.stat_result) -> bool:
        """Whether a plain file is still in that state."""
        same = (self.size, self.time) == (status.st_size, status.st_mtime_ns)
        return same and stat.S_ISREG(status.st_mode)


Sums = Mapping[str, Sum]
"""Checksums that are known, by the names of the files."""

NO_SUMS: Final[Sums] = MappingProxyType({})


def files(site: Path) -> Iterator[Path]:
    """Everything in ``site`` that isn't a folder, without following links."""
    for folder, folders, names in os.walk(site, onerror=_raise):
        for name in names + [name for name in folders if Path(folder, name).is_symlink()]:
            yield Path(folder, name)


def measure(site: Path, known: Sums = NO_SUMS) -> Manifest:
    """The manifest of what lies in ``site`` now. Files that are still as ``known`` aren't read."""
    paths = {path.relative_to(site).as_posix(): path for path in files(site)}
    return {name: _digest(paths[name], known.get(name)) for name in sorted(paths) if name != NAME}


def _digest(path: Path, known: Sum | None) -> str:
    return known.digest if known and known.holds(path.lstat()) else checksum(path)


def checksum(path: Path) -> str:
    """The SHA-256 of a file; of a link's target text where it is one."""
    if path.is_symlink():
        return hashlib.sha256(os.fsencode(os.readlink(path))).hexdigest()
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(site: Path, known: Sums = NO_SUMS) -> Manifest:
    """Put the manifest into ``site`` and return it; ``known`` is as in `measure`."""
    manifest = measure(site, known)
    lines = "".join(f"{digest}  {name}\n" for name, digest in manifest.items())
    (site / NAME).write_text(HEADER + lines, encoding="utf-8", newline="\n")
    return manifest


def read(site: Path) -> Manifest | None:
    """The manifest that ``site`` carries; None where it has none, or none that can be read."""
    try:
        text = (site / NAME).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    if not text.startswith(HEADER):
        return None
    rows = (line.partition("  ") for line in text.removeprefix(HEADER).splitlines())
    return {name: digest for digest, _, name in rows if name}


def strangers(site: Path, manifest: Manifest) -> list[str]:
    """The files in ``site`` that ``manifest`` doesn't know, sorted."""
    names = (path.relative_to(site).as_posix() for path in files(site))
    return sorted(
        name
        for name in names
        if name not in manifest and name != NAME and name.rpartition("/")[2] not in DROPPINGS
    )


def _raise(error: OSError) -> None:
    raise error
