"""What all tests share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that refreshes expected outputs, to be reviewed as a diff."""
    parser.addoption("--update-cases", action="store_true", help="rewrite expected outputs")


@pytest.fixture
def agree(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with the file that holds what is expected, or rewrite that file."""
    update = request.config.getoption("--update-cases")

    def compare(expected: Path, actual: str) -> None:
        if update:
            expected.write_text(actual, encoding="utf-8", newline="\n")
        assert expected.exists(), f"{expected} is missing; make it with --update-cases"
        assert actual == expected.read_text(encoding="utf-8")

    return compare
