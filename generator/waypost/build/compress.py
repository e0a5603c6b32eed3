"""Compress a site once, when it is built, rather than at every request."""

import gzip
import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Final

import brotli

from waypost.build import manifest
from waypost.build.host_config import TYPES
from waypost.build.output_folder import OutputFolder

SMALLEST: Final = 512
"""Bytes under which compressing a file gains nothing."""


# Brotli's 11 is a twentieth as fast as 9 and gains little on pages.
FORMS: Final[Mapping[str, Callable[[bytes], bytes]]] = {
    ".gz": partial(gzip.compress, compresslevel=9, mtime=0),
    ".br": partial(brotli.compress, quality=9),
}


def precompress(site: Path) -> None:
    """Write a ``.gz`` and a ``.br`` beside each file of ``site`` that gets smaller by it."""
    found = (name for name, _ in manifest.entries(site))
    names = [name for name in found if os.path.splitext(name)[1][1:] in TYPES]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for _ in pool.map(partial(_compress, OutputFolder(site), site), names):
            pass


def _compress(output: OutputFolder, site: Path, name: str) -> None:
    data = (site / name).read_bytes()
    if len(data) < SMALLEST:
        return
    for suffix, squeeze in FORMS.items():
        squeezed = squeeze(data)
        if len(squeezed) < len(data):
            # A file of that name may be there, and be another site's as well.
            output.put(name + suffix, squeezed)
