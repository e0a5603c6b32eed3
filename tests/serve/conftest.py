"""The sample, to be edited under a preview."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.data import copy_sample
from waypost.serve.session import PreviewSession, quiet


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the sample to be edited."""
    quiet()
    return copy_sample(tmp_path)


@pytest.fixture(autouse=True)
def nothing_left(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Close every preview that a test makes, so that none leaves its folder behind."""
    begun: list[PreviewSession] = []
    begin = PreviewSession.__init__

    def noted(self: PreviewSession, *given: object) -> None:
        begun.append(self)
        begin(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(PreviewSession, "__init__", noted)
    yield
    for session in begun:
        session.close()
    assert not [session.home for session in begun if session.home.exists()]
