"""The lock of a site: one build at a time, and none held by a process that is gone."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from waypost.diagnostics.environment_refusal import EnvironmentRefusal

ATTEMPTS = 20
"""How often to start again when another build ends, and removes its lock, while we take ours."""


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock file ``path``; its folder must exist.

    Raises `EnvironmentRefusal` while another process holds it.

    It is a POSIX record lock, so the system takes it back when the process ends, however it ends,
    and a child that outlives its parent doesn't keep it.
    """
    handle = _acquire(path)
    try:
        with suppress(OSError):
            os.write(handle, str(os.getpid()).encode())
        yield
    finally:
        with suppress(OSError):
            path.unlink()
        os.close(handle)


def _acquire(path: Path) -> int:
    for _ in range(ATTEMPTS):
        with suppress(FileNotFoundError):
            path.parent.mkdir(exist_ok=True)
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
            if _is_mine(handle, path):
                return handle
            os.close(handle)
    raise _busy(path)


def _is_mine(handle: int, path: Path) -> bool:
    try:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.fstat(handle).st_ino == path.stat(follow_symlinks=False).st_ino
    except BlockingIOError:
        os.close(handle)
        raise _busy(path) from None
    except FileNotFoundError:
        return False


def _busy(path: Path) -> EnvironmentRefusal:
    holder = ""
    with suppress(OSError):
        holder = path.read_text(encoding="ascii", errors="replace").strip("\0")[:20]
    who = f"another build (process {holder})" if holder.isdigit() else "another build"
    return EnvironmentRefusal(path, f"{who} is publishing this site", "wait until it has ended")
