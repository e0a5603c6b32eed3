"""The options of a build, and its result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from waypost.diagnostics import Problem

if TYPE_CHECKING:
    from waypost.build.staged_folder import Published
    from waypost.checks.analyse import Analysis

DATED: Final = ("publish_on", "expires_on")
"""Fields that make a site differ from day to day."""


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """The options of a build."""

    strict: bool = False
    policy_in_pages: bool = False
    precompress: bool = False
    offline: bool = False

    @property
    def rewrites_pages(self) -> bool:
        """True if pages are changed after they were made: their keys don't cover that."""
        return self.policy_in_pages or self.offline


@dataclass(frozen=True, slots=True)
class BuildResult:
    """The result of a build: all problems, and the site if it was published.

    ``dated`` says whether ``day`` made a difference; ``texts`` are for code frames; ``notes`` are
    what else an owner may want to know.
    """

    problems: tuple[Problem, ...]
    day: date
    texts: Mapping[str, str] = field(default_factory=dict)
    dated: bool = False
    published: Published | None = None
    notes: tuple[str, ...] = ()


def is_dated(analysis: Analysis) -> bool:
    """True where the site would differ on another day."""
    from waypost.model.entries import reviewed

    notice = analysis.knowledge.notice
    if notice and notice.until:
        return True
    entries = reviewed(analysis.knowledge)
    return any(getattr(entry, name, None) for _, entry in entries for name in DATED)
