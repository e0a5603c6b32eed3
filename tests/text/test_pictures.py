"""A picture's size is read from its first bytes, so that the page leaves the room for it."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.parser.image_size import READERS, size_of, sizes_in

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", 640, 480) + b"\x08\x06"
GIF = b"GIF89a" + struct.pack("<HH", 640, 480) + b"\x80"
SEGMENT = b"\xff\xe1" + struct.pack(">H", 2 + 300) + b"\xff\xc0" * 150
FRAME = b"\xff\xc2" + struct.pack(">HBHHB", 17, 8, 480, 640, 3)
JPEG = b"\xff\xd8" + SEGMENT + b"\xff\xc4\x00\x04ab" + FRAME + bytes(20)
RIFF = b"RIFF\x00\x00\x00\x00WEBP"
EXTENDED = RIFF + b"VP8X" + bytes(8) + (639).to_bytes(3, "little") + (479).to_bytes(3, "little")
LOSSLESS = RIFF + b"VP8L" + bytes(4) + b"\x2f" + struct.pack("<I", 639 | 479 << 14)
LOSSY = RIFF + b"VP8 " + bytes(7) + b"\x9d\x01\x2a" + struct.pack("<HH", 640, 480)


@pytest.mark.parametrize(
    ("ending", "data"),
    [
        ("png", PNG),
        ("gif", GIF),
        ("jpg", JPEG),
        ("webp", EXTENDED),
        ("webp", LOSSLESS),
        ("webp", LOSSY),
        ("svg", b'<?xml version="1.0"?><svg xmlns="x" width="640" height=\'480px\'>'),
        ("svg", b'<svg viewBox="0 0 640 480">'),
        ("svg", b'<svg width="100%" height="100%" viewBox="-1,-1,640,480">'),
    ],
)
def test_a_picture_tells_its_size(ending: str, data: bytes) -> None:
    assert size_of(data, ending) == (640, 480)


@pytest.mark.parametrize(
    ("ending", "data"),
    [
        ("png", b""),
        ("png", GIF),
        ("png", PNG[:20]),
        ("jpg", b"\xff\xd8\xff\xe1\xff\xff"),
        ("jpeg", b"\xff\xd8"),
        ("svg", b"<svg>"),
        ("svg", b'<svg viewBox="0 0 . .">'),
        ("svg", b'<svg width="0" height="0">'),
        ("webp", RIFF + b"VP8X"),
    ],
)
def test_what_tells_no_size_has_none(ending: str, data: bytes) -> None:
    assert size_of(data, ending) is None


@given(st.sampled_from(sorted(READERS)), st.binary(max_size=60))
def test_no_bytes_break_the_readers(ending: str, tail: bytes) -> None:
    for head in (b"", PNG[:12], GIF[:6], JPEG[:2], RIFF, RIFF + b"VP8X", b"<svg "):
        size = size_of(head + tail, ending)
        assert size is None or min(size) > 0


def test_pictures_of_a_folder_are_measured_and_other_files_are_not(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PNG)
    (tmp_path / "b.png").write_bytes(b"nothing")
    (tmp_path / "c.md").write_bytes(b"# Text")
    assert sizes_in(tmp_path, ["a.png", "b.png", "c.md"]) == {"a.png": (640, 480)}
