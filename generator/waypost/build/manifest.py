"""The manifest of a site: which files Waypost made, their checksums, and what they were made from.

It has the form that ``sha256sum -c`` reads, and says nothing of time or place, so that equal
sites have equal manifests.
"""

import base64
import errno
import hashlib
import os
import stat
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

NAME = ".waypost-site"
HEADER = "# Made by Waypost, which replaces this folder. Check it: sha256sum -c .waypost-site\n"

Digests = dict[str, str]
"""Path relative to the site, with ``/``, to SHA-256 in hexadecimal."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files of a site: their checksums, and the keys of the artifacts among them.

    ``frames`` are the theme's part of each language, as one line, by the names of the languages'
    folders; the source's is empty. One that isn't there has to be made anew.
    """

    digests: Digests
    keys: Mapping[str, str] = field(default_factory=dict)
    frames: Mapping[str, str] = field(default_factory=dict)


NOTHING: Final[Mapping[str, str]] = MappingProxyType({})

States = Mapping[str, tuple[int, int]]
"""The sizes and times (`st_mtime_ns`) of a site's files, by their names relative to it."""

KEY: Final = "# key "
FRAME: Final = "# frame "

LARGE: Final = 1 << 20
"""Bytes from which a file isn't read at once."""


def entries(site: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Everything in ``site`` that isn't a folder, by its name; links aren't followed.

    A site has tens of thousands of files: a `Path` for each takes longer than the file system.
    """
    folders = [(str(site), "")]
    while folders:
        folder, before = folders.pop()
        with os.scandir(folder) as found:
            for entry in found:
                if entry.is_dir(follow_symlinks=False):
                    folders.append((entry.path, f"{before}{entry.name}/"))
                else:
                    yield before + entry.name, entry


def names(site: Path) -> Iterator[str]:
    """The names of all files in ``site``; none where there is no such folder."""
    if site.is_dir():
        yield from (name for name, _ in entries(site))


def states(site: Path) -> States:
    """The states of all files in ``site``; none where there is no such folder."""
    if not site.is_dir():
        return {}
    found = ((name, entry.stat(follow_symlinks=False)) for name, entry in entries(site))
    return {name: (status.st_size, status.st_mtime_ns) for name, status in found}


def measure(site: Path, names: Iterable[str], known: Mapping[str, str] = NOTHING) -> Digests:
    """The checksums of the files ``names`` in ``site``. Files that are ``known`` aren't read."""
    return {
        name: known.get(name) or checksum(os.path.join(site, name))
        for name in sorted(names)
        if name != NAME
    }


def checksum(path: str) -> str:
    """The SHA-256 of a plain file, or of a link's target text. Raises OSError for anything else."""
    if os.path.islink(path):
        return hashlib.sha256(os.fsencode(os.readlink(path))).hexdigest()
    # A pipe would let the one who opens it wait.
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    with open(handle, "rb", buffering=0) as file:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "it is no plain file", path)
        small = status.st_size < LARGE
        digest = hashlib.sha256(file.read()) if small else hashlib.file_digest(file, "sha256")
        return digest.hexdigest()


def size(site: Path) -> int:
    """The bytes of the manifest that ``site`` carries; 0 where it has none."""
    try:
        return (site / NAME).stat().st_size
    except OSError:
        return 0


def write(site: Path, manifest: Manifest) -> None:
    """Put its ``manifest`` into ``site``."""
    (site / NAME).write_text(to_text(manifest), encoding="utf-8", newline="\n")


def to_text(manifest: Manifest) -> str:
    """``manifest`` as ``sha256sum -c`` reads it: keys and frame stand in its comments."""
    lines = [f"{digest}  {name}\n" for name, digest in manifest.digests.items()]
    lines += [f"{KEY}{key}  {name}\n" for name, key in sorted(manifest.keys.items())]
    for name, frame in sorted(manifest.frames.items()):
        packed = base64.b64encode(zlib.compress(frame.encode(), 9)).decode()
        lines.append(f"{FRAME}{packed}  {name}".rstrip() + "\n")
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
    frames: dict[str, str] = {}
    for line in text.removeprefix(HEADER).split("\n"):
        if line.startswith(FRAME):
            packed, _, name = line.removeprefix(FRAME).partition("  ")
            if frame := _unpacked(packed):
                frames[name] = frame
            continue
        rows = keys if line.startswith(KEY) else digests
        value, _, name = line.removeprefix(KEY).partition("  ")
        if name:
            rows[name] = value
    # A name that leads out of the site is none of ours.
    if any(map(_leads_out, digests)):
        return None
    return Manifest(digests, keys, frames)


def _unpacked(text: str) -> str:
    try:
        return zlib.decompress(base64.b64decode(text, validate=True)).decode()
    except (ValueError, zlib.error):
        return ""


def _leads_out(name: str) -> bool:
    return name.startswith("/") or (".." in name and ".." in name.split("/"))
