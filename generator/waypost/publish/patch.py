"""Mend the site that stands after an edit, where nothing but texts of entries has changed.

`trace` says what the last build made, and from what. Where all of it is the same but what some
entries say, only the pages that show these are drawn, and each is what a whole build would make of
it, byte for byte: the theme's part of it is known. All other files are taken over, and what is made
from the whole knowledge base is made anew. Wherever something isn't certain, the whole is built.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from hashlib import sha256
from pathlib import Path
from typing import Final

from waypost import machines, render, said
from waypost.crew import Crew
from waypost.inputs import inspect
from waypost.kept import FOLDER
from waypost.pipeline import Prepared, prepare
from waypost.publish import manifest, markup, serving, trace
from waypost.publish.beside import publish
from waypost.publish.manifest import Sum
from waypost.publish.markup import Markup
from waypost.publish.outcome import Outcome, Wishes, is_dated
from waypost.publish.policy import Policy
from waypost.publish.redraw import Redraw, Redrawn
from waypost.publish.refusal import NotWhole, Refused
from waypost.publish.searches import unusable
from waypost.publish.taking import make_folder, take
from waypost.publish.trace import Trace
from waypost.publish.verify import Finding, Survey, fault
from waypost.redirects import redirects
from waypost.render.desk import Desk
from waypost.said import Said, Single
from waypost.search.files import PLACE
from waypost.search.files import files as search_files

MOST: Final = 300
"""Pages that are drawn one by one; where more have changed, the whole is built."""

MANY: Final = 500
"""From so many files on a second process pays."""

PIECE: Final = 250
"""Files that a process takes over at once."""

SEARCH: Final = re.compile(r"assets/waypost/search\.[0-9a-f]{8}\.(?:[\w-]+\.)?json")
"""The search's data, whose names change with its content."""

ENGINE: Final = re.compile(r"assets/waypost/search\.[0-9a-f]{8}\.mjs")

Sums = dict[str, Sum]


@dataclass(frozen=True, slots=True)
class Part:
    """Files that were put into the new site, and what is wrong with the search among them."""

    sums: Sums
    unusable: tuple[Finding, ...] = ()


class Astray(Exception):
    """The site can't be mended: all of it has to be built."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of trying to mend a site: the ``outcome``, where that was possible.

    Else all of it has to be built: from what was ``prepared``, if it got as far. ``note`` is for
    the owner.
    """

    outcome: Outcome | None = None
    prepared: Prepared | None = None
    note: str = ""


def patched(
    settings: Path, kb: Path | None, site_dir: Path | None, day: date, wishes: Wishes
) -> Tried:
    """Mend the site that `Job` would build. ``kb`` and ``site_dir`` are as in `Job.of`."""
    folder = settings.parent / FOLDER
    if wishes != Wishes(strict=wishes.strict):
        return Tried()
    left, note = trace.read(folder)
    if left is None or left.asked != trace.asked(settings, kb, site_dir) or not _same(left):
        return Tried(note=note)
    prepared = prepare(Path(left.kb), day, Path(left.content))
    outcome = Outcome(prepared.problems, day, prepared.texts, is_dated(prepared))
    if not prepared.ok(strict=wishes.strict):
        return Tried(outcome)
    keys = said.of(prepared.site)
    if keys.rest != left.rest or keys.texts.keys() != left.texts.keys():
        return Tried(prepared=prepared)
    patch = Patch(left, prepared, keys)
    keep = [*map(Path, left.inputs), *prepared.files]
    try:
        published = publish(patch.build, Path(left.target), verify=patch.verify, keep=keep)
    except (Astray, LookupError, NotWhole, Refused):
        # Building the whole finds out what is the matter, and says so.
        return Tried(prepared=prepared)
    trace.write(folder, patch.left_now())
    return Tried(replace(outcome, published=published))


def _same(left: Trace) -> bool:
    """Whether all but the knowledge base is what it was."""
    try:
        odd = inspect([*map(Path, left.inputs), Path(left.kb)])
        return not odd and trace.frame(left.inputs) == left.frame
    except OSError:
        return False


@dataclass
class Patch:
    """A site on the way to be mended; ``left`` is the trace of the last build.

    ``redrawn`` are pages in the new site, ``files`` all names in it, and ``unusable`` is why its
    search wouldn't work.
    """

    left: Trace
    prepared: Prepared
    keys: Said
    redrawn: Sequence[Redrawn] = ()
    files: Collection[str] = field(default_factory=set)
    unusable: tuple[Finding, ...] = ()
    old: Mapping[str, str] = field(default_factory=dict)

    def build(self, new: Path) -> Mapping[str, Sum]:
        """Put the mended site into ``new``. Raises `Astray` or LookupError where it can't be."""
        if trace.site_sum(Path(self.left.target)) != self.left.manifest:
            raise Astray
        self.old = manifest.read(Path(self.left.target)) or {}
        changed = self._changed()
        addresses = self._addresses(changed)
        if len(addresses) > MOST:
            raise Astray
        remade = self._remade(addresses)
        known = [name for name in self.old if name not in remade]
        tasks: list[Callable[[], Part]] = []
        if addresses and self.left.made.searched:
            tasks.append(partial(self._search, new))
        pieces = (known[start : start + PIECE] for start in range(0, len(known), PIECE))
        tasks += [partial(self._taken_over, new, piece) for piece in pieces]
        with Crew(tasks, worth=len(known) >= MANY) as crew:
            sums = self._drawn(new, changed, addresses) if addresses else {}
            for part in crew.finish():
                sums |= part.sums
                self.unusable += part.unusable
        self.files = sums.keys()
        if addresses:
            self._write_recipe(new)
        return sums

    @cached_property
    def _desk(self) -> Desk:
        return render.desk_for(self.prepared.site, self.left.made.site_url or "")

    def _changed(self) -> Mapping[str, Single]:
        """The entries whose texts are others now, by name."""
        before = self.left.texts
        every = {said.name(each): each for each in said.singles(self.prepared.site.knowledge)}
        return {name: every[name] for name, key in self.keys.texts.items() if before[name] != key}

    def _addresses(self, changed: Mapping[str, Single]) -> Sequence[str]:
        """The pages that show texts of ``changed``."""
        shows = self.left.made.shows
        found = {self._desk.stock.address(entry) for entry in changed.values()}
        return sorted(found.union(*(shows.get(name, ()) for name in changed)))

    def _remade(self, addresses: Sequence[str]) -> Collection[str]:
        """The files of the old site that the new one doesn't take over."""
        if not addresses:
            return ()
        pages = {f"{address}index.{kind}" for address in addresses for kind in ("html", "md")}
        data = {name for name in self.old if SEARCH.fullmatch(name)} | {PLACE}
        if self.left.made.searched:
            data.update(self._engines)
        snippets = {*serving.SNIPPETS}
        if self._moved:
            snippets.add(serving.REDIRECTS)
        return pages | data | snippets | self._for_machines

    @cached_property
    def _moved(self) -> Mapping[str, str]:
        return redirects(self.prepared.site.knowledge)

    @cached_property
    def _for_machines(self) -> frozenset[str]:
        return machines.CHANGING - {*self.left.made.taken}

    def _drawn(self, new: Path, changed: Mapping[str, Single], addresses: Sequence[str]) -> Sums:
        """Write the pages at ``addresses``, and what machines read."""
        redraw = Redraw(self._desk, self.left.made, self._read)
        self.redrawn = list(redraw.pages(addresses))
        pages = [each.page for each in self.redrawn]
        sums = {}
        for each in self.redrawn:
            sums[each.page.file] = _put(new, each.page.file, each.html)
            if each.twin is not None:
                name = f"{each.page.address}index.md"
                sums[name] = _put(new, name, each.twin)
        for name in self._for_machines & self.old.keys():
            old = self._read(name).decode()
            text = machines.mended(self._desk, name, old, changed.values(), pages)
            sums[name] = _put(new, name, text.encode())
        return sums

    @cached_property
    def _engines(self) -> Sequence[str]:
        return [name for name in self.old if ENGINE.fullmatch(name)]

    def _search(self, new: Path) -> Part:
        """Write the search's data, and see whether the engine takes it."""
        site = self.prepared.site
        sums = self._taken_over(new, self._engines).sums
        for name, text in search_files(site.knowledge, site.converter):
            sums[name] = _put(new, name, text.encode())
        return Part(sums, tuple(unusable(new, self.old)))

    def _taken_over(self, new: Path, names: Sequence[str]) -> Part:
        """Take files over from the old site, if they are what they were."""
        sums, folders = {}, set()
        for name in names:
            path = os.path.join(self.left.target, name)
            place = os.path.join(new, name)
            if manifest.checksum(path) != self.old[name]:
                raise Astray
            folder = os.path.dirname(place)
            if folder not in folders:
                make_folder(folder)
                folders.add(folder)
            take(path, place)
            sums[name] = Sum.of(self.old[name], os.lstat(place))
        return Part(sums)

    def _write_recipe(self, new: Path) -> None:
        rules = Policy({name: tuple(row) for name, row in self.left.rules.items()})
        serving.write(new, serving.Recipe.of(rules, self.files, self.left.base, self._moved))

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
            *self.unusable,
        )

    def _faults(self, drawn: Redrawn, seen: Survey) -> Iterator[Finding]:
        name = drawn.page.file
        before = markup.read(self._read(name).decode("utf-8", "replace"))
        now = markup.read(drawn.html.decode("utf-8", "replace"))
        if not {*now.ids} >= {*before.ids} or _ruled(now) != _ruled(before):
            raise Astray
        for link in (*now.links, *now.loads):
            if what := fault(seen, name, link, self.left.base):
                yield Finding(name, what, link)

    def left_now(self) -> Trace:
        """The trace of the mended site."""
        made = self.left.made
        told = {each.page.address: each.told for each in self.redrawn if each.told}
        return replace(
            self.left,
            texts=self.keys.texts,
            manifest=trace.site_sum(Path(self.left.target)),
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


def _put(site: Path, name: str, data: bytes) -> Sum:
    path = os.path.join(site, name)
    make_folder(os.path.dirname(path))
    with open(path, "wb") as file:
        file.write(data)
        file.flush()
        return Sum.of(sha256(data).hexdigest(), os.fstat(file.fileno()))
