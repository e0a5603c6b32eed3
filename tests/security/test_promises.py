"""Each promise of SECURITY.md names tests that exist."""

from __future__ import annotations

import re

import pytest

from tests.data import ROOT

PROMISED = re.findall(
    r"`(tests/[\w/]+\.py)::(test_\w+)`", (ROOT / "SECURITY.md").read_text(encoding="utf-8")
)


def test_promises_are_there_to_be_held() -> None:
    assert len(PROMISED) > 25


@pytest.mark.parametrize(("file", "test"), PROMISED, ids=[test for _, test in PROMISED])
def test_a_promise_names_a_test_that_exists(file: str, test: str) -> None:
    assert re.search(rf"^def {test}\(", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)
