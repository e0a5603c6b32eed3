"""The files that a pattern such as ``topics/**/*.yaml`` names, without following any link."""

import os
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

ANY_DEPTH = "**"


def real_path(path: Path) -> Path:
    """``path`` without symbolic links and dots, whether it exists or not."""
    return Path(os.path.realpath(path))


def matching(folder: Path, pattern: str) -> list[Path]:
    """The paths that ``pattern`` names below ``folder``, sorted: everything but folders.

    A symbolic link that it names, or names something behind, stands in the list itself: whoever
    reads it refuses it. Raises OSError where a folder can't be listed.
    """
    parts = PurePosixPath(pattern).parts
    if any(ANY_DEPTH in part != ANY_DEPTH for part in parts):
        return []
    return sorted(set(_below(folder, parts, set())))


def _below(folder: Path, parts: tuple[str, ...], been: set[tuple[Path, int]]) -> Iterator[Path]:
    # Without a note of where it has been, many ** would cost a power of the depth.
    if not parts or (folder, len(parts)) in been:
        return
    been.add((folder, len(parts)))
    part, *rest = parts
    if part == ANY_DEPTH:
        yield from _below(folder, tuple(rest), been)
        for path in folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                yield from _below(path, parts, been)
        return
    for path in _named(folder, part):
        if path.is_dir() != bool(rest):
            continue
        if path.is_symlink() or not rest:
            yield path
        else:
            yield from _below(path, tuple(rest), been)


def _named(folder: Path, part: str) -> list[Path]:
    if not any(sign in part for sign in "*?["):
        path = folder / part
        return [path] if os.path.lexists(path) else []
    return [path for path in folder.iterdir() if fnmatchcase(path.name, part)]
