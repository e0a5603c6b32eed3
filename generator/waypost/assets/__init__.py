"""The files that readers' browsers load, each under a name that changes with its content."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).parent
SERVED = frozenset({".css", ".mjs", ".svg"})


def every() -> Iterator[Path]:
    """Every file that a site serves, in the order of their names."""
    return (path for path in sorted(FOLDER.iterdir()) if path.suffix in SERVED)


@cache
def address(name: str) -> str:
    """Where the site serves the asset ``name``, relative to its root.

    The name holds a hash of the content, so that a host may let browsers keep it for ever.
    """
    path = FOLDER / name
    digest = sha256(path.read_bytes()).hexdigest()[:8]
    return f"assets/waypost/{path.stem}.{digest}{path.suffix}"
