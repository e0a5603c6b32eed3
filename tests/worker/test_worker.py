"""Tasks are all done, in order, whatever becomes of the workers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial

import pytest

from waypost.core import worker
from waypost.core.worker import begun, run_parallel

HERE = os.getpid()


@pytest.fixture(autouse=True)
def _several_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "cores", lambda: 3)


def square(number: int) -> int:
    """A task."""
    return number * number


def fatal_elsewhere(number: int) -> int:
    """A task that ends any process but this one."""
    if os.getpid() != HERE:
        os._exit(9)
    return number * number


@pytest.mark.parametrize("task", [square, fatal_elsewhere])
@pytest.mark.parametrize("worth", [True, False])
def test_every_result_comes_in_order(task: Callable[[int], int], worth: bool) -> None:
    tasks = [partial(task, number) for number in range(200)]
    assert run_parallel(tasks, worth=worth) == [number * number for number in range(200)]


def test_tasks_may_be_closures_and_run_in_other_processes() -> None:
    secret = object()
    found = run_parallel([lambda: (id(secret), os.getpid())] * 4)
    assert {each for each, _ in found} == {id(secret)}
    assert len({process for _, process in found}) == 3


def test_a_task_runs_beside_this_process() -> None:
    with begun(os.getpid) as process:
        assert process() == process() != HERE


@pytest.mark.parametrize("kind", [ValueError, OSError])
def test_what_a_task_beside_raises_is_raised_where_its_result_is_wanted(
    kind: type[Exception],
) -> None:
    def fail() -> int:
        raise kind("no")

    with begun(fail) as result, pytest.raises(kind, match="no"):
        result()


def test_a_task_beside_is_done_here_where_its_worker_dies() -> None:
    with begun(partial(fatal_elsewhere, 3)) as result:
        assert result() == 9


def test_a_task_whose_result_nobody_wants_is_ended() -> None:
    started = time.monotonic()
    with begun(partial(time.sleep, 60)):
        pass
    assert time.monotonic() - started < 30


@pytest.mark.parametrize("tasks", [[], [os.getpid]])
def test_for_less_than_two_tasks_no_process_is_forked(tasks: list[Callable[[], int]]) -> None:
    assert run_parallel(tasks) == [HERE] * len(tasks)


def test_one_core_does_all_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "cores", lambda: 1)
    assert run_parallel([os.getpid] * 3) == [HERE] * 3


def test_without_room_for_a_process_this_one_does_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise OSError("no room")

    monkeypatch.setattr(os, "fork", refuse)
    assert run_parallel([os.getpid] * 3) == [HERE] * 3


@pytest.mark.parametrize("kind", [ValueError, OSError])
def test_what_a_task_raises_is_raised(kind: type[Exception]) -> None:
    def fail() -> int:
        raise kind("no")

    with pytest.raises(kind, match="no"):
        run_parallel([fail] * 5)


PROGRAM = """
import os, signal, time
from waypost.core import worker

# Who runs the tests in the background may have let this be ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)

def task():
    os.write(1, f"{os.getpid()}\\n".encode())
    time.sleep(60)

worker.cores = lambda: 2
worker.run_parallel([task, task])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such signal")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_no_worker_outlives_its_parent(how: signal.Signals) -> None:
    with subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        workers = [int(parent.stdout.readline()) for _ in range(2)]
        parent.send_signal(how)
        parent.wait()
    ends = time.monotonic() + 10
    while any(map(_lives, workers)):
        assert time.monotonic() < ends
        time.sleep(0.01)


def _lives(process: int) -> bool:
    try:
        with open(f"/proc/{process}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_at_an_interrupt_only_the_parent_speaks() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    for _ in range(2):
        process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=10)
    assert errors.count("Traceback") == errors.count("KeyboardInterrupt") == 1
