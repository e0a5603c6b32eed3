"""Fingerprints of files: of folders, of this package's source, and of the installed packages."""

import hashlib
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final

PACKAGE: Final = Path(__file__).resolve().parent.parent
INFO: Final = (".dist-info", ".egg-info")
"""Endings of the folders that name an installed package and its version."""


def files_digest(folder: Path, names: Iterable[str]) -> str:
    """The hash of the files ``names`` in ``folder``: of their names and their content.

    Raises OSError where one can't be read.
    """
    found = hashlib.sha256()
    for name in names:
        with open(folder / name, "rb") as file:
            content = hashlib.file_digest(file, "sha256").hexdigest()
        found.update(f"{len(name)}:{name}:{content}\n".encode("utf-8", "surrogatepass"))
    return found.hexdigest()[:32]


def names_below(folder: Path) -> list[str]:
    """The names of all files below ``folder``, relative to it, sorted; compiled Python left out."""
    found: list[str] = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        found += (os.path.relpath(os.path.join(parent, name), folder) for name in names)
    return sorted(found)


@cache
def package_digest() -> str:
    """The hash of this package's own files."""
    return files_digest(PACKAGE, names_below(PACKAGE))


def versions(packages: Iterable[str]) -> str:
    """The installed versions of ``packages``, one a line, in their order."""
    there = _installed()
    return "".join(f"{name} {_version(name, there)}\n" for name in packages)


@cache
def _installed() -> tuple[str, ...]:
    found: list[str] = []
    for place in filter(os.path.isdir, sys.path):
        # A folder that may be entered but not listed tells nothing.
        with suppress(OSError):
            found += sorted(name for name in os.listdir(place) if name.endswith(INFO))
    return tuple(found)


def _version(package: str, there: Iterable[str]) -> str:
    # Listing the folders takes a tenth of the time that importlib.metadata takes to load; it is
    # asked where a package isn't installed as a folder.
    start = package.replace("-", "_").lower() + "-"
    named = [name for name in there if name.lower().startswith(start)]
    if named:
        return named[0]
    from importlib import metadata

    with suppress(metadata.PackageNotFoundError):
        return metadata.version(package)
    return ""
