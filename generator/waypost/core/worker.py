"""Run functions on all cores, in worker processes that are forked with them.

A `concurrent.futures.ProcessPoolExecutor` would pickle every task, and ours are closures over a
whole knowledge base: a forked worker has them as they are. An executor also starts threads, and a
process with threads shouldn't be forked again; its workers live on when their parent is killed; and
it gives up when one dies, of too little memory for instance, where one process may still succeed.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")

PR_SET_PDEATHSIG: Final = 1
"""Linux's prctl(2): the signal that a process gets when its parent ends."""


def run_parallel(tasks: Sequence[Callable[[], T]], *, worth: bool = True) -> list[T]:
    """The results of ``tasks``, in their order, made on all cores, of which this process uses one.

    Of n cores each takes every n-th task, so neighbours should take equally long. Results are
    pickled. A task may be run twice, so what it writes must be the same each time. All of them run
    in this process where it is not ``worth`` a fork. Raises what a task raises. The calling process
    should have no threads.
    """
    step = min(cores(), len(tasks)) if worth and tasks else 1
    found: list[Any] = list(tasks)
    with ExitStack() as stack:
        others = [
            stack.enter_context(begun(partial(_results, tasks[start::step])))
            for start in range(1, step)
        ]
        found[::step] = _results(tasks[::step])
        for start, results in enumerate(others, 1):
            found[start::step] = results()
    return found


@contextmanager
def begun(task: Callable[[], T], *, worth: bool = True) -> Iterator[Callable[[], T]]:
    """Run ``task`` in a worker beside this process; the function given waits for its result.

    The result is pickled. Where it is not ``worth`` a fork, where there is one core, where
    processes can't be forked, and after the worker has failed, the task runs in this process when
    its result is asked for, and raises what it raises. Who doesn't ask ends the worker.
    """
    here = cache(task)
    if not worth or cores() < 2 or not hasattr(os, "fork"):
        yield here
        return
    # Most commands need no worker, and this takes a while to load.
    from multiprocessing import get_context

    fork = get_context("fork")
    receiver, sender = fork.Pipe(duplex=False)
    worker = fork.Process(target=_send, args=(task, sender, os.getpid()), daemon=True)
    try:
        worker.start()
    except OSError:
        yield here
        return
    sender.close()

    @cache
    def result() -> T:
        try:
            found: T = receiver.recv()
        except (EOFError, OSError):
            return here()
        return found

    try:
        yield result
    finally:
        worker.kill()
        worker.join()
        receiver.close()


def cores() -> int:
    """The number of cores that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _results(tasks: Sequence[Callable[[], T]]) -> list[T]:
    return [task() for task in tasks]


def _send(task: Callable[[], Any], sender: Connection, parent: int) -> None:
    if sys.platform == "linux":
        # Or it would work on alone when its parent is killed.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
    # At Ctrl+C the parent speaks, and no worker besides.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    # What goes wrong here, goes wrong again in the parent, which tells of it.
    with suppress(Exception):
        sender.send(task())
