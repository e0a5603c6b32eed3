"""A knowledge base as it was loaded at one moment, before anything of it is checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

from waypost import parser
from waypost.markdown import Converter, Names
from waypost.model import publication
from waypost.model.facts import Resolved, resolve
from waypost.model.includes import Gathered, Read, gather
from waypost.model.publication import Publication
from waypost.parser.content_files import files_in
from waypost.parser.image_size import sizes_in


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that was ``gathered`` from the files, and the part of it that is ``shown`` to readers.

    ``resolved`` are the facts, ``converter`` converts the texts, and ``folder`` holds the
    hand-written pages.
    """

    gathered: Gathered
    resolved: Resolved
    shown: Publication
    converter: Converter
    folder: Path


def take_snapshot(
    path: Path,
    day: date,
    content: Path | None = None,
    read: Read = parser.read,
    *,
    drafts: bool = False,
) -> Snapshot:
    """Load the knowledge base at ``path`` as it stands on ``day``; for the arguments see
    `analyse`."""
    gathered = gather(path, read)
    resolved = resolve(gathered.knowledge.facts)
    folder = content or path.parent / "content"
    files = files_in(folder)
    shown = publication.published_on(gathered.knowledge, day, drafts=drafts)
    names = Names.of(gathered.knowledge, files, sizes_in(folder, files), shown.away)
    return Snapshot(gathered, resolved, shown, Converter(names, resolved.facts), folder)


reading = take_snapshot
Reading: TypeAlias = Snapshot
