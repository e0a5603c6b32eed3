"""Faults of a built site."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SiteFault:
    """A fault of a built site: the ``file``, ``what`` is wrong in it, the ``address`` at fault."""

    file: str
    what: str
    address: str = ""
