"""Draws single pages of a site anew, without MkDocs, as a trace says that it would draw them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

from waypost import pages as render
from waypost.build import trace
from waypost.build.trace import Made, Told
from waypost.core import kept, said
from waypost.core.said import Single
from waypost.mkdocs_plugin.layout import Shell, key_of, resewn, texts
from waypost.mkdocs_plugin.page_values import Sheets
from waypost.pages import Item, Page, a_to_z, entry_pages
from waypost.pages.machine import markdown_copy
from waypost.pages.page_context import Desk


@dataclass(frozen=True, slots=True)
class Redrawn:
    """A page as it is now: its files' contents, the Markdown only if it is listed.

    ``told`` is what the next trace says of it, where MkDocs made it, and ``shows`` names the
    entries of which it shows more than titles.
    """

    page: Page
    html: bytes
    twin: bytes | None
    told: Told | None = None
    shows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Redraw:
    """Pages of the site that ``made`` tells of. ``old`` reads a file of it as it was."""

    desk: Desk
    made: Made
    old: Callable[[str], bytes]

    def pages(self, addresses: Iterable[str]) -> Iterator[Redrawn]:
        """The pages at ``addresses``. Raises LookupError where it takes MkDocs to draw one."""
        for address in addresses:
            self.desk.noted()
            if told := self.made.told.get(address):
                drawn = self._told(self._makers[address](), told)
            else:
                drawn = self._single(self._entries[address])
            yield replace(drawn, shows=said.names(self.desk.noted()))

    def _single(self, entry: Single) -> Redrawn:
        page = self.desk.drawn(entry_pages.draft(self.desk, entry))
        sheet = self._sheets.of(page)
        shell = Shell(self.made.shells[kept.key(repr(key_of(sheet)))])
        sheet.content = page.html
        return self._redrawn(page, shell.filled(texts(sheet)).encode("utf-8", "xmlcharrefreplace"))

    def _told(self, page: Page, told: Told) -> Redrawn:
        if trace.about(page, self.made.edits) != told.about:
            raise LookupError(page.address)
        sheet = self._sheets.of(page)
        sheet.content = page.html
        html, seams = resewn(self.old(page.file), told.seams, texts(sheet))
        return self._redrawn(page, html, Told(told.about, seams))

    def _redrawn(self, page: Page, html: bytes, told: Told | None = None) -> Redrawn:
        twin = markdown_copy.of(self.desk, page).encode() if page.listed else None
        return Redrawn(page, html, twin, told)

    @cached_property
    def _sheets(self) -> Sheets:
        return Sheets(self.made.site_url, self.made.edits, self.made.cards)

    @cached_property
    def _entries(self) -> Mapping[str, Single]:
        every = said.singles(self.desk.knowledge)
        return {self.desk.stock.address(entry): entry for entry in every}

    @cached_property
    def _makers(self) -> Mapping[str, Callable[[], Page]]:
        def single(entry: Single) -> Callable[[], Page]:
            return lambda: self.desk.drawn(entry_pages.draft(self.desk, entry))

        links = [Item(*each) for each in self.made.links]
        others = chain(render.shared(self.desk, links), a_to_z.a_to_z(self.desk))
        made = {address: single(entry) for address, entry in self._entries.items()}
        return made | {each.outline.address: each.draw for each in others}
