"""Putting one folder in another's place, so that a reader finds the old one or the new one."""

import ctypes
import errno
import os
from contextlib import suppress
from pathlib import Path

AT_FDCWD = -100
RENAME_EXCHANGE = 2
UNSUPPORTED = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change names in one step (Linux' renameat2); False where that isn't offered.

    Raises OSError for any other failure; neither has moved then.
    """
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in UNSUPPORTED:
        return False
    raise OSError(number, os.strerror(number), str(other))


def settle_on_disk(folder: Path) -> None:
    """Make sure that all that was written on ``folder``'s file system is on the disk.

    One call for the whole file system (Linux' syncfs): thousands of files each with its own take
    many times as long. Elsewhere `os.sync`. Raises OSError when the disk reports a failed write.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        sync = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
        if sync is None:
            os.sync()
        elif sync(handle) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(folder))
    finally:
        os.close(handle)


def settle_names(folder: Path) -> None:
    """Make sure that the names in ``folder`` are on the disk, where its file system can say so."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)
