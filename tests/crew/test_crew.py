"""Shared work is all done, whatever becomes of the second process."""

from __future__ import annotations

import os
from functools import partial

import pytest

from waypost.core.worker import Crew

HERE = os.getpid()


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
def test_every_result_comes_in_order(task: object, worth: bool) -> None:
    assert callable(task)
    crew = Crew([partial(task, number) for number in range(200)], worth=worth)
    assert crew.finish() == [number * number for number in range(200)]


def test_where_there_is_no_room_for_a_process_this_one_does_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse() -> int:
        raise OSError("no room")

    monkeypatch.setattr(os, "fork", refuse)
    assert Crew([partial(square, 3)]).finish() == [9]


def test_what_a_task_raises_is_raised() -> None:
    def fail() -> int:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        Crew([fail] * 5).finish()
