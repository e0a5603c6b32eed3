"""Whole processes measured: wall time, processor time, peak memory, and what they wrote."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    """One finished process: seconds, mebibytes at the peak, files and bytes written."""

    wall: float
    cpu: float
    peak: float
    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Contestant:
    """A command, the folder it runs in, and the folder that it writes.

    ``before`` prepares each run; ``again`` keeps what the run before has written.
    """

    name: str
    command: Sequence[str]
    cwd: Path
    output: Path
    before: Callable[[], object] | None = None
    again: bool = False


def environment() -> dict[str, str]:
    """The environment of what is measured.

    Compiled modules may be kept, as they are on an owner's machine: a package that was installed
    with them would win otherwise over one whose files stand in a checkout.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"NO_MKDOCS_2_WARNING": "1"}


def once(contestant: Contestant) -> Run:
    """Run it, with an empty output folder unless it runs again.

    Raises:
        RuntimeError: the command failed; its last lines are in the message.
    """
    if not contestant.again:
        shutil.rmtree(contestant.output, ignore_errors=True)
    if contestant.before:
        contestant.before()
    log = contestant.cwd / f".{contestant.name.replace(' ', '-')}.log"
    started = time.perf_counter()
    with log.open("wb") as out:
        process = subprocess.Popen(
            contestant.command,
            cwd=contestant.cwd,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=environment(),
        )
        _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
        raise RuntimeError(f"{contestant.name} failed:\n{tail}")
    files = [path for path in contestant.output.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    cpu = usage.ru_utime + usage.ru_stime
    return Run(wall, cpu, usage.ru_maxrss / 1024, len(files), size)


def compare(contestants: Sequence[Contestant], rounds: int) -> dict[str, Run]:
    """The median run of each, taken in turn so that a drifting machine is fair to all."""
    runs: dict[str, list[Run]] = {each.name: [] for each in contestants}
    for _ in range(rounds):
        for each in contestants:
            runs[each.name].append(once(each))
    return {name: _median(all_runs) for name, all_runs in runs.items()}


def _median(runs: Sequence[Run]) -> Run:
    middle = statistics.median
    return Run(
        middle(run.wall for run in runs),
        middle(run.cpu for run in runs),
        middle(run.peak for run in runs),
        runs[0].files,
        runs[0].bytes,
    )
