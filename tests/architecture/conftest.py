"""What the tests of the package's structure share."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

Obeyed = Callable[[str, Iterable[str]], None]


@pytest.fixture
def obeyed() -> Obeyed:
    """Assert that nothing breaks a rule."""

    def check(rule: str, breaches: Iterable[str]) -> None:
        found = sorted(breaches)
        assert not found, f"these break the rule {rule!r}: {found}"

    return check
