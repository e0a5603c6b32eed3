"""How large a picture is: a page that knows its width and height leaves the room for it."""

import re
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import Final

HEAD: Final = 256 * 1024
"""Bytes that are read of a picture. A JPEG may carry a small preview before its size."""

LENGTH: Final = r"""\s*=\s*["']\s*([0-9]{1,5}(?:\.[0-9]{1,6})?)(?:px)?\s*["']"""
SVG: Final = re.compile(r"<svg\b([^>]{0,2000})", re.IGNORECASE)
WIDTH: Final = re.compile(rf"\swidth{LENGTH}")
HEIGHT: Final = re.compile(rf"\sheight{LENGTH}")
VIEW_BOX: Final = re.compile(
    r"""\sviewBox\s*=\s*["'][-0-9.]+[\s,]+[-0-9.]+[\s,]+([0-9.]{1,12})[\s,]+([0-9.]{1,12})\s*["']"""
)

Size = tuple[int, int]


def sizes_in(folder: Path, files: Iterable[str]) -> dict[str, Size]:
    """Width and height of the pictures among ``files``, where their first bytes say so."""
    found: dict[str, Size] = {}
    for name in files:
        ending = name.rpartition(".")[2].lower()
        if ending in READERS:
            with (folder / name).open("rb") as file:
                size = size_of(file.read(HEAD), ending)
            if size:
                found[name] = size
    return found


def bytes_of(file: Path) -> int:
    """How many bytes a picture has."""
    return file.stat().st_size


def size_of(data: bytes, ending: str) -> Size | None:
    """The size that a picture's first bytes tell, or nothing where they don't."""
    try:
        size = READERS[ending](data)
    except (struct.error, ValueError, IndexError):
        return None
    return size if size and all(0 < length <= 65535 for length in size) else None


def _png(data: bytes) -> Size | None:
    if not data.startswith(b"\x89PNG\r\n\x1a\n"):
        return None
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _gif(data: bytes) -> Size | None:
    if not data.startswith((b"GIF87a", b"GIF89a")):
        return None
    width, height = struct.unpack("<HH", data[6:10])
    return width, height


def _jpeg(data: bytes) -> Size | None:
    """Walk the segments to the one that starts the frame (ITU T.81, B.1.1.3)."""
    place = 2 if data.startswith(b"\xff\xd8") else len(data)
    while place + 9 <= len(data) and data[place] == 0xFF:
        kind = data[place + 1]
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return width, height
        place += 2 + max(2, int(struct.unpack(">H", data[place + 2 : place + 4])[0]))
    return None


def _webp(data: bytes) -> Size | None:
    """The three layouts of a WebP file (RFC 9649, section 2)."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP" or len(data) < 25:
        return None
    match data[12:16]:
        case b"VP8X" if len(data) >= 30:
            width, height = (int.from_bytes(data[at : at + 3], "little") for at in (24, 27))
            return width + 1, height + 1
        case b"VP8L":
            bits = struct.unpack("<I", data[21:25])[0]
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8 ":
            width, height = struct.unpack("<HH", data[26:30])
            return width & 0x3FFF, height & 0x3FFF
    return None


def _svg(data: bytes) -> Size | None:
    found = SVG.search(data[:8192].decode("utf-8", "replace"))
    if not found:
        return None
    width, height = WIDTH.search(found[1]), HEIGHT.search(found[1])
    if width and height:
        return round(float(width[1])), round(float(height[1]))
    box = VIEW_BOX.search(found[1])
    return (round(float(box[1])), round(float(box[2]))) if box else None


READERS: Final = {
    "png": _png,
    "gif": _gif,
    "jpg": _jpeg,
    "jpeg": _jpeg,
    "webp": _webp,
    "svg": _svg,
}
