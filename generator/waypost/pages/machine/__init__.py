"""Machine-readable outputs: a feed, one JSON file, an index for chat assistants, Markdown."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from waypost.pages.machine import feed, kb_json, llms_txt
from waypost.pages.page import PagePlan
from waypost.pages.page_context import PageContext
from waypost.search.site_index import as_json

__all__ = ["FEED", "files", "has_feed", "markdown_copy"]

FEED: Final = "feed.xml"
KB: Final = "kb.json"
SCHEMA: Final = "kb.schema.json"
LLMS: Final = "llms.txt"


def files(context: PageContext, plans: Sequence[PagePlan]) -> Mapping[str, Callable[[], str]]:
    """The files about the whole knowledge base: names relative to the site's root, and texts."""
    found: dict[str, Callable[[], str]] = {
        LLMS: partial(llms_txt.index, context, plans),
        KB: lambda: as_json(kb_json.data(context)),
        SCHEMA: lambda: (Path(__file__).parent / SCHEMA).read_text(encoding="utf-8"),
    }
    return found | ({FEED: partial(feed.atom, context)} if has_feed(context) else {})


def has_feed(context: PageContext) -> bool:
    return bool(feed.news(context))
