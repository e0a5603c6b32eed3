"""The files of the content folder, which texts may link to and show."""

import os
from pathlib import Path


def files_in(folder: Path) -> tuple[str, ...]:
    """The plain files under ``folder``, as paths from it with ``/``, sorted; none where it isn't.

    Hidden files and symbolic links aren't served, so they aren't among them.
    """
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths = (Path(place, name) for name in names if not name.startswith("."))
        found += [path for path in paths if path.is_file() and not path.is_symlink()]
    return tuple(sorted(path.relative_to(folder).as_posix() for path in found))
