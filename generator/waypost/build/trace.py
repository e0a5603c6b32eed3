"""What a build leaves behind so that the next one may mend its site instead of making it anew."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from waypost.build import manifest
from waypost.core import kept
from waypost.core.kept import Kept
from waypost.parser.input_guard import inspect

if TYPE_CHECKING:
    from waypost.mkdocs_plugin.layout import Seams
    from waypost.pages.page import Page

FILE: Final = "trace"

REACHES_OUT: Final = re.compile(r"(?:^|[\s,\[{])!|^\s*(?:INHERIT|hooks)\s*:", re.MULTILINE)
"""Settings that bring in something from elsewhere: tags, other settings, code."""


@dataclass(frozen=True, slots=True)
class Told:
    """A page that MkDocs made: a key for what the theme read of it, and its file's seams."""

    about: str
    seams: Seams


@dataclass(frozen=True, slots=True)
class Made:
    """What is known of the pages of a build.

    ``shells`` are the theme's parts of single entries' pages, by what their pages share; ``told``
    the pages that MkDocs made, by address. ``shows`` has the addresses of the pages that show
    more of an entry than its title, by its name. ``links`` stand on the home page. ``taken`` are
    names of files that are the owner's own, and ``facts`` are named by hand-written pages. The
    other values are those of `Sheets`.
    """

    site_url: str | None
    edits: Mapping[str, str | None]
    cards: Mapping[str, str]
    shells: Mapping[str, Sequence[str]]
    told: Mapping[str, Told]
    shows: Mapping[str, Sequence[str]]
    links: Sequence[Sequence[str]]
    taken: Sequence[str]
    facts: Sequence[str]
    searched: bool


@dataclass(frozen=True, slots=True)
class Trace:
    """A build: what it was asked for and made from, and what it made.

    ``inputs`` are the files and folders that MkDocs read, and ``frame`` is a key for what was in
    them. ``texts``, ``traits``, ``facts`` and ``rest`` are `Said`'s, and ``places`` tells where
    records stand, if pages have links for editing them. ``anchors`` are the ids in pages that other
    pages link to, ``rules`` the directives of the policy, and ``manifest`` is the checksum of the
    site's own.
    """

    asked: Sequence[str]
    target: str
    content: str
    kb: str
    base: str
    inputs: Sequence[str]
    frame: str
    texts: Mapping[str, str]
    traits: Mapping[str, Sequence[Any]]
    facts: str
    rest: str
    places: str
    anchors: Sequence[str]
    rules: Mapping[str, Sequence[str]]
    manifest: str
    made: Made

    def fits(self, settings: Path, kb: Path | None, site_dir: Path | None) -> bool:
        """Whether a build that is asked for this differs in nothing but the knowledge base."""
        if self.asked != asked(settings, kb, site_dir):
            return False
        try:
            odd = inspect([*map(Path, self.inputs), Path(self.kb)])
            return not odd and frame(self.inputs) == self.frame
        except OSError:
            return False


def about(page: Page, edits: Mapping[str, str | None]) -> str:
    """A key for what the theme reads of ``page``, but for what stands between its seams.

    ``edits`` are the links with which files are edited.
    """
    there = (bool(page.description), bool(page.structured))
    at = page.at if page.at and edits[page.at.file] else None
    rest = replace(page, html="", description="", structured="", at=at)
    return kept.key(repr((rest, there)))


def shows(made: Made, drawn: Mapping[str, Sequence[str]]) -> Mapping[str, Sequence[str]]:
    """The ``shows`` of ``made`` when pages are ``drawn`` anew: what each shows, by its address."""
    found = {
        name: [each for each in addresses if each not in drawn]
        for name, addresses in made.shows.items()
    }
    for address, names in drawn.items():
        for name in names:
            found.setdefault(name, []).append(address)
    return found


def asked(settings: Path, kb: Path | None, site_dir: Path | None) -> Sequence[str]:
    """What a build was asked for, in so far as it decides what is built, and where."""
    paths = (str(path.absolute()) if path else "" for path in (settings, kb, site_dir))
    # The knowledge base and the inputs are named relative to the folder that a build runs in.
    return [os.getcwd(), *paths]


def read(folder: Path) -> tuple[Trace | None, str]:
    """The trace that is kept in ``folder``, or None and why it can't be used, if there is one."""
    store = Kept(folder, FILE, 1)
    row = store.get(FILE)
    if row is None:
        return None, store.said
    try:
        made = row.pop("made")
        told = {address: Told(*each) for address, each in made.pop("told").items()}
        return Trace(made=Made(told=told, **made), **row), ""
    except (AttributeError, LookupError, TypeError):
        return None, f"{store.path} is ignored: it is damaged"


def write(folder: Path, trace: Trace) -> None:
    """Keep ``trace`` in ``folder``, as far as its disk has room."""
    told = {address: [each.about, each.seams] for address, each in trace.made.told.items()}
    row = _values(trace) | {"made": _values(trace.made) | {"told": told}}
    store = Kept(folder, FILE, 1)
    store.put(FILE, row)
    store.save()


def _values(record: Trace | Made) -> dict[str, Any]:
    return {each.name: getattr(record, each.name) for each in fields(record)}


def forget(folder: Path) -> None:
    """Keep no trace: what was built last can't be mended."""
    with suppress(OSError):
        (folder / f"{FILE}.json").unlink()


def frame(inputs: Iterable[str]) -> str:
    """A key for the content of ``inputs``, files or folders, and for all that makes pages of it."""
    rows = [kept.version(), *kept.installed()]
    for each in inputs:
        path = Path(each)
        found = manifest.measure(path) if path.is_dir() else {"": manifest.checksum(each)}
        rows.append(repr((each, found)))
    return kept.key(*rows)
