"""Compress a site once, when it is built, rather than at every request."""

import gzip
import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import MappingProxyType
from typing import Final

import brotli

from waypost.build import manifest

SMALLEST: Final = 512
"""Bytes under which compressing a file gains nothing."""

COMPRESSIBLE: Final = frozenset(
    {".html", ".css", ".js", ".mjs", ".json", ".xml", ".svg", ".txt", ".md", ".csv", ".ics"}
)


def _gzip(data: bytes) -> bytes:
    return gzip.compress(data, compresslevel=9, mtime=0)


def _brotli(data: bytes) -> bytes:
    # 11 is a twentieth as fast as 9 and gains little on pages.
    squeezed: bytes = brotli.compress(data, quality=9)
    return squeezed


FORMS: Final[Mapping[str, Callable[[bytes], bytes]]] = MappingProxyType(
    {".gz": _gzip, ".br": _brotli}
)


def precompress(site: Path) -> None:
    """Write a ``.gz`` and a ``.br`` beside each file of ``site`` that gets smaller by it."""
    files = (site / name for name, _ in manifest.entries(site))
    paths = [path for path in files if path.suffix in COMPRESSIBLE]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for _ in pool.map(_compress, paths):
            pass


def _compress(path: Path) -> None:
    data = path.read_bytes()
    if len(data) < SMALLEST:
        return
    for suffix, squeeze in FORMS.items():
        squeezed = squeeze(data)
        if len(squeezed) < len(data):
            path.with_name(path.name + suffix).write_bytes(squeezed)
