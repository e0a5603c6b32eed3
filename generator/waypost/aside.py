"""Work that a second process does meanwhile, where there is one to have."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable

Work = Callable[[], None]

PR_SET_PDEATHSIG = 1
"""Linux's prctl(2): the signal that a process gets when its parent ends."""


class Aside:
    """``work``, which only writes files, done beside this process or, failing that, by it.

    The files are the same either way: whatever the other process doesn't finish is done again.
    """

    def __init__(self, work: Work, *, worth: bool = True) -> None:
        self.work = work
        self.child = _forked(work) if worth and (os.cpu_count() or 1) > 1 else None

    def finish(self) -> None:
        """Wait until the work is done. Raises what it raises."""
        if self.child is None or os.waitpid(self.child, 0)[1] != 0:
            self.work()


def _forked(work: Work) -> int | None:
    """The number of a process that does ``work`` and ends; None where none can be had."""
    if not hasattr(os, "fork"):
        return None
    parent = os.getpid()
    try:
        child = os.fork()
    except OSError:
        return None
    if child:
        return child
    try:
        end_with(parent)
        work()
    except BaseException:
        os._exit(1)
    os._exit(0)


def end_with(parent: int) -> None:
    """See to it that this process ends when its parent is killed, or it would write on alone."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
