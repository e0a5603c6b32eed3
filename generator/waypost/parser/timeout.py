"""A process that watches the one that works, so that no text can keep a command for ever.

The command runs in a child. Before it turns to a text it writes the text's place into memory that
both share. Where one text takes too long, the watcher kills the child, whatever library it is in,
and starts the command anew, told to pass over that text: so the text is reported at its line,
beside all other mistakes. It costs a fork. Where the system offers no such thing (it takes
Linux), the command runs unwatched, and the parser's own deadline is all there is.
"""

from __future__ import annotations

import mmap
import os
import signal
import struct
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Final, NoReturn

from waypost.core.nodes import Mark
from waypost.diagnostics import Problem

LONGEST: Final = 8.0
"""Seconds of processor time that one text may take, whatever is done with it."""

LONGEST_FILE: Final = 60.0
"""Seconds of processor time for reading one file of a knowledge base."""

PATIENCE: Final = 8
"""How many times longer a text may take by the clock: it waits for something, or its turn."""

TICK: Final = 0.25
"""Seconds between two looks at the child."""

MOST_RESTARTS: Final = 3
"""Texts that are passed over; with one more the command ends."""

OFF: Final = "WAYPOST_DEBUG"
"""An environment variable that a debugger is asked for with: it wants a single process."""

FORWARDED: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
FROM_TERMINAL: Final = 128
"""A signal's ``si_code`` (SI_KERNEL) where a terminal sent it, to the child as well."""

ROOM: Final = 4096
HEAD: Final = struct.Struct("<QdII")
"""What stands first in the shared memory: how many texts were begun, the seconds for the current
one (0 for none), its line and its column. The name of its file follows."""

Slow = dict[Mark, float]
"""What took too long, and the seconds that it was given."""

_board: _Board | None = None


@dataclass(slots=True)
class _Board:
    memory: mmap.mmap
    passed_over: Slow
    begun: int = 0
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    now: dict[int, tuple[Mark, float]] = field(default_factory=dict)
    """What is being worked on, by a number of its own: a preview does so in several threads."""

    def begin(self, at: Mark, seconds: float) -> int:
        number = next(self.numbers)
        self.now[number] = (at, seconds)
        self.show(at, seconds)
        return number

    def end(self, number: int) -> None:
        del self.now[number]
        others = list(self.now.values())
        if others:
            # Another thread's text gets its time anew, and once it stands alone it is found out.
            self.show(*others[0])
        else:
            self.clear()

    def show(self, at: Mark, seconds: float) -> None:
        self.begun += 1
        name = at.file.encode("utf-8", "surrogatepass")[: ROOM - HEAD.size - 1]
        self.memory[HEAD.size : HEAD.size + len(name) + 1] = name + b"\0"
        self.memory[: HEAD.size] = HEAD.pack(self.begun, seconds, at.line, at.column)

    def clear(self) -> None:
        self.memory[: HEAD.size] = HEAD.pack(self.begun, 0, 0, 0)


@contextmanager
def on(at: Mark, seconds: float | None = None) -> Iterator[bool]:
    """Work on what stands at ``at``, for ``seconds`` at most (`LONGEST` unless told).

    Gives false where it is to be passed over: an earlier attempt was ended for it.
    """
    if _board is None:
        yield True
        return
    board = _board
    number = board.begin(at, seconds or LONGEST)
    try:
        yield at not in board.passed_over
    finally:
        board.end(number)


def problems() -> list[Problem]:
    """What earlier attempts at this command were ended for."""
    slow = _board.passed_over if _board else {}
    return [Problem("slow-text", at, {"limit": f"{limit:g}"}) for at, limit in slow.items()]


def start() -> None:
    """Go on in a child that this process watches; this process ends as the child does."""
    if os.environ.get(OFF) or not hasattr(signal, "sigtimedwait") or not hasattr(os, "fork"):
        return
    memory = mmap.mmap(-1, ROOM)
    passed_over: Slow = {}
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    # Each child gets the mask from before; this process keeps what it waits for blocked.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (*FORWARDED, signal.SIGCHLD))
    while True:
        child = _forked(memory, passed_over, before)
        if child is None:
            return
        again = len(passed_over)
        passed_over |= _watch(child, memory)
        if again in (len(passed_over), MOST_RESTARTS):
            _give_up(memory, passed_over)


def _forked(memory: mmap.mmap, passed_over: Slow, mask: set[int | signal.Signals]) -> int | None:
    """The child's number; None in the child itself, and where there can be none."""
    global _board
    parent = os.getpid()
    try:
        child = os.fork()
    except OSError:
        child = 0
    else:
        if child:
            return child
        _board = _Board(memory, passed_over)
        _end_with(parent)
        os.register_at_fork(after_in_child=_unwatched)
    signal.pthread_sigmask(signal.SIG_SETMASK, mask)
    return None


def _end_with(parent: int) -> None:
    from waypost.core.child_process import end_with

    end_with(parent)


def _unwatched() -> None:
    """A helper of the child doesn't write on its board: two hands would blur it."""
    global _board
    _board = None


def _watch(child: int, memory: mmap.mmap) -> Slow:
    """The place of the text that the child was killed for; where it ends, so does this process."""
    last = (-1, 0.0)
    worked = waited = 0.0
    while True:
        _pass_on(signal.sigtimedwait((*FORWARDED, signal.SIGCHLD), TICK), child)
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            _end_as(status)
        begun, seconds, line, column = HEAD.unpack(memory[: HEAD.size])
        now = time.clock_gettime(_clock_of(child))
        if (begun, seconds) != last or not seconds:
            last, worked, waited = (begun, seconds), now, 0.0
        waited += TICK
        if seconds and (now - worked > seconds or waited > seconds * PATIENCE):
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            name = memory[HEAD.size :].partition(b"\0")[0].decode("utf-8", "surrogatepass")
            return {Mark(name, line, column): seconds}


def _clock_of(process: int) -> int:
    """The clock of a process' time, as Linux's clock_getcpuclockid(3) makes its number."""
    return ~process << 3 | 2


def _pass_on(info: signal.struct_siginfo | None, child: int) -> None:
    if info and info.si_signo in FORWARDED and info.si_code < FROM_TERMINAL:
        os.kill(child, info.si_signo)


def _end_as(status: int) -> NoReturn:
    """End as the child did, or in words where the system ended it."""
    code = os.waitstatus_to_exitcode(status)
    if code < 0 and -code in FORWARDED:
        signal.signal(-code, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, FORWARDED)
        os.kill(os.getpid(), -code)
    if code < 0:
        name = signal.strsignal(-code) or f"signal {-code}"
        why = " (perhaps for want of memory)" if -code == signal.SIGKILL else ""
        sys.stderr.write(f"waypost: the system ended the work{why}: {name}.\n")
        sys.stderr.flush()
        code = 2
    os._exit(code)


def _give_up(memory: mmap.mmap, slow: Slow) -> NoReturn:
    """Tell what is known: too many texts, or one that a command can't pass over."""
    global _board
    from waypost.diagnostics import report

    _board = _Board(memory, slow)
    report.print_problems(problems(), {}, sys.stderr, frames=False)
    sys.stderr.flush()
    os._exit(1)
