"""Run functions on all cores, in worker processes that are forked with them.

`concurrent.futures.ProcessPoolExecutor` does the work. It pickles every task, though, and ours are
closures over a whole knowledge base: a forked worker has them as they are, and gets a number. Two
more things are left to its users: its workers live on when their parent is killed, and it gives up
when a worker dies, of too little memory for instance, where one process may still succeed.
"""

import ctypes
import os
import signal
import sys
from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

T = TypeVar("T")

PR_SET_PDEATHSIG: Final = 1
"""Linux's prctl(2): the signal that a process gets when its parent ends."""

_tasks: Sequence[Callable[[], Any]] = ()
"""In a worker: the tasks of the process that forked it."""


def run_parallel(tasks: Sequence[Callable[[], T]], *, worth: bool = True) -> list[T]:
    """The results of ``tasks``, in their order, made by as many workers as there are cores.

    Results are pickled. A task may be run twice, so what it writes must be the same each time.
    All of them run in this process, one after the other, where it is not ``worth`` a fork, where
    there is one core or one task, where processes can't be forked, and after a worker has died.
    Raises what a task raises. The calling process should have no threads.
    """
    workers = min(cores(), len(tasks))
    if worth and workers > 1 and hasattr(os, "fork"):
        # Most commands need no worker, and this takes a while to load.
        from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor
        from multiprocessing import get_context

        fork = get_context("fork")
        try:
            with ProcessPoolExecutor(workers, fork, _begin, (tasks, os.getpid())) as pool:
                return list(pool.map(_run, range(len(tasks))))
        except (OSError, BrokenProcessPool):
            pass  # What a task raised itself, it raises again below.
    return [task() for task in tasks]


def cores() -> int:
    """The number of cores that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _begin(tasks: Sequence[Callable[[], Any]], parent: int) -> None:
    global _tasks
    _tasks = tasks
    if sys.platform == "linux":
        # Or it would write on alone when its parent is killed.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
    # At Ctrl+C the parent speaks, and no worker besides.
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _run(number: int) -> Any:
    return _tasks[number]()
