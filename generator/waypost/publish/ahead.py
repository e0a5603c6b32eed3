"""The search's data made ahead, in a second process, while the first one checks and draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from waypost.publish.searches import Question
from waypost.reading import Reading
from waypost.search.files import PLACE, files, part_of


@dataclass(frozen=True, slots=True)
class SearchData:
    """The search's files, by their addresses, and the ``fault`` of them, if they have one.

    ``question`` is what an engine is to be asked about them.
    """

    files: Mapping[str, str]
    data: str
    question: Question
    fault: str


def made(found: Reading) -> SearchData:
    """The search's data for what was ``found``."""
    rows = dict(files(found.shown.knowledge, found.converter))
    data = next(iter(rows))
    start, _, end = part_of(data, "\0").partition("\0")
    parts = {
        name.removeprefix(start).removesuffix(end): text
        for name, text in rows.items()
        if name not in (data, PLACE)
    }
    question = Question(rows[data], parts)
    return SearchData(rows, data, question, question.fault())
