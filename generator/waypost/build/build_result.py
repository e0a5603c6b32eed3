"""What an owner may ask of a publication, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from waypost.diagnostics import Problem

if TYPE_CHECKING:
    from waypost.build.staged_folder import Published
    from waypost.checks.analyse import Prepared

DATED: Final = ("publish_on", "expires_on")
"""Fields that make a site differ from day to day."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What an owner may ask of a publication."""

    strict: bool = False
    policy_in_pages: bool = False
    precompress: bool = False
    offline: bool = False

    @property
    def plain(self) -> bool:
        """Whether nothing is to become of the site but what MkDocs and we make of it."""
        return not (self.policy_in_pages or self.precompress or self.offline)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: all problems, and the site if it was published.

    ``dated`` says whether ``day`` made a difference; ``texts`` are for code frames; ``notes`` are
    what else an owner may want to know.
    """

    problems: tuple[Problem, ...]
    day: date
    texts: Mapping[str, str] = field(default_factory=dict)
    dated: bool = False
    published: Published | None = None
    notes: tuple[str, ...] = ()


def is_dated(prepared: Prepared) -> bool:
    """Whether the site would differ on another day."""
    from waypost.model.entries import reviewed

    entries = reviewed(prepared.knowledge)
    return any(getattr(entry, name, None) for _, entry in entries for name in DATED)
