"""The files of the content folder, which texts may link to and show."""

import os
import re
from pathlib import Path
from typing import Final

from waypost.parser.read_file import read_bytes

NAMED: Final = re.compile(rb"""^docs_dir:[ \t]*(["']?)(.+?)\1[ \t]*(?:#.*)?\r?$""", re.MULTILINE)


def content_folder(kb: Path) -> Path:
    """The folder of hand-written pages beside the knowledge base ``kb``, as MkDocs takes it."""
    settings = read_bytes(kb.parent / "mkdocs.yml", "mkdocs.yml")
    if not isinstance(settings, bytes):
        return kb.parent / "content"
    named = NAMED.search(settings)
    return kb.parent / (os.fsdecode(named[2]) if named else "docs")


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
