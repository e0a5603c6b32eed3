"""Publish a site: mended where an edit allows it, which takes a moment, else built whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from waypost.publish.outcome import Outcome, Wishes
from waypost.publish.patch import patched


def build(
    settings: Path, kb: Path | None, site_dir: Path | None, day: date, wishes: Wishes
) -> Outcome:
    """Publish what ``settings`` describe. Raises `Refused` for the environment's.

    ``kb`` and ``site_dir`` stand in place of what the settings name.
    """
    tried = patched(settings, kb, site_dir, day, wishes)
    if tried.outcome:
        return tried.outcome
    # MkDocs takes longer to load than many a site to be mended.
    from waypost.publish.job import Job

    outcome = Job.of(settings, kb, site_dir, day).run(wishes, tried.prepared)
    return replace(outcome, notes=(tried.note, *outcome.notes))
