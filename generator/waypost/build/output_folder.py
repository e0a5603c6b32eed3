"""Filling the folder of a new site: with files that are written, and with files taken over."""

from __future__ import annotations

import os
import shutil
from hashlib import sha256
from typing import IO

from waypost.build.manifest import Sum


class NewSite:
    """The folder of a site that is being built; names are relative to it. Raises OSErrors."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._made: set[str] = set()

    def put(self, name: str, data: bytes) -> Sum:
        """Write a file."""
        with _created(self._place(name)) as file:
            file.write(data)
            file.flush()
            return Sum.of(sha256(data).hexdigest(), os.fstat(file.fileno()))

    def take(self, old: str, name: str, digest: str) -> Sum:
        """Take over the file ``name`` of the site in ``old``, which has the checksum ``digest``."""
        place = self._place(name)
        take(os.path.join(old, name), place)
        return Sum.of(digest, os.lstat(place))

    def _place(self, name: str) -> str:
        path = os.path.join(self._folder, name)
        folder = os.path.dirname(path)
        if folder not in self._made:
            make_folder(folder)
            self._made.add(folder)
        return path


def _created(path: str) -> IO[bytes]:
    """The file at ``path``, new: one of that name may be another site's as well."""
    try:
        return open(path, "xb")
    except FileExistsError:
        os.unlink(path)
        return open(path, "xb")


def take(old: str, new: str) -> None:
    """The file ``old`` under the name ``new`` too: nobody writes into a file of a site's.

    Raises FileNotFoundError where it isn't there, and other OSErrors where no copy can be made.
    """
    try:
        os.link(old, new)
    except FileExistsError:
        # A process that was ended had come this far.
        os.unlink(new)
        take(old, new)
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
