"""The sample, to be edited under a preview."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.data import ROOT
from tests.preview.sample import FOLDERS, SITE
from waypost.preview.build import quiet


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the sample to be edited."""
    for name in SITE:
        shutil.copy(ROOT / name, tmp_path / name)
    for name in FOLDERS:
        shutil.copytree(ROOT / name, tmp_path / name)
    quiet()
    return tmp_path
