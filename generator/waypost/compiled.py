"""Templates as Python compiled them, kept where Python keeps its own: compiling takes long."""

from __future__ import annotations

import os
import pickle
import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from typing import Final

import jinja2
from jinja2.bccache import Bucket, FileSystemBytecodeCache

from waypost import kept

PATTERN: Final = "%s.template"
"""How a file is called: ``%s`` stands for a key of the template's name and place."""


class Compiled(FileSystemBytecodeCache):
    """The compiled templates of ``folder``, in its ``__pycache__`` or what stands in for that.

    As with Python's own, one that is damaged, or made from something else, is made again, and
    where none can be written, or is to be, each process makes its own.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(os.path.dirname(cache_from_source(str(folder / "any"))), PATTERN)

    def get_source_checksum(self, source: str) -> str:
        """A key for all that has a say in what ``source`` is compiled to."""
        return kept.key(kept.version(), jinja2.__version__, source)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill ``bucket`` with what is kept, if there is something that can be used."""
        try:
            super().load_bytecode(bucket)
        except (OSError, EOFError, ValueError, LookupError, AttributeError, pickle.PickleError):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what is in ``bucket``, where that is possible."""
        if sys.dont_write_bytecode:
            return
        with suppress(OSError):
            os.makedirs(self.directory, exist_ok=True)
            super().dump_bytecode(bucket)
