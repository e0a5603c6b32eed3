"""Mend the site that stands after an edit, where nothing but what some entries say has changed.

`trace` says what the last build made, and from what. Where all of it is the same but what some
entries or facts say, only the pages that show these are drawn, and each is what a whole build would
make of it, byte for byte: the theme's part of it is known. All other files are taken over, and what
is made from the whole knowledge base is made anew. Wherever something isn't certain, the whole is
built.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final

from waypost import pages as render
from waypost.build import host_config, trace
from waypost.build.build_result import Outcome, Wishes, is_dated
from waypost.build.csp import Policy
from waypost.build.errors import NotWhole, Refused
from waypost.build.output_folder import NewSite
from waypost.build.pictures import Pictures
from waypost.build.redraw import Redraw, Redrawn
from waypost.build.retold import Retold
from waypost.build.site_fault import Finding
from waypost.build.staged_folder import Building, Published
from waypost.build.standing import Astray, Standing, Sums
from waypost.build.trace import Trace
from waypost.build.verify import Survey, fault, fragments
from waypost.checks.analyse import Prepared, Site, prepare
from waypost.checks.snapshot import Reading
from waypost.core import page_markup, said
from waypost.core.page_markup import Markup
from waypost.core.said import Said, Single
from waypost.core.worker import Crew
from waypost.model.redirects import redirects
from waypost.pages import machine
from waypost.pages.machine import feed
from waypost.pages.page_context import Desk
from waypost.search.output_files import PLACE

MOST: Final = 300
"""Pages that are drawn one by one; where more have changed, the whole is built."""

SEARCH: Final = re.compile(r"assets/waypost/search(?:/[\w-]+)?\.[0-9a-f]{8}\.json")
"""The search's data, whose names change with its content."""


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
    begun: Begun,
    folder: Path,
    day: date,
    wishes: Wishes,
) -> Tried:
    """Mend the site that ``left`` tells of, which is kept in ``folder``.

    ``found`` is the knowledge base, ``keys`` what it says, and ``begun`` what others work on.
    """
    prepared = prepare(Path(left.kb), day, found=found)
    outcome = Outcome(prepared.problems, day, prepared.texts, is_dated(prepared))
    if not prepared.ok(strict=wishes.strict):
        return Tried(outcome)
    patch = Patch(left, prepared.site, keys, begun)
    try:
        begun.building.guard(prepared.files)
        published = patch.published()
    except (Astray, LookupError, NotWhole, Refused):
        # Building the whole finds out what is the matter, and says so.
        return Tried(prepared=prepared)
    trace.write(folder, patch.left_now(published))
    return Tried(replace(outcome, published=published))


@dataclass(frozen=True, slots=True)
class Begun:
    """What is under way: a new site, the ``old`` one's way into it, and its search's data."""

    building: Building
    old: Standing
    ahead: Crew[dict[str, str]]


@dataclass
class Patch:
    """A site on the way to be mended; ``left`` is the trace of the last build.

    ``redrawn`` are pages in the new site.
    """

    left: Trace
    site: Site
    keys: Said
    begun: Begun
    redrawn: Sequence[Redrawn] = ()

    @cached_property
    def changed(self) -> Mapping[str, Single]:
        """The entries that say something else now, by name. Raises `Astray`: see `Retold`."""
        before = self.left.texts
        every = {said.name(each): each for each in said.singles(self.site.knowledge)}
        names = [name for name, key in self.keys.texts.items() if before[name] != key]
        return {name: every[name] for name in (*names, *self._retold.linking())}

    @cached_property
    def edited(self) -> bool:
        """Whether anything that readers see has changed."""
        return bool(self.changed) or self.left.facts != self.keys.facts

    @cached_property
    def _retold(self) -> Retold:
        return Retold(self._desk, self.left.traits, self.keys.traits)

    def published(self) -> Published:
        """The mended site. Raises what keeps it from being one: `Astray` or LookupError, too."""
        begun, pages = self.begun, self._addresses()
        self._stop_for_titles()
        sums = begun.old.taken_over()
        begun.old.drop(self._remade(pages), sums)
        taken = dict(sums)
        if self.edited:
            sums |= self._drawn(pages)
        # While another process is at the search's data, links are followed and sites compared.
        faults = tuple(self._faults({*sums, PLACE}))
        old = begun.building.old(taken)
        if self.edited:
            if self.left.made.searched:
                (data,) = begun.ahead.finish()
                sums |= self._put(data)
            rules = Policy({name: tuple(row) for name, row in self.left.rules.items()})
            recipe = host_config.Recipe(rules, sums.keys(), self.left.base)
            sums |= self._put(host_config.texts(recipe, host_config.NAMING))
        if faults:
            raise NotWhole(faults)
        return begun.building.replace(old, {name: sums[name].digest for name in sorted(sums)})

    @cached_property
    def _desk(self) -> Desk:
        return render.desk_for(self.site, self.left.made.site_url or "")

    def _addresses(self) -> Sequence[str]:
        """The pages that show what has changed. Raises `Astray` where they are many."""
        shows = self.left.made.shows
        found = {self._desk.stock.address(entry) for entry in self.changed.values()}
        found = found.union(*(shows.get(name, ()) for name in self.changed))
        if self._retold.entries:
            found.update(self._retold.addresses())
        if len(found) > MOST:
            raise Astray
        return sorted(found)

    def _stop_for_titles(self) -> None:
        """Raise `Astray` where a title that has changed stands in what isn't drawn here."""
        titled = {self._desk.stock.address(entry) for entry in self._retold.titled}
        if titled.intersection(redirects(self.site.knowledge).values()):
            raise Astray

    @cached_property
    def _pictures(self) -> Pictures:
        return Pictures(self._desk, self.left.made.cards, self._retold.titled)

    def _remade(self, addresses: Sequence[str]) -> Collection[str]:
        """The files of the old site that the new one doesn't take over."""
        if not self.edited:
            return ()
        pages = {f"{address}index.{kind}" for address in addresses for kind in ("html", "md")}
        data = {name for name in self.begun.old.manifest if SEARCH.fullmatch(name)} | {PLACE}
        return pages | data | self._pictures.unused | host_config.NAMING | self._for_machines

    @cached_property
    def _for_machines(self) -> frozenset[str]:
        return machine.CHANGING - {*self.left.made.taken}

    def _drawn(self, addresses: Sequence[str]) -> Sums:
        """Write the pages at ``addresses``, and what machines read."""
        old = self.begun.old
        made = replace(self.left.made, cards=self._pictures.now)
        self.redrawn = list(Redraw(self._desk, made, old.read).pages(addresses))
        pages = [each.page for each in self.redrawn]
        files: dict[str, str | bytes] = dict(self._pictures.new(old.manifest))
        for each in self.redrawn:
            files[each.page.file] = each.html
            if each.twin is not None:
                files[f"{each.page.address}index.md"] = each.twin
        fed = machine.FEED in old.manifest
        # Every page names the feed, where there is one.
        if machine.FEED in self._for_machines and bool(feed.atom(self._desk)) != fed:
            raise Astray
        for name in self._for_machines & old.manifest.keys():
            text = old.read(name).decode()
            files[name] = machine.mended(self._desk, name, text, self.changed.values(), pages)
        return self._put(files)

    def _put(self, files: Mapping[str, str | bytes]) -> Sums:
        site = NewSite(str(self.begun.building.new))
        return {
            name: site.put(name, data.encode() if isinstance(data, str) else data)
            for name, data in files.items()
        }

    def _faults(self, files: Collection[str]) -> Iterator[Finding]:
        """What is wrong with the pages that were drawn, in a site of ``files``.

        Raises `Astray` where a page lost a place that others link to, or holds what the policy of
        the site speaks of.
        """
        anchors = {*self.left.anchors}
        pages = _Pages(self.begun.building.new, files)
        seen = Survey(dict.fromkeys(files, ""), pages, ())
        for drawn in self.redrawn:
            name = drawn.page.file
            before = page_markup.read(self.begun.old.read(name).decode("utf-8", "replace"))
            now = page_markup.read(drawn.html.decode("utf-8", "replace"))
            lost = {*before.ids} - {*now.ids}
            if not anchors.isdisjoint(lost) or _ruled(now) != _ruled(before):
                raise Astray
            for link in (*now.links, *now.loads):
                if what := fault(seen, name, link, self.left.base):
                    yield Finding(name, what, link)

    def left_now(self, published: Published) -> Trace:
        """The trace of the mended site."""
        made, drawn = self.left.made, self.redrawn
        links = fragments(page_markup.read(each.html.decode()) for each in drawn)
        return replace(
            self.left,
            texts=self.keys.texts,
            traits=self.keys.traits,
            facts=self.keys.facts,
            anchors=sorted(links.union(self.left.anchors)),
            manifest=published.sum,
            made=replace(
                made,
                cards=self._pictures.now,
                told={**made.told, **{each.page.address: each.told for each in drawn if each.told}},
                shows=trace.shows(made, {each.page.address: each.shows for each in drawn}),
            ),
        )


class _Pages(Mapping[str, Markup]):
    """The markup of the pages of a site, each read when it is asked for."""

    def __init__(self, site: Path, names: Collection[str]) -> None:
        self._site, self._names = site, names
        self._read: dict[str, Markup] = {}

    def __getitem__(self, name: str) -> Markup:
        if name not in self._read:
            self._read[name] = page_markup.read((self._site / name).read_text("utf-8", "replace"))
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
