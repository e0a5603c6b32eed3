"""The sample is the same site, whether its pages are made from a frame or drawn by MkDocs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.build import fake, project
from tests.data import ROOT
from tests.mkdocs_plugin.both_ways import without_ours


def test_the_sample_has_the_same_bytes_both_ways(site: Path, tmp_path: Path) -> None:
    """``site`` is what `mkdocs build` writes."""
    command = [sys.executable, "-m", "waypost", "build", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(
        command, cwd=ROOT, env=project.environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "MkDocs draws every page" not in done.stderr
    assert without_ours(tmp_path / "site") == fake.tree(site)
