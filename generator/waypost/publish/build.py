"""Publish a site: mended where an edit allows it, which takes a moment, else built whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from waypost import said
from waypost.collector import no_collector
from waypost.crew import Crew
from waypost.kept import FOLDER
from waypost.publish import trace
from waypost.publish.outcome import Outcome, Wishes
from waypost.publish.trace import Trace
from waypost.reading import Reading, reading

if TYPE_CHECKING:
    from waypost.publish.ahead import Made
    from waypost.publish.patch import Tried


def build(
    settings: Path, kb: Path | None, site_dir: Path | None, day: date, wishes: Wishes
) -> Outcome:
    """Publish what ``settings`` describe. Raises `Refused` for the environment's.

    ``kb`` and ``site_dir`` stand in place of what the settings name.
    """
    left, note = trace.read(settings.parent / FOLDER) if wishes.plain else (None, "")
    found, prepared = None, None
    if left and left.fits(settings, kb, site_dir):
        with no_collector():
            found = reading(Path(left.kb), day, Path(left.content))
        tried = _tried(left, found, settings.parent / FOLDER, day, wishes)
        if tried and tried.outcome:
            return tried.outcome
        prepared = tried.prepared if tried else None
    # MkDocs takes longer to load than many a site to be mended.
    from waypost.publish.job import Job

    outcome = Job.of(settings, kb, site_dir, day).run(wishes, prepared, found)
    return replace(outcome, notes=(note, *outcome.notes))


def _tried(left: Trace, found: Reading, folder: Path, day: date, wishes: Wishes) -> Tried | None:
    """What comes of mending; None where more than texts has changed."""
    keys = said.of(found.shown.knowledge, found.converter.names.away)
    if keys.rest != left.rest or keys.texts.keys() != left.texts.keys():
        return None
    worth = keys.texts != left.texts and not found.gathered.problems and left.made.searched
    with Crew([partial(_ahead, found)], worth=worth) as ahead:
        from waypost.publish.patch import patched

        return patched(left, found, keys, ahead, folder, day, wishes)


def _ahead(found: Reading) -> Made:
    # What the search is made with takes a while to load, and only one process needs it.
    from waypost.publish.ahead import made

    return made(found)
