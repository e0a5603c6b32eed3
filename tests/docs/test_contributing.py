"""CONTRIBUTING.md leads to files that exist."""

from __future__ import annotations

import re

import pytest

from tests.data import ROOT

PATH = re.compile(r"`([\w./-]+/[\w./-]*)`")


def named_paths() -> list[str]:
    """The paths in the table of “Where do I change …”."""
    table = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("Where do I change")[2]
    rows = [line for line in table.splitlines() if line.startswith("| ")]
    return [path for row in rows for path in PATH.findall(row)]


@pytest.mark.parametrize("path", sorted(set(named_paths())))
def test_a_named_path_exists(path: str) -> None:
    """Below the package, or in the project."""
    places = (ROOT / "generator" / "waypost" / path, ROOT / path)
    assert any(place.exists() for place in places)


def test_the_usual_changes_are_named() -> None:
    """Each with at least one file."""
    assert len(named_paths()) >= 20
