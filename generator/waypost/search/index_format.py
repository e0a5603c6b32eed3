"""The form of the search's index: what its builder, its check and the engine agree on."""

from __future__ import annotations

from typing import Final

from waypost.model.records import ENTRY_TYPES

VERSION: Final = 1
KINDS: Final = tuple(cls.kind.name for cls in ENTRY_TYPES if cls.kind.searched)
DIMS: Final = 64
"""Numbers of a word's vector."""
