"""What is wrong with a built site."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault of the built site: the ``file`` in it, what is wrong, and the address in question."""

    file: str
    what: str
    address: str = ""
