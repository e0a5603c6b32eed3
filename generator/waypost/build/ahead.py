"""The search's data made ahead, in a second process, while the first one checks and draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from waypost.build.verify_search import Asked, Question
from waypost.checks.snapshot import Reading
from waypost.search.output_files import PLACE, files, part_of


@dataclass(frozen=True, slots=True)
class SearchData:
    """The search's files, by their addresses; ``main`` is the one that is loaded first.

    ``fault`` is why they can't be searched in, if so.
    """

    files: Mapping[str, str]
    main: str
    fault: str


def made(found: Reading, engine: Path | None) -> SearchData:
    """The search's data for what was ``found``, about which the search's ``engine`` is asked."""
    # Node loads the engine while the data is made.
    with Asked(engine) as asked:
        rows = dict(files(found.shown.knowledge, found.converter))
        main = next(iter(rows))
        start, _, end = part_of(main, "\0").partition("\0")
        parts = {
            name.removeprefix(start).removesuffix(end): text
            for name, text in rows.items()
            if name not in (main, PLACE)
        }
        question = Question(rows[main], parts)
        asked.ask(question)
        return SearchData(rows, main, question.fault() or asked.refusal())
