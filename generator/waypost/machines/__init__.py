"""The same content for machines: a feed, one JSON file, an index for chat assistants, Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from waypost.machines import feed, kb, llms, markdown
from waypost.model import Entry
from waypost.render.desk import Desk
from waypost.render.page import Page

FEED: Final = "feed.xml"
KB: Final = "kb.json"
SCHEMA: Final = "kb.schema.json"
LLMS: Final = "llms.txt"


NAMES: Final = (LLMS, KB, SCHEMA, FEED)

CHANGING: Final = frozenset({LLMS, KB, FEED})
"""Those of them that change with what entries say."""


def files(desk: Desk, pages: Sequence[Page]) -> Iterator[tuple[str, str]]:
    """What machines read beside ``pages``: names relative to the site's root, and contents."""
    yield from twins(desk, pages)
    yield from index(desk, pages)
    yield from data(desk)


def index(desk: Desk, pages: Sequence[Page]) -> Iterator[tuple[str, str]]:
    """The index of ``pages``; their HTML has no say in it."""
    yield LLMS, llms.index(desk, [page for page in pages if page.listed])


def data(desk: Desk) -> Iterator[tuple[str, str]]:
    """What is made from the knowledge base itself."""
    yield KB, as_json(kb.data(desk))
    yield SCHEMA, (Path(__file__).parent / SCHEMA).read_text(encoding="utf-8")
    if news := feed.atom(desk):
        yield FEED, news


def as_json(value: Any) -> str:
    """``value`` as one line of JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def mended(desk: Desk, name: str, old: str, entries: Iterable[Entry], pages: Sequence[Page]) -> str:
    """The file ``name``, which was ``old`` before the texts of ``entries`` changed, and ``pages``.

    Raises LookupError where it isn't as expected.
    """
    match name:
        case "kb.json":
            return as_json(kb.mended(desk, json.loads(old), entries))
        case "llms.txt":
            return llms.mended(desk, pages, old)
    return feed.atom(desk)


def twins(desk: Desk, pages: Sequence[Page]) -> Iterator[tuple[str, str]]:
    """The pages as Markdown, beside their HTML."""
    for page in pages:
        if page.listed:
            yield markdown.name(page), markdown.of(desk, page)
