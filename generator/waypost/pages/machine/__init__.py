"""The same content for machines: a feed, one JSON file, an index for chat assistants, Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from waypost.model.records import Entry
from waypost.pages.machine import feed, kb_json, llms_txt, markdown_copy
from waypost.pages.page import Page
from waypost.pages.page_context import Desk

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
    yield LLMS, llms_txt.index(desk, [page for page in pages if page.listed])


def data(desk: Desk) -> Iterator[tuple[str, str]]:
    """What is made from the knowledge base itself."""
    yield KB, as_json(kb_json.data(desk))
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
            return as_json(kb_json.mended(desk, json.loads(old), entries))
        case "llms.txt":
            return llms_txt.mended(desk, pages, old)
    return feed.atom(desk)


def twins(desk: Desk, pages: Sequence[Page]) -> Iterator[tuple[str, str]]:
    """The pages as Markdown, beside their HTML."""
    for page in pages:
        if page.listed:
            yield markdown_copy.name(page), markdown_copy.of(desk, page)
