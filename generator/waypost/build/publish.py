"""Publish a site: mended where an edit allows it, which takes a moment, else built whole."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from waypost.build import trace
from waypost.build.build_result import Outcome, Wishes
from waypost.build.errors import Refused
from waypost.build.staged_folder import Building, opened
from waypost.build.standing import Astray, Standing, standing
from waypost.build.trace import Trace
from waypost.core.kept import FOLDER
from waypost.core.worker import Crew

if TYPE_CHECKING:
    from waypost.build.patch import Tried
    from waypost.checks.snapshot import Reading


def build(
    settings: Path, kb: Path | None, site_dir: Path | None, day: date, wishes: Wishes
) -> Outcome:
    """Publish what ``settings`` describe. Raises `Refused` for the environment's.

    ``kb`` and ``site_dir`` stand in place of what the settings name.
    """
    so_far = _mended(settings, kb, site_dir, day, wishes) if wishes.plain else SoFar()
    if so_far.tried and so_far.tried.outcome:
        return so_far.tried.outcome
    # MkDocs takes longer to load than many a site to be mended.
    from waypost.build.site_build import Job

    prepared = so_far.tried.prepared if so_far.tried else None
    outcome = Job.of(settings, kb, site_dir, day).run(wishes, prepared, so_far.found)
    return replace(outcome, notes=(so_far.note, *outcome.notes))


@dataclass(frozen=True, slots=True)
class SoFar:
    """How far mending came: what was ``found``, if it was read, and what was ``tried`` with it.

    ``note`` says why the trace can't be used.
    """

    found: Reading | None = None
    tried: Tried | None = None
    note: str = ""


def _mended(
    settings: Path, kb: Path | None, site_dir: Path | None, day: date, wishes: Wishes
) -> SoFar:
    # The trace is large, so it goes before a whole site is built.
    folder = settings.parent / FOLDER
    left, note = trace.read(folder)
    if left is None or not left.fits(settings, kb, site_dir):
        return SoFar(note=note)
    target = Path(left.target)
    # Most of the site will stay as it is: a second process begins before anything is read.
    with (
        suppress(Astray, Refused),
        opened(target, map(Path, left.inputs)) as building,
        standing(target, left.manifest, building.new) as old,
    ):
        return _tried(left, building, old, folder, day, wishes)
    return SoFar()


def _tried(
    left: Trace, building: Building, old: Standing, folder: Path, day: date, wishes: Wishes
) -> SoFar:
    # What reads a knowledge base takes a while to load.
    from waypost.checks.snapshot import reading
    from waypost.core import said

    found = reading(Path(left.kb), day, Path(left.content))
    # What takes longest begins before it is known whether it is needed.
    worth = left.made.searched and not found.gathered.problems
    with Crew([partial(_ahead, found)], worth=worth) as ahead:
        facts, away = found.resolved.facts, found.converter.names.away
        keys = said.of(found.shown.knowledge, facts, away, left.made.facts)
        if keys.rest != left.rest or keys.texts.keys() != left.texts.keys():
            return SoFar(found)
        if left.places and left.places != said.places(found.shown.knowledge):
            return SoFar(found)
        from waypost.build.patch import Begun, patched

        begun = Begun(building, old, ahead)
        return SoFar(found, patched(left, found, keys, begun, folder, day, wishes))


def _ahead(found: Reading) -> dict[str, str]:
    # What the search is made with takes a while to load, and only one process needs it.
    from waypost.search.output_files import files

    return dict(files(found.shown.knowledge, found.converter))
