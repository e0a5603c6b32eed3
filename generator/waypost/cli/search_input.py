"""Input of the commands about the search: a knowledge base's published entries."""

import sys
from datetime import date
from pathlib import Path

from waypost.diagnostics import report
from waypost.diagnostics.message_format import errors_of
from waypost.model.includes import gather
from waypost.model.records import Knowledge
from waypost.search.documents import Document
from waypost.search.site_index import published


def entries_of(kb: Path, day: date) -> tuple[Knowledge, list[Document]]:
    """The part of ``kb`` that is published on a day, and the entries that the search finds in it.

    Exits with 1 where the knowledge base doesn't load.
    """
    gathered = gather(kb)
    if errors_of(gathered.problems):
        report.print_problems(gathered.problems)
        sys.exit(1)
    return published(gathered.knowledge, day)
