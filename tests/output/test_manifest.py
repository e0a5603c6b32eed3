"""What a site says of its own files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from waypost.build import manifest


def test_a_name_with_an_odd_line_separator_is_one_name(tmp_path: Path) -> None:
    (tmp_path / "a\u2028b\x85c.txt").write_text("x", encoding="utf-8")
    found = manifest.measure(tmp_path)
    manifest.write(tmp_path, found)
    assert manifest.read(tmp_path) == found


@pytest.mark.parametrize("name", ["../notes.txt", "/etc/notes.txt", "a/../../notes.txt", ".."])
def test_a_name_that_leads_out_of_the_site_makes_it_no_site_of_ours(
    tmp_path: Path, name: str
) -> None:
    manifest.write(tmp_path, {"index.html": "0" * 64, name: "0" * 64})
    assert manifest.read(tmp_path) is None


def test_only_a_plain_file_is_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "pipe")
    for name in ("pipe", "link", "."):
        with pytest.raises(OSError, match=r"plain|symbolic|directory|links"):
            manifest.sum_at(str(tmp_path / name))
