"""Where tests find data that is not part of the project."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = "languages: [en, es, ar]\n"
DATA = Path(os.environ.get("WAYPOST_DATA", ROOT.parent / "shared"))


def copy_sample(folder: Path) -> Path:
    """Copy the sample into ``folder``, in its first language alone: all take longer to build."""
    for name in ("content", "overrides"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("mkdocs.yml", "faq.schema.json"):
        shutil.copy(ROOT / name, folder / name)
    text = (ROOT / "faq.yaml").read_text(encoding="utf-8")
    assert LANGUAGES in text
    (folder / "faq.yaml").write_text(text.replace(LANGUAGES, "language: en\n"), encoding="utf-8")
    return folder


def shared(name: str) -> Path:
    """A file or folder of the shared data; the test is skipped, and says so, where it is absent."""
    path = DATA / name
    if not path.exists():
        pytest.skip(f"no {name} in WAYPOST_DATA ({DATA})", allow_module_level=True)
    return path
