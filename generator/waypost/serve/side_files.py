"""What stands beside the pages: the search's data, the site map, and what machines read.

For a large site each takes seconds to make, and a preview needs them rarely. So each is made when
it is asked for, and then again after the knowledge base has changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from threading import Lock
from typing import TYPE_CHECKING, Final

from mkdocs.commands import build as mkdocs_build

from waypost.mkdocs_plugin.meanwhile import write
from waypost.pages import entry_pages, machine
from waypost.pages.page_context import Desk
from waypost.search.output_files import PLACE
from waypost.search.output_files import files as search_files

if TYPE_CHECKING:
    from waypost.serve.stage import Stage

SITE_MAP: Final = "sitemap.xml"
NAMES: Final = frozenset((PLACE, SITE_MAP, f"{SITE_MAP}.gz", *machine.NAMES))
"""The files that are made. The search's data and its parts lie beside `PLACE`, which names them,
so whoever asks for them has asked for that."""

KEPT: Final = 2
"""So many times the search's data is kept: a page that is open may still read the last one's."""


class Aside:
    """The files beside the pages of ``stage``; ``built`` are those that MkDocs has made."""

    def __init__(self, stage: Stage, *, built: bool) -> None:
        self._stage = stage
        self._lock = Lock()
        self._behind: set[str] = set() if built else set(NAMES)
        self._data: list[frozenset[str]] = []

    def fall_behind(self) -> None:
        """From now on all of them are older than the pages."""
        self._behind = set(NAMES)

    def ready(self, name: str) -> None:
        """Make the file ``name`` where it is behind. Pages don't wait for it."""
        with self._lock:
            if name not in self._behind:
                return
            desk = self._stage.plugin.desk
            if name == PLACE:
                self._search(desk)
            elif name in machine.NAMES:
                self._for_machines(name, desk)
            else:
                self._site_map()
            with self._stage.lock:
                if desk is self._stage.plugin.desk:
                    self._behind.discard(name)

    def _search(self, desk: Desk) -> None:
        """Write the search's files, and remove those that nobody reads any more."""
        if not self._stage.plugin.shown.search:
            return
        found = dict(search_files(desk.site.knowledge, desk.site.converter))
        write(str(self._stage.folder), found.items())
        self._data = [*self._data, frozenset(found)][-KEPT - 1 :]
        if len(self._data) > KEPT:
            for name in self._data.pop(0).difference(*self._data):
                (self._stage.folder / name).unlink(missing_ok=True)

    def _for_machines(self, name: str, desk: Desk) -> None:
        plugin = self._stage.plugin
        if name not in plugin.taken:
            made = self._index(desk) if name == machine.LLMS else machine.data(desk)
            write(str(self._stage.folder), (each for each in made if each[0] not in plugin.taken))

    def _index(self, desk: Desk) -> Iterator[tuple[str, str]]:
        singles = [entry_pages.draft(desk, entry).page for entry in self._stage.singles.values()]
        with self._stage.lock:
            told = [self._stage.page(src) for src in self._stage.plugin.pages]
        return machine.index(desk, [*told, *singles])

    def _site_map(self) -> None:
        stage = self._stage
        keeper = stage.keeper
        with stage.lock:
            mkdocs_build._build_theme_template(
                SITE_MAP, keeper.env, keeper.files, stage.config, keeper.nav
            )
