"""Unchanged pages whose links may have broken because something that they lead to is gone."""

from collections.abc import Collection, Iterator
from typing import Final
from urllib.parse import quote

from waypost.build.old_site import OldSite
from waypost.build.verify import BuiltSite
from waypost.core import page_markup

ASSETS: Final = "assets/waypost/"
"""Files that only layouts name: where one goes, the layout and its pages are other ones."""


def pages_to_recheck(old: OldSite, site: BuiltSite, unchanged: Collection[str]) -> list[str]:
    """The pages among ``unchanged`` that name a file or an anchor of ``old`` that ``site`` lacks.

    Their links were verified when they were made, and nothing else can break one. To search their
    bytes takes a tenth of the time that it takes to read their markup.
    """
    gone = {each.encode() for each in _gone(old, site, unchanged) if each}
    if not gone:
        return []
    contents = ((page, (site.folder / page).read_bytes()) for page in unchanged)
    return [page for page, data in contents if any(name in data for name in gone)]


def _gone(old: OldSite, site: BuiltSite, unchanged: Collection[str]) -> Iterator[str]:
    """The last parts of addresses, and the anchors, that are no longer there."""
    for name in old.manifest.keys:
        if name.startswith(ASSETS):
            continue
        if name not in site.files:
            path = name.removesuffix("/index.html")
            yield from _spellings(path.rpartition("/")[2])
        elif name.endswith(".html") and name not in unchanged and old.is_intact(name):
            with open(old.path(name), encoding="utf-8", errors="replace") as file:
                before = page_markup.read(file.read())
            for id in {*before.ids} - {*site.markup(name).ids}:
                yield from (f"#{each}" for each in _spellings(id))


def _spellings(text: str) -> Iterator[str]:
    yield text
    yield quote(text)
