"""Reading a file that somebody else may have put there."""

import os
import stat
from pathlib import Path

from waypost.core.nodes import Mark
from waypost.diagnostics import Problem
from waypost.parser.limits import LARGEST_FILE

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def read_bytes(
    path: Path, name: str, within: Path | None = None, largest: int = LARGEST_FILE
) -> bytes | Problem:
    """The bytes of a regular file, or why it isn't read.

    It is refused, before any of it is read, where it is no regular file, has more than ``largest``
    bytes, or a symbolic link stands on the way to it from ``within`` (the file's own
    folder by default), wherever that leads.
    """
    at, root = Mark(name, 1, 1), within or path.parent
    try:
        if link := _first_link(path, root):
            below = link.relative_to(root) if link.is_relative_to(root) else Path(link.name)
            where = {"link": below.as_posix(), "target": os.readlink(link)}
            return Problem("symbolic-link", at, where)
        return _unfit(path.stat(), at, largest) or _content(path, at, largest)
    except FileNotFoundError:
        return Problem("file-missing", at, {"file": name})
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return Problem("file-unreadable", at, {"file": name, "why": reason})


def _first_link(path: Path, within: Path) -> Path | None:
    """The first symbolic link on the way from ``within`` to ``path``; it isn't followed."""
    below = len(within.parts) if path.is_relative_to(within) else len(path.parts) - 1
    way = [*reversed(path.parents), path][below:]
    return next((step for step in way if step.is_symlink()), None)


def _unfit(status: os.stat_result, at: Mark, largest: int) -> Problem | None:
    if not stat.S_ISREG(status.st_mode):
        kind = next((words for test, words in _KINDS if test(status.st_mode)), "something else")
        return Problem("not-a-file", at, {"file": at.file, "kind": kind})
    if status.st_size > largest:
        return too_large(at, largest)
    return None


def too_large(at: Mark, largest: int = LARGEST_FILE) -> Problem:
    """The problem of a file that holds more than ``largest`` bytes."""
    limit = f"{largest // 1024 // 1024} MB"
    return Problem("file-too-large", at, {"file": at.file, "limit": limit})


def _content(path: Path, at: Mark, largest: int) -> bytes | Problem:
    # Not blocking, and looked at once more: the file may have been replaced since.
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as file:
        unfit = _unfit(os.fstat(handle), at, largest)
        if unfit:
            return unfit
        data = file.read(largest + 1)
    return too_large(at, largest) if len(data) > largest else data
