"""A knowledge base becomes pages: plain values, whose HTML is whole but for the theme round it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from waypost.checks.analyse import Site
from waypost.core import urls
from waypost.pages import a_to_z, entry_pages, listings
from waypost.pages.lookup import Stock
from waypost.pages.page import Crumb, Heading, Page, Row
from waypost.pages.page_context import Desk, Item
from waypost.pages.page_text import Prose
from waypost.pages.view import Draft

__all__ = [
    "Crumb",
    "Draft",
    "Heading",
    "Item",
    "Page",
    "Row",
    "desk_for",
    "pages",
    "shared",
    "singles",
]


def desk_for(site: Site, url: str = "") -> Desk:
    """What pages of ``site`` are made with; ``url`` is the site's public address, if it has one."""
    prose = Prose(site.converter, site.knowledge.glossary)
    return Desk(site, Stock(site.knowledge), prose, url.rstrip("/") + "/" if url else "")


def pages(desk: Desk, written: Sequence[Item] = ()) -> Iterator[Page]:
    """Every page of the help centre. ``written`` are links to hand-written pages for home."""
    yield from (row.draw() for row in shared(desk, written))
    yield from (desk.drawn(entry_pages.draft(desk, entry)) for entry in singles(desk))
    yield from (row.draw() for row in a_to_z.a_to_z(desk))


def shared(desk: Desk, written: Sequence[Item] = ()) -> Iterator[Row]:
    """The pages that stand before those of single entries: home, trees, topics and shelves."""
    known = desk.knowledge
    name = desk.prose.line(known.title)
    yield Row(
        Page(address=urls.HOME, kind="home", title=name, html=""),
        partial(_home, desk, written),
    )
    if desk.site.trees:
        # What draws trees takes longer to load than a page to draw.
        from waypost.pages import tree_pages

        for compiled in desk.site.trees:
            yield from tree_pages.rows(desk, compiled)
    if desk.stock.topics:
        yield _shelf(listings.TOPICS, "topics", partial(listings.topics, desk))
    for category in desk.stock.topics:
        yield from listings.topic(desk, category)
    for crumb, kind, lead, found in (
        (entry_pages.GUIDES, "guides", GUIDES_LEAD, known.guides),
        (entry_pages.POLICIES, "policies", POLICIES_LEAD, known.policies),
    ):
        if found:
            yield _shelf(crumb, kind, partial(listings.shelf, desk, crumb, kind, lead, found))


def _home(desk: Desk, written: Sequence[Item]) -> Page:
    if not desk.site.trees:
        return listings.home(desk, (), written)
    from waypost.pages import tree_pages

    return listings.home(desk, [tree_pages.start(desk, each) for each in desk.site.trees], written)


def _shelf(crumb: Crumb, kind: str, draw: Callable[[], Page]) -> Row:
    return Row(Page(address=crumb.address, kind=kind, title=crumb.title, html=""), draw)


def singles(desk: Desk) -> Sequence[entry_pages.Single]:
    """The entries with a page for each, in the order of their pages."""
    known = desk.knowledge
    return (*known.guides, *known.policies, *known.faqs)


GUIDES_LEAD = "How to do it, one step after the other."
POLICIES_LEAD = "The rules that the answers here rest on, each with its source."
