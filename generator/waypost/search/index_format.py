"""The form of the search's index: what its builder, its check and the engine agree on."""

from __future__ import annotations

from typing import Final

VERSION: Final = 1
KINDS: Final = ("faq", "policy", "guide", "outcome")
DIMS: Final = 64
"""Numbers of a word's vector."""
