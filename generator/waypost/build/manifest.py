"""The manifest of a site: which files Waypost made, their checksums, and what they were made from.

It has the form that ``sha256sum -c`` reads, and says nothing of time or place, so that equal
sites have equal manifests.
"""

from __future__ import annotations

import base64
import errno
import hashlib
import os
import stat
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from waypost.core.worker import run_parallel

NAME = ".waypost-site"
HEADER = "# Made by Waypost, which replaces this folder. Check it: sha256sum -c .waypost-site\n"

Digests = dict[str, str]
"""Path relative to the site, with ``/``, to SHA-256 in hexadecimal."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files of a site: their checksums, and the keys of the artifacts among them.

    ``frame`` is the theme's part of the site, as one line; empty where it has to be made anew.
    """

    digests: Digests
    keys: Mapping[str, str] = field(default_factory=dict)
    frame: str = ""


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
        """True while a plain file is still in that state."""
        same = (self.size, self.time) == (status.st_size, status.st_mtime_ns)
        return same and stat.S_ISREG(status.st_mode)


Sums = Mapping[str, Sum]
"""Checksums that are known, by the names of the files."""

NO_SUMS: Final[Sums] = MappingProxyType({})

States = Mapping[str, os.stat_result]
"""The `os.stat_result` of a site's files, by their names relative to it."""

KEY: Final = "# key "
FRAME: Final = "# frame "

MANY: Final = 2_000
"""Files from which on it pays to read them on all cores."""

PIECE: Final = 250
"""Files that a worker reads at once."""

LARGE: Final = 1 << 20
"""Bytes from which a file isn't read at once."""


def entries(site: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Everything in ``site`` that isn't a folder, by its name; links aren't followed.

    A site has tens of thousands of files: a `Path` for each takes longer than the file system.
    """
    yield from _entries(str(site), "")


def _entries(folder: str, before: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(folder) as found:
        for entry in found:
            name = before + entry.name
            if entry.is_dir(follow_symlinks=False):
                yield from _entries(entry.path, name + "/")
            else:
                yield name, entry


def names(site: Path) -> Iterator[str]:
    """The names of all files in ``site``; none where there is no such folder."""
    if site.is_dir():
        yield from (name for name, _ in entries(site))


def states(site: Path) -> States:
    """The states of all files in ``site``; none where there is no such folder."""
    if not site.is_dir():
        return {}
    return {name: entry.stat(follow_symlinks=False) for name, entry in entries(site)}


def measure(site: Path, known: Sums = NO_SUMS, now: States | None = None) -> Digests:
    """The checksums of what lies in ``site``. Files that are still as ``known`` aren't read.

    ``now`` are the site's `states`, where they were looked up already.
    """
    now = states(site) if now is None else now
    names = sorted(name for name in now if name != NAME)
    pieces = [names[start : start + PIECE] for start in range(0, len(names), PIECE)]
    tasks = [partial(_digests, site, piece, known, now) for piece in pieces]
    found = run_parallel(tasks, worth=len(names) - len(known) >= MANY)
    return dict(chain.from_iterable(found))


def _digests(site: Path, names: Sequence[str], known: Sums, now: States) -> list[tuple[str, str]]:
    return [(name, _digest(os.path.join(site, name), known.get(name), now[name])) for name in names]


def _digest(path: str, known: Sum | None, now: os.stat_result) -> str:
    return known.digest if known and known.holds(now) else checksum(path)


def checksum(path: str) -> str:
    """The SHA-256 of a file; of a link's target text where it is one. Raises OSErrors."""
    if os.path.islink(path):
        return hashlib.sha256(os.fsencode(os.readlink(path))).hexdigest()
    return sum_at(path).digest


def sum_at(path: str) -> Sum:
    """The checksum of a plain file, with its state. Raises OSError for anything else."""
    # A pipe would let the one who opens it wait.
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    with open(handle, "rb", buffering=0) as file:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "it is no plain file", path)
        small = status.st_size < LARGE
        digest = hashlib.sha256(file.read()) if small else hashlib.file_digest(file, "sha256")
        return Sum.of(digest.hexdigest(), status)


def write(site: Path, manifest: Manifest) -> None:
    """Put its ``manifest`` into ``site``."""
    (site / NAME).write_text(to_text(manifest), encoding="utf-8", newline="\n")


def to_text(manifest: Manifest) -> str:
    """``manifest`` as ``sha256sum -c`` reads it: keys and frame stand in its comments."""
    lines = [f"{digest}  {name}\n" for name, digest in manifest.digests.items()]
    lines += [f"{KEY}{key}  {name}\n" for name, key in sorted(manifest.keys.items())]
    if manifest.frame:
        packed = base64.b64encode(zlib.compress(manifest.frame.encode(), 9)).decode()
        lines.append(f"{FRAME}{packed}\n")
    return HEADER + "".join(lines)


def read(site: Path) -> Manifest | None:
    """The manifest that ``site`` carries; None where it has none, or none that can be read."""
    try:
        text = (site / NAME).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    if not text.startswith(HEADER):
        return None
    digests: Digests = {}
    keys: dict[str, str] = {}
    frame = ""
    for line in text.removeprefix(HEADER).split("\n"):
        if line.startswith(FRAME):
            frame = _unpacked(line.removeprefix(FRAME))
            continue
        rows = keys if line.startswith(KEY) else digests
        value, _, name = line.removeprefix(KEY).partition("  ")
        if name:
            rows[name] = value
    # A name that leads out of the site is none of ours.
    return None if any(map(_leads_out, digests)) else Manifest(digests, keys, frame)


def _unpacked(text: str) -> str:
    try:
        return zlib.decompress(base64.b64decode(text, validate=True)).decode()
    except (ValueError, zlib.error):
        return ""


def _leads_out(name: str) -> bool:
    return name.startswith("/") or (".." in name and ".." in name.split("/"))
