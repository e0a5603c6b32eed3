"""What a site says of its own files."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from waypost.build import manifest
from waypost.build.manifest import Manifest


def test_a_name_with_an_odd_line_separator_is_one_name(tmp_path: Path) -> None:
    (tmp_path / "a\u2028b\x85c.txt").write_text("x", encoding="utf-8")
    found = Manifest(manifest.measure(tmp_path, manifest.names(tmp_path)))
    manifest.write(tmp_path, found)
    assert manifest.read(tmp_path) == found


def test_keys_and_the_frame_are_kept_beside_the_checksums(tmp_path: Path) -> None:
    odd = "a\u2028b  c/index.html"
    found = Manifest({odd: "0" * 64}, {odd: "1" * 32}, {"": '{"frame": "two\nlines, é"}'})
    manifest.write(tmp_path, found)
    assert manifest.read(tmp_path) == found


def test_a_frame_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    manifest.write(tmp_path, Manifest({}, {}, {"": "{}"}))
    path = tmp_path / manifest.NAME
    for broken in ("!", "bm8gZnJhbWU="):
        path.write_text(f"{manifest.HEADER}{manifest.FRAME}{broken}\n", encoding="utf-8")
        assert manifest.read(tmp_path) == Manifest({})


def test_sha256sum_checks_a_site(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("x", encoding="utf-8")
    sums = manifest.measure(tmp_path, manifest.names(tmp_path))
    manifest.write(tmp_path, Manifest(sums, {"index.html": "1" * 32}, {"": "{}"}))
    command = ["sha256sum", "--check", "--strict", "--quiet", manifest.NAME]
    assert subprocess.run(command, cwd=tmp_path, check=False).returncode == 0


@pytest.mark.parametrize("name", ["../notes.txt", "/etc/notes.txt", "a/../../notes.txt", ".."])
def test_a_name_that_leads_out_of_the_site_makes_it_no_site_of_ours(
    tmp_path: Path, name: str
) -> None:
    manifest.write(tmp_path, Manifest({"index.html": "0" * 64, name: "0" * 64}))
    assert manifest.read(tmp_path) is None


def test_only_a_plain_file_is_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name in ("pipe", "."):
        with pytest.raises(OSError, match=r"plain|directory"):
            manifest.checksum(str(tmp_path / name))
