"""Mend the site that stands after an edit, where nothing but texts of entries has changed.

`trace` says what the last build made, and from what. Where all of it is the same but what some
entries say, only the pages that show these are drawn, and each is what a whole build would make of
it, byte for byte: the theme's part of it is known. All other files are taken over, and what is made
from the whole knowledge base is made anew. Wherever something isn't certain, the whole is built.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from hashlib import sha256
from pathlib import Path
from typing import Final

from waypost import machines, render, said
from waypost.crew import Crew
from waypost.pipeline import Prepared, Site, prepare
from waypost.publish import manifest, markup, serving, trace
from waypost.publish.ahead import SearchData
from waypost.publish.beside import Published, publish, recover
from waypost.publish.manifest import Sum
from waypost.publish.markup import Markup
from waypost.publish.outcome import Outcome, Wishes, is_dated
from waypost.publish.policy import Policy
from waypost.publish.redraw import Redraw, Redrawn
from waypost.publish.refusal import NotWhole, Refused
from waypost.publish.searches import Asked, engine_of
from waypost.publish.taking import NewSite
from waypost.publish.trace import Trace
from waypost.publish.verify import Finding, Survey, fault
from waypost.reading import Reading
from waypost.render.desk import Desk
from waypost.said import Said, Single
from waypost.search.files import PLACE

MOST: Final = 300
"""Pages that are drawn one by one; where more have changed, the whole is built."""

MANY: Final = 5000
"""From so many files on a second process pays beside the engine's."""

PIECE: Final = 250
"""Files that a process takes over at once."""

SEARCH: Final = re.compile(r"assets/waypost/search(?:/[\w-]+)?\.[0-9a-f]{8}\.json")
"""The search's data, whose names change with its content."""

Sums = dict[str, Sum]


class Astray(Exception):
    """The site can't be mended: all of it has to be built."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of trying to mend a site: the ``outcome``, where that was possible.

    Else all of it has to be built, from what was ``prepared``.
    """

    outcome: Outcome | None = None
    prepared: Prepared | None = None


def patched(
    left: Trace,
    found: Reading,
    keys: Said,
    ahead: Crew[SearchData],
    folder: Path,
    day: date,
    wishes: Wishes,
) -> Tried:
    """Mend the site that ``left`` tells of, which is kept in ``folder``.

    ``found`` is the knowledge base, ``keys`` what it says, and ``ahead`` makes the search's data.
    """
    with suppress(Refused):
        recover(Path(left.target))
    prepared = prepare(Path(left.kb), day, found=found)
    outcome = Outcome(prepared.problems, day, prepared.texts, is_dated(prepared))
    if not prepared.ok(strict=wishes.strict):
        return Tried(outcome)
    keep = [*map(Path, left.inputs), *prepared.files]
    # Node loads the engine while the search's data is made.
    with Asked(engine_of(Path(left.target)), idle=keys.texts == left.texts) as asked:
        patch = Patch(left, prepared.site, keys, ahead, asked)
        try:
            published = publish(patch.build, Path(left.target), verify=patch.verify, keep=keep)
        except (Astray, LookupError, NotWhole, Refused):
            # Building the whole finds out what is the matter, and says so.
            return Tried(prepared=prepared)
    trace.write(folder, patch.left_now(published))
    return Tried(replace(outcome, published=published))


@dataclass
class Patch:
    """A site on the way to be mended; ``left`` is the trace of the last build.

    ``redrawn`` are pages in the new site, and ``files`` all names in it. ``asked`` is the search's
    engine, and ``searched`` what it is asked about.
    """

    left: Trace
    site: Site
    keys: Said
    ahead: Crew[SearchData]
    asked: Asked
    redrawn: Sequence[Redrawn] = ()
    files: Collection[str] = field(default_factory=set)
    searched: SearchData | None = None
    old: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def changed(self) -> Mapping[str, Single]:
        """The entries whose texts are others now, by name."""
        before = self.left.texts
        every = {said.name(each): each for each in said.singles(self.site.knowledge)}
        return {name: every[name] for name, key in self.keys.texts.items() if before[name] != key}

    def build(self, new: Path) -> Mapping[str, Sum]:
        """Put the mended site into ``new``. Raises `Astray` or LookupError where it can't be."""
        if manifest.sum_of(Path(self.left.target)) != self.left.manifest:
            raise Astray
        self.old = manifest.read(Path(self.left.target)) or {}
        addresses = self._addresses()
        remade = self._remade(addresses)
        known = [name for name in self.old if name not in remade]
        sums: Sums = {}
        if self.changed:
            sums |= self._drawn(new, addresses)
        if self.changed and self.left.made.searched:
            # While the engine looks at it, the other files are taken over.
            sums |= self._searchable(new)
        pieces = (known[start : start + PIECE] for start in range(0, len(known), PIECE))
        tasks = [partial(self._taken_over, new, piece) for piece in pieces]
        with Crew(tasks, worth=len(known) >= MANY) as crew:
            for part in crew.finish():
                sums |= part
        self.files = sums.keys()
        if self.changed:
            rules = Policy({name: tuple(row) for name, row in self.left.rules.items()})
            recipe = serving.Recipe(rules, self.files, self.left.base)
            serving.write(new, recipe, serving.NAMING)
        return sums

    @cached_property
    def _desk(self) -> Desk:
        return render.desk_for(self.site, self.left.made.site_url or "")

    def _addresses(self) -> Sequence[str]:
        """The pages that show texts that have changed. Raises `Astray` where they are many."""
        shows = self.left.made.shows
        found = {self._desk.stock.address(entry) for entry in self.changed.values()}
        found = found.union(*(shows.get(name, ()) for name in self.changed))
        if len(found) > MOST:
            raise Astray
        return sorted(found)

    def _remade(self, addresses: Sequence[str]) -> Collection[str]:
        """The files of the old site that the new one doesn't take over."""
        if not self.changed:
            return ()
        pages = {f"{address}index.{kind}" for address in addresses for kind in ("html", "md")}
        data = {name for name in self.old if SEARCH.fullmatch(name)} | {PLACE}
        return pages | data | serving.NAMING | self._for_machines

    @cached_property
    def _for_machines(self) -> frozenset[str]:
        return machines.CHANGING - {*self.left.made.taken}

    def _drawn(self, new: Path, addresses: Sequence[str]) -> Sums:
        """Write the pages at ``addresses``, and what machines read."""
        redraw = Redraw(self._desk, self.left.made, self._read)
        self.redrawn = list(redraw.pages(addresses))
        pages = [each.page for each in self.redrawn]
        sums, site = {}, NewSite(str(new))
        for each in self.redrawn:
            sums[each.page.file] = site.put(each.page.file, each.html)
            if each.twin is not None:
                name = f"{each.page.address}index.md"
                sums[name] = site.put(name, each.twin)
        for name in self._for_machines & self.old.keys():
            old = self._read(name).decode()
            text = machines.mended(self._desk, name, old, self.changed.values(), pages)
            sums[name] = site.put(name, text.encode())
        return sums

    def _searchable(self, new: Path) -> Sums:
        """Write the search's data, and ask the engine about it."""
        (self.searched,) = self.ahead.finish()
        if not self.searched.fault:
            self.asked.ask(self.searched.question)
        site = NewSite(str(new))
        return {name: site.put(name, text.encode()) for name, text in self.searched.files.items()}

    def _taken_over(self, new: Path, names: Sequence[str]) -> Sums:
        """Take files over from the old site, if they are what they were."""
        sums: Sums = {}
        site = NewSite(str(new))
        for name in names:
            if manifest.checksum(os.path.join(self.left.target, name)) != self.old[name]:
                raise Astray
            sums[name] = site.take(self.left.target, name, self.old[name])
        return sums

    def _read(self, name: str) -> bytes:
        """A file of the old site, which must be what it was."""
        data = (Path(self.left.target) / name).read_bytes()
        if sha256(data).hexdigest() != self.old[name]:
            raise Astray
        return data

    def verify(self, new: Path) -> tuple[Finding, ...]:
        """What is wrong with the pages that were drawn, and with the search.

        Raises `Astray` where a page lost a place that others may link to, or holds what the
        policy of the site speaks of.
        """
        seen = Survey(dict.fromkeys(self.files, ""), _Pages(new, self.files), ())
        return (
            *(each for page in self.redrawn for each in self._faults(page, seen)),
            *self._unusable(),
        )

    def _unusable(self) -> Iterator[Finding]:
        """Why the search wouldn't work."""
        if self.searched and (why := self.searched.fault or self.asked.refusal()):
            yield Finding(self.searched.data, why)

    def _faults(self, drawn: Redrawn, seen: Survey) -> Iterator[Finding]:
        name = drawn.page.file
        before = markup.read(self._read(name).decode("utf-8", "replace"))
        now = markup.read(drawn.html.decode("utf-8", "replace"))
        if not {*now.ids} >= {*before.ids} or _ruled(now) != _ruled(before):
            raise Astray
        for link in (*now.links, *now.loads):
            if what := fault(seen, name, link, self.left.base):
                yield Finding(name, what, link)

    def left_now(self, published: Published) -> Trace:
        """The trace of the mended site."""
        made = self.left.made
        told = {each.page.address: each.told for each in self.redrawn if each.told}
        return replace(
            self.left,
            texts=self.keys.texts,
            manifest=published.sum,
            made=replace(made, told={**made.told, **told}),
        )


class _Pages(Mapping[str, Markup]):
    """The markup of the pages of a site, each read when it is asked for."""

    def __init__(self, site: Path, names: Collection[str]) -> None:
        self._site, self._names = site, names
        self._read: dict[str, Markup] = {}

    def __getitem__(self, name: str) -> Markup:
        if name not in self._read:
            self._read[name] = markup.read((self._site / name).read_text("utf-8", "replace"))
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        return name in self._names and str(name).endswith(".html")

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._names if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _ruled(page: Markup) -> tuple[Sequence[str], ...]:
    """What a policy has a say in."""
    return (page.scripts, page.styles, page.style_attributes, page.handlers, page.loads)
