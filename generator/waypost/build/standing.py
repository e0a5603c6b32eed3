"""The site that stands, on its way into the one that takes its place, file by file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from waypost.build import manifest
from waypost.build.manifest import Manifest, Sum
from waypost.build.output_folder import NewSite
from waypost.core.worker import Crew

PIECE = 250
"""Files that a process takes over at once."""

Sums = dict[str, Sum]


class Astray(Exception):
    """The site can't be mended: all of it has to be built."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The site in ``target``, with its ``manifest``, which the ``crew`` brings into ``new``."""

    target: Path
    manifest: Manifest
    new: Path
    crew: Crew[Sums]

    def taken_over(self) -> Sums:
        """The files of the new site. Raises `Astray` where the old site isn't what it was."""
        return {name: each for part in self.crew.finish() for name, each in part.items()}

    def drop(self, names: Iterable[str], sums: Sums) -> None:
        """Remove those of ``names`` from the new site, and from its ``sums``, that are there."""
        for name in names:
            if sums.pop(name, None):
                (self.new / name).unlink()

    def read(self, name: str) -> bytes:
        """A file of the old site. Raises `Astray` where it isn't what it was."""
        data = (self.target / name).read_bytes()
        if sha256(data).hexdigest() != self.manifest[name]:
            raise Astray
        return data


@contextmanager
def standing(target: Path, sum: str, new: Path) -> Iterator[Standing]:
    """The site in ``target``, whose manifest has the checksum ``sum``; begin to take it over.

    Raises `Astray` where it isn't that one.
    """
    known = manifest.read(target)
    if not known or manifest.sum_of(target) != sum:
        raise Astray
    names = list(known)
    pieces = (names[start : start + PIECE] for start in range(0, len(names), PIECE))
    tasks = [
        partial(_taken_over, str(target), str(new), {name: known[name] for name in piece})
        for piece in pieces
    ]
    with Crew(tasks) as crew:
        yield Standing(target, known, new, crew)


def _taken_over(target: str, new: str, sums: Mapping[str, str]) -> Sums:
    site = NewSite(new)
    done: Sums = {}
    for name, digest in sums.items():
        found = manifest.sum_at(f"{target}/{name}")
        if found.digest != digest:
            raise Astray
        done[name] = found
        site.take(target, name, digest)
    return done
