"""Publish a site: mended where an edit allows it, which takes a moment, else built whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
from waypost.reading import Reading, reading

if TYPE_CHECKING:
    from waypost.publish.ahead import SearchData
    from waypost.publish.patch import Tried


def build(
    settings: Path, kb: Path | None, site_dir: Path | None, day: date, wishes: Wishes
) -> Outcome:
    """Publish what ``settings`` describe. Raises `Refused` for the environment's.

    ``kb`` and ``site_dir`` stand in place of what the settings name.
    """
    begun = _begun(settings, kb, site_dir, day, wishes) if wishes.plain else Begun()
    if begun.tried and begun.tried.outcome:
        return begun.tried.outcome
    # MkDocs takes longer to load than many a site to be mended.
    from waypost.publish.job import Job

    prepared = begun.tried.prepared if begun.tried else None
    outcome = Job.of(settings, kb, site_dir, day).run(wishes, prepared, begun.found)
    return replace(outcome, notes=(begun.note, *outcome.notes))


@dataclass(frozen=True, slots=True)
class Begun:
    """How far mending came: what was ``found``, if it was read, and what was ``tried`` with it.

    ``note`` says why the trace can't be used.
    """

    found: Reading | None = None
    tried: Tried | None = None
    note: str = ""


def _begun(
    settings: Path, kb: Path | None, site_dir: Path | None, day: date, wishes: Wishes
) -> Begun:
    # The trace is large, so it goes before a whole site is built.
    left, note = trace.read(settings.parent / FOLDER)
    if left is None or not left.fits(settings, kb, site_dir):
        return Begun(note=note)
    with no_collector():
        found = reading(Path(left.kb), day, Path(left.content))
    keys = said.of(found.shown.knowledge, found.converter.names.away)
    if keys.rest != left.rest or keys.texts.keys() != left.texts.keys():
        return Begun(found)
    if left.places and left.places != said.places(found.shown.knowledge):
        return Begun(found)
    worth = keys.texts != left.texts and not found.gathered.problems and left.made.searched
    with Crew([partial(_ahead, found)], worth=worth) as ahead:
        from waypost.publish.patch import patched

        tried = patched(left, found, keys, ahead, settings.parent / FOLDER, day, wishes)
    return Begun(found, tried)


def _ahead(found: Reading) -> SearchData:
    # What the search is made with takes a while to load, and only one process needs it.
    from waypost.publish.ahead import made

    return made(found)
