"""A knowledge base becomes pages: plain values, whose HTML is whole but for the theme round it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from waypost import addresses
from waypost.pipeline import Site
from waypost.render import entries, letters, shelves
from waypost.render.desk import Desk, Item
from waypost.render.draft import Draft
from waypost.render.page import Crumb, Heading, Page, Row
from waypost.render.prose import Prose
from waypost.render.stock import Stock

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
    yield from (desk.drawn(entries.draft(desk, entry)) for entry in singles(desk))
    yield from (row.draw() for row in letters.a_to_z(desk))


def shared(desk: Desk, written: Sequence[Item] = ()) -> Iterator[Row]:
    """The pages that stand before those of single entries: home, trees, topics and shelves."""
    known = desk.knowledge
    name = desk.prose.line(known.title)
    yield Row(
        Page(address=addresses.HOME, kind="home", title=name, html=""),
        partial(_home, desk, written),
    )
    if desk.site.trees:
        # What draws trees takes longer to load than a page to draw.
        from waypost.render import trees

        for compiled in desk.site.trees:
            yield from trees.rows(desk, compiled)
    if desk.stock.topics:
        yield _shelf(shelves.TOPICS, "topics", partial(shelves.topics, desk))
    for category in desk.stock.topics:
        yield from shelves.topic(desk, category)
    for crumb, kind, lead, found in (
        (entries.GUIDES, "guides", GUIDES_LEAD, known.guides),
        (entries.POLICIES, "policies", POLICIES_LEAD, known.policies),
    ):
        if found:
            yield _shelf(crumb, kind, partial(shelves.shelf, desk, crumb, kind, lead, found))


def _home(desk: Desk, written: Sequence[Item]) -> Page:
    if not desk.site.trees:
        return shelves.home(desk, (), written)
    from waypost.render import trees

    return shelves.home(desk, [trees.start(desk, each) for each in desk.site.trees], written)


def _shelf(crumb: Crumb, kind: str, draw: Callable[[], Page]) -> Row:
    return Row(Page(address=crumb.address, kind=kind, title=crumb.title, html=""), draw)


def singles(desk: Desk) -> Sequence[entries.Single]:
    """The entries with a page for each, in the order of their pages."""
    known = desk.knowledge
    return (*known.guides, *known.policies, *known.faqs)


GUIDES_LEAD = "How to do it, one step after the other."
POLICIES_LEAD = "The rules that the answers here rest on, each with its source."
