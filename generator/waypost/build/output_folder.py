"""The folder of a new site: files are written into it, or linked from the old site."""

import os
import shutil
from hashlib import sha256
from pathlib import Path
from typing import IO


class OutputFolder:
    """The folder of a site that is being built; names are relative to it. Raises OSErrors."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self._made: set[str] = set()

    def put(self, name: str, data: bytes) -> str:
        """Write a file. Returns its checksum."""
        with _created(self._place(name)) as file:
            file.write(data)
        return sha256(data).hexdigest()

    def link(self, old: str, name: str) -> None:
        """Give the file ``old`` the name ``name`` in the folder."""
        link(old, self._place(name))

    def _place(self, name: str) -> str:
        folder = name.rpartition("/")[0]
        if folder not in self._made:
            make_folder(f"{self._folder}/{folder}")
            self._made.add(folder)
        return f"{self._folder}/{name}"


def _created(path: str) -> IO[bytes]:
    """The file at ``path``, new: one of that name may be another site's as well."""
    try:
        return open(path, "xb")
    except FileExistsError:
        os.unlink(path)
        return open(path, "xb")


def link(old: str, new: str) -> None:
    """Hard-link ``old`` as ``new``, or copy it where that can't be.

    Nobody writes into a file of a site.

    Raises FileNotFoundError where it isn't there, and other OSErrors where no copy can be made.
    """
    try:
        os.link(old, new)
    except FileExistsError:
        # A process that was ended had come this far.
        os.unlink(new)
        link(old, new)
    except FileNotFoundError:
        raise
    except OSError:
        shutil.copy2(old, new)


def make_folder(folder: str) -> None:
    """Make ``folder``, and what is missing above it, unless another process just did."""
    try:
        os.mkdir(folder)
    except FileExistsError:
        pass
    except FileNotFoundError:
        # Both processes may be about to make what is missing above it.
        os.makedirs(folder, exist_ok=True)
