"""The sample, to be edited under a preview."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.data import ROOT
from tests.serve.sample import FOLDERS, SITE
from waypost.serve.session import PreviewSession, quiet


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the sample to be edited."""
    for name in SITE:
        shutil.copy(ROOT / name, tmp_path / name)
    for name in FOLDERS:
        shutil.copytree(ROOT / name, tmp_path / name)
    quiet()
    return tmp_path


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
