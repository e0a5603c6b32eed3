"""Input of the commands about the search: a knowledge base's entries and their index."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from waypost.diagnostics import Severity, report
from waypost.diagnostics.message_format import severity
from waypost.model.includes import Gathered, gather
from waypost.model.records import Knowledge
from waypost.search.documents import Document
from waypost.search.site_index import index_entries, published


@dataclass(frozen=True, slots=True)
class Searched:
    """The entries that are out on a day, and the knowledge base they are from."""

    knowledge: Knowledge
    entries: Sequence[Document]


def entries_of(kb: Path, day: date) -> Searched:
    """The entries that the search finds in ``kb``; exits with 1 where that doesn't load."""
    gathered = gather(kb)
    if not _loaded(gathered):
        report.print_problems(gathered.problems, gathered.texts, sys.stderr, frames=False)
        sys.exit(1)
    return Searched(*published(gathered.knowledge, day))


def indexed(site: Searched) -> Callable[[Sequence[Document]], Mapping[str, Any]]:
    """A function that makes the index of any of the site's entries."""
    return lambda entries: index_entries(site.knowledge, entries)


def _loaded(gathered: Gathered) -> bool:
    return not any(severity(each) is Severity.ERROR for each in gathered.problems)
