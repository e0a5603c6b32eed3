"""Run functions on all cores, in worker processes that are forked with them.

`concurrent.futures.ProcessPoolExecutor` does the work. It pickles every task, though, and ours are
closures over a whole knowledge base: a forked worker has them as they are, and gets a number. Two
more things are left to its users: its workers live on when their parent is killed, and it gives up
when a worker dies, of too little memory for instance, where one process may still succeed.
"""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable, Mapping, Sequence
from tempfile import TemporaryFile
from typing import IO, Any, Final, Generic, TypeVar

from waypost.core.child_process import end_with

T = TypeVar("T")
Result = TypeVar("Result")

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
    end_with(parent)
    # At Ctrl+C the parent speaks, and no worker besides.
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _run(number: int) -> Any:
    return _tasks[number]()


WIDTH: Final = 4
"""Bytes of a task's number in the queue."""

LONGEST: Final = 60_000 // WIDTH
"""Numbers that a pipe holds before anybody reads from it."""


class Crew(Generic[Result]):
    """``tasks`` that a second process begins at once and this one joins in when it has time.

    Each returns something that can be pickled. Whatever the other process doesn't finish is done
    again here, so a task may be run twice; what it writes must be the same each time.
    """

    def __init__(self, tasks: Sequence[Callable[[], Result]], *, worth: bool = True) -> None:
        self.tasks = tasks
        self._done: dict[int, Result] = {}
        self._queue: int | None = None
        self._child: int | None = None
        if worth and tasks and len(tasks) <= LONGEST and (os.cpu_count() or 1) > 1:
            self._hire()

    def __enter__(self) -> Crew[Result]:
        """Begin; whatever happens, nobody works on at the end."""
        return self

    def __exit__(self, *_: object) -> None:
        if self._child is not None:
            # Nobody waits for what nobody wants any more.
            os.kill(self._child, signal.SIGKILL)
        self._end()

    def finish(self) -> list[Result]:
        """All results, in the order of the tasks. Raises what a task raises."""
        try:
            while (number := self._next()) is not None:
                self._done[number] = self.tasks[number]()
        finally:
            self._end()
        for number, task in enumerate(self.tasks):
            if number not in self._done:
                self._done[number] = task()
        return [self._done[number] for number in range(len(self.tasks))]

    def _hire(self) -> None:
        if not hasattr(os, "fork"):
            return
        self._queue, end = os.pipe()
        os.write(end, b"".join(n.to_bytes(WIDTH, "big") for n in range(len(self.tasks))))
        os.close(end)
        try:
            self._answers: IO[bytes] = TemporaryFile()  # noqa: SIM115 - closed when it is read
            self._child = self._forked()
        except OSError:
            # Without room for another process, or for its results, this one does all.
            os.close(self._queue)
            self._queue = None

    def _next(self) -> int | None:
        """The next task that nobody has begun."""
        if self._queue is None:
            return None
        found = os.read(self._queue, WIDTH)
        return int.from_bytes(found, "big") if found else None

    def _end(self) -> None:
        if self._queue is not None:
            os.close(self._queue)
            self._queue = None
        if self._child is None:
            return
        _, status = os.waitpid(self._child, 0)
        self._child = None
        with self._answers as answers:
            if status == 0:
                answers.seek(0)
                found: Mapping[int, Any] = pickle.load(answers)  # noqa: S301 - our own process'
                self._done.update(found)

    def _forked(self) -> int:
        parent = os.getpid()
        child = os.fork()
        if child:
            return child
        try:
            end_with(parent)
            while (number := self._next()) is not None:
                self._done[number] = self.tasks[number]()
            pickle.dump(self._done, self._answers, pickle.HIGHEST_PROTOCOL)
            self._answers.flush()
        except BaseException:
            os._exit(1)
        os._exit(0)
