"""Where tests find data that is not part of the project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("WAYPOST_DATA", ROOT.parent / "shared"))


def shared(name: str) -> Path:
    """A file or folder of the shared data; the test is skipped, and says so, where it is absent."""
    path = DATA / name
    if not path.exists():
        pytest.skip(f"no {name} in WAYPOST_DATA ({DATA})", allow_module_level=True)
    return path
