"""The files of the content folder, which texts may link to and show."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path


def files_in(folder: Path) -> tuple[str, ...]:
    """The plain files under ``folder``, as paths from it with ``/``, sorted; none where it isn't.

    Hidden files and symbolic links aren't served, so they aren't among them.
    """
    return tuple(sorted(_files(folder)))


def _files(folder: Path) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(place, name)
            if not name.startswith(".") and path.is_file() and not path.is_symlink():
                yield path.relative_to(folder).as_posix()
