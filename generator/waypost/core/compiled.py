"""Templates as Python compiled them, kept where Python keeps its own: compiling takes long."""

from __future__ import annotations

import os
import secrets
import sys
from contextlib import suppress
from hashlib import sha256
from importlib.util import cache_from_source
from pathlib import Path
from typing import Final

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from waypost.core import kept

ENDING: Final = ".template"
SUM: Final = 32
"""Bytes of the checksum before the rest."""


class Compiled(BytecodeCache):
    """The compiled templates of ``folder``, in its ``__pycache__`` or what stands in for that.

    One that is damaged, or made from something else, is made again. Where none can be written, or
    is to be, each process makes its own.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = Path(cache_from_source(str(folder / "any"))).parent

    def get_source_checksum(self, source: str) -> str:
        """A key for all that has a say in what ``source`` is compiled to."""
        return kept.key(kept.version(), jinja2.__version__, source)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill ``bucket`` with what is kept, if that is whole."""
        with suppress(OSError):
            data = self._path(bucket).read_bytes()
            if sha256(data[SUM:]).digest() == data[:SUM]:
                bucket.bytecode_from_string(data[SUM:])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what is in ``bucket``, where that is possible."""
        if sys.dont_write_bytecode:
            return
        data = bucket.bytecode_to_string()
        path = self._path(bucket)
        beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            try:
                beside.write_bytes(sha256(data).digest() + data)
                os.replace(beside, path)
            finally:
                with suppress(OSError):
                    beside.unlink()

    def _path(self, bucket: Bucket) -> Path:
        return self._folder / (bucket.key + ENDING)
