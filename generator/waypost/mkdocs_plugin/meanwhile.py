"""What a build makes beside MkDocs: the pages of single entries, and all that isn't a page.

A second process begins with it while MkDocs draws its pages; then this one joins in.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, Final

from waypost.core.worker import Crew
from waypost.mkdocs_plugin.layout_capture import COMPARED
from waypost.mkdocs_plugin.writing import Done, Twin, Writing
from waypost.pages import entry_pages
from waypost.pages.page import Page

MANY: Final = 500
"""From so many pages on a second process pays."""

PIECE: Final = 25
"""Pages that a process takes at once."""

Texts = Callable[[], Iterable[tuple[str, str]]]


class Meanwhile:
    """The pages of ``singles``, the Markdown of ``pages``, and ``others``, written into the site.

    ``others`` give names of files and their contents.
    """

    def __init__(
        self,
        writing: Writing,
        singles: Sequence[entry_pages.Single],
        pages: Sequence[Page],
        others: Sequence[Texts],
        *,
        alone: bool,
    ) -> None:
        # The first page of each kind makes the shell that both processes go on with.
        first = list(_first(singles))
        known = set(map(id, first))
        rest = [each for each in singles if id(each) not in known]
        self._first = writing.write(first)
        site = writing.config.site_dir
        tasks: list[Callable[[], Sequence[Done | Twin]]]
        tasks = [partial(_texts, site, each) for each in others]
        tasks += [partial(writing.write, piece) for piece in _pieces(rest)]
        tasks += [partial(writing.twins, piece) for piece in _pieces(pages)]
        many = len(singles) + len(pages) >= MANY
        self._crew = Crew(tasks, worth=many and not alone)

    def finish(self) -> tuple[list[Done], list[Twin]]:
        """Wait until all is written; what was written of pages. Raises OSError."""
        made = [*self._first, *(each for found in self._crew.finish() for each in found)]
        return (
            [each for each in made if isinstance(each, Done)],
            [each for each in made if isinstance(each, Twin)],
        )


def write(site: str, texts: Iterable[tuple[str, str]]) -> None:
    """Write files into ``site``, whose names are relative to it."""
    for name, content in texts:
        path = os.path.join(site, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(content)


def _first(singles: Sequence[entry_pages.Single]) -> Iterator[entry_pages.Single]:
    for kind in dict.fromkeys(map(type, singles)):
        yield from [each for each in singles if type(each) is kind][:COMPARED]


def _pieces(found: Sequence[entry_pages.Single] | Sequence[Page]) -> Iterator[Sequence[Any]]:
    return (found[start : start + PIECE] for start in range(0, len(found), PIECE))


def _texts(site: str, texts: Texts) -> list[Done]:
    write(site, texts())
    return []
