"""What a foreign file says: the records that were understood, and what wasn't, with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from waypost.edit.yaml_writer import Plain


@dataclass(frozen=True, slots=True)
class Found:
    """A record for a section of the knowledge base; ``where`` it stood, in the file's own terms.

    ``name`` is its id in a section that is keyed by ids, such as the facts.
    """

    where: str
    section: str
    fields: Mapping[str, Plain]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Missed:
    """A part that wasn't understood, and why. A ``minor`` one loses no record."""

    where: str
    why: str
    minor: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a file says."""

    found: tuple[Found, ...] = ()
    missed: tuple[Missed, ...] = ()
    site: Mapping[str, Plain] = field(default_factory=dict)
    """Single values of the knowledge base itself, such as its title."""


def nothing(where: str, why: str) -> Reading:
    """The reading of a file that can't be read at all."""
    return Reading(missed=(Missed(where, why),))
