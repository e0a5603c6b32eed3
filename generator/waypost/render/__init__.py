"""A knowledge base becomes pages: plain values, whose HTML is whole but for the theme round it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from waypost.pipeline import Site
from waypost.render import entries, letters, shelves, trees
from waypost.render.desk import Desk, Item
from waypost.render.draft import Draft
from waypost.render.page import Crumb, Heading, Page
from waypost.render.prose import Prose
from waypost.render.stock import Stock

__all__ = ["Crumb", "Draft", "Heading", "Item", "Page", "desk_for", "pages", "shared", "singles"]


def desk_for(site: Site, url: str = "") -> Desk:
    """What pages of ``site`` are made with; ``url`` is the site's public address, if it has one."""
    prose = Prose(site.converter, site.knowledge.glossary)
    return Desk(site, Stock(site.knowledge), prose, url)


def pages(desk: Desk, written: Sequence[Item] = ()) -> Iterator[Page]:
    """Every page of the help centre. ``written`` are links to hand-written pages for home."""
    yield from shared(desk, written)
    yield from (desk.drawn(entries.draft(desk, entry)) for entry in singles(desk))
    yield from letters.a_to_z(desk)


def shared(desk: Desk, written: Sequence[Item] = ()) -> Iterator[Page]:
    """The pages that stand before those of single entries: home, trees, topics and shelves."""
    known = desk.knowledge
    starts = [trees.start(desk, compiled) for compiled in desk.site.trees]
    yield shelves.home(desk, starts, written)
    for compiled in desk.site.trees:
        yield from trees.pages(desk, compiled)
    if desk.stock.topics:
        yield shelves.topics(desk)
    for category in desk.stock.topics:
        yield from shelves.topic(desk, category)
    if known.guides:
        yield shelves.shelf(desk, entries.GUIDES, "guides", GUIDES_LEAD, known.guides)
    if known.policies:
        yield shelves.shelf(desk, entries.POLICIES, "policies", POLICIES_LEAD, known.policies)


def singles(desk: Desk) -> Sequence[entries.Single]:
    """The entries with a page for each, in the order of their pages."""
    known = desk.knowledge
    return (*known.guides, *known.policies, *known.faqs)


GUIDES_LEAD = "How to do it, one step after the other."
POLICIES_LEAD = "The rules that the answers here rest on, each with its source."
