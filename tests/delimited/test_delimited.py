"""Tables in text have a limit for their cells that holds for one table alone."""

from __future__ import annotations

import contextlib
import csv

import pytest

from waypost.core import csv_limit


def test_cells_may_be_as_long_as_was_said_and_no_longer() -> None:
    assert list(csv_limit.rows("a;" + "b" * 200_000, ";", 200_000)) == [["a", "b" * 200_000]]
    with pytest.raises(csv.Error):
        list(csv_limit.rows("a;" + "b" * 11, ";", 10))


@pytest.mark.parametrize("text", ["a,b\n", "a," + "b" * 11])
def test_the_limit_of_the_process_is_what_it_was(text: str) -> None:
    before = csv.field_size_limit()
    with contextlib.suppress(csv.Error):
        list(csv_limit.rows(text, ",", 10))
    assert csv.field_size_limit() == before
