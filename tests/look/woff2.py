"""A font in the format WOFF2, packed from the one that cards are drawn with (W3C, WOFF 2.0)."""

from __future__ import annotations

import struct
from pathlib import Path

import brotli
from font_source_sans_pro import SourceSansPro

OWN_TAG = 63
"""The flag of a table whose name is written out."""


def woff2() -> bytes:
    """A whole font, none of whose tables is transformed."""
    font = Path(SourceSansPro).read_bytes()
    number = struct.unpack(">H", font[4:6])[0]
    directory, tables = b"", b""
    for start in range(12, 12 + 16 * number, 16):
        tag, _, offset, length = struct.unpack(">4sLLL", font[start : start + 16])
        directory += bytes([OWN_TAG]) + tag + _base128(length)
        tables += font[offset : offset + length]
    packed = brotli.compress(tables)
    padding = bytes(-(len(directory) + len(packed)) % 4)
    size = 48 + len(directory) + len(packed) + len(padding)
    head = struct.pack(
        ">4s4sLHHLLHH", b"wOF2", font[:4], size, number, 0, len(font), len(packed), 1, 0
    )
    return head + bytes(20) + directory + packed + padding


def _base128(number: int) -> bytes:
    digits = [number & 127]
    while number := number >> 7:
        digits.append(number & 127 | 128)
    return bytes(reversed(digits))
