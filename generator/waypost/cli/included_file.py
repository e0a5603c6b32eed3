"""The knowledge base that a file is part of: editors check the file that they have open."""

import os
import re
from pathlib import Path
from typing import Final

from waypost.model.includes import gather
from waypost.parser.glob import real_path

LEVELS_ABOVE: Final = 6
"""Folders above a file in which the knowledge base is looked for that includes it."""

INCLUDE: Final = re.compile(r"^include[ \t]*:", re.MULTILINE)


def including(file: Path) -> Path | None:
    """The knowledge base that includes ``file``, in its folder or in one above; None for none."""
    real = real_path(file)
    for folder in list(real.parents)[:LEVELS_ABOVE]:
        for path in sorted(folder.glob("*.y*ml")):
            if path != real and _has_includes(path):
                name = os.path.relpath(path)
                found = gather(Path(path if name.startswith("../..") else name))
                if real in map(real_path, found.files):
                    return found.files[0]
        if (folder / ".git").exists():
            return None
    return None


def _has_includes(path: Path) -> bool:
    try:
        return bool(INCLUDE.search(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError):
        return False
