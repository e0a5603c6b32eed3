"""Fingerprints of files: of folders, of this package's source, and of the installed packages."""

import hashlib
import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

PACKAGE: Final = Path(__file__).resolve().parent.parent


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
    # Checking needs no versions, and this takes a while to load.
    from importlib.metadata import version

    return "".join(f"{name} {version(name)}\n" for name in packages)
