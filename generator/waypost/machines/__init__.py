"""The same content for machines: a feed, one JSON file, an index for chat assistants, Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from waypost.machines import feed, kb, llms, markdown
from waypost.render.desk import Desk
from waypost.render.page import Page

FEED: Final = "feed.xml"
KB: Final = "kb.json"
SCHEMA: Final = "kb.schema.json"
LLMS: Final = "llms.txt"


NAMES: Final = (LLMS, KB, SCHEMA, FEED)


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
    found = kb.data(desk)
    yield KB, json.dumps(found, ensure_ascii=False, separators=(",", ":")) + "\n"
    yield SCHEMA, (Path(__file__).parent / SCHEMA).read_text(encoding="utf-8")
    if news := feed.atom(desk):
        yield FEED, news


def twins(desk: Desk, pages: Sequence[Page]) -> Iterator[tuple[str, str]]:
    """The pages as Markdown, beside their HTML."""
    for page in pages:
        if page.listed:
            yield markdown.name(page), markdown.of(desk, page)
