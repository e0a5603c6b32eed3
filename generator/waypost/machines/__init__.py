"""The same content for machines: a feed, one JSON file, an index for chat assistants, Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from waypost.kept import Kept
from waypost.machines import feed, kb, llms, markdown
from waypost.render.desk import Desk
from waypost.render.page import Page

FEED: Final = "feed.xml"
KB: Final = "kb.json"
SCHEMA: Final = "kb.schema.json"
LLMS: Final = "llms.txt"


def files(desk: Desk, pages: Sequence[Page]) -> Iterator[tuple[str, str]]:
    """What machines read beside ``pages``: names relative to the site's root, and contents."""
    yield from twins(desk, pages)
    yield from others(desk, pages)


def others(desk: Desk, pages: Sequence[Page]) -> Iterator[tuple[str, str]]:
    """All of `files` but the pages themselves."""
    listed = [page for page in pages if page.listed]
    yield LLMS, llms.index(desk, listed)
    data = kb.data(desk)
    yield KB, json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"
    yield SCHEMA, (Path(__file__).parent / SCHEMA).read_text(encoding="utf-8")
    if news := feed.atom(desk):
        yield FEED, news


def twins(desk: Desk, pages: Sequence[Page], keep: Kept | None = None) -> Iterator[tuple[str, str]]:
    """The pages as Markdown, beside their HTML; ``keep`` holds what an earlier build has made."""
    for page in pages:
        if page.listed:
            yield markdown.name(page), markdown.of(desk, page, keep)
