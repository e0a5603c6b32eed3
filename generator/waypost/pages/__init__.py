"""A knowledge base as pages: for each a template's name and values, then the article's HTML."""

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial

from waypost.checks.analyse import Site
from waypost.pages import a_to_z, entry_pages, listings
from waypost.pages.lookup import Lookup
from waypost.pages.page import Page, PagePlan
from waypost.pages.page_context import Item, PageContext
from waypost.pages.page_text import PageText

__all__ = [
    "Item",
    "Page",
    "PageContext",
    "PagePlan",
    "artifact",
    "machine",
    "outputs",
    "page",
    "page_context",
    "page_plans",
    "social_cards",
    "style",
    "template_environment",
    "tree_pages",
]


def page_context(site: Site, url: str = "") -> PageContext:
    """The context of all pages of ``site``; ``url`` is the site's public address, if it has one."""
    text = PageText(site.converter, site.knowledge.glossary, site.edition)
    return PageContext(site, Lookup(site.knowledge), text, url.rstrip("/") + "/" if url else "")


RECENT_VIEWS = 128
"""Views that are remembered: a page and its Markdown are made one after the other."""


def page_plans(context: PageContext, featured: Sequence[Item] = ()) -> Iterator[PagePlan]:
    """Every page of the help centre, in the order of the site.

    ``featured`` are links to hand-written pages, which the home page shows.
    """
    recent = lru_cache(RECENT_VIEWS)(lambda view: view())
    for plan in _plans(context, featured):
        yield PagePlan(plan.outline, partial(recent, plan.view))


def _plans(context: PageContext, featured: Sequence[Item]) -> Iterator[PagePlan]:
    known, messages = context.knowledge, context.messages
    yield listings.home(context, featured)
    for compiled in context.site.trees:
        # The modules for trees take longer to import than a page to render.
        from waypost.pages import tree_pages

        yield from tree_pages.plans(context, compiled)
    if context.lookup.topics:
        yield listings.topics(context)
    for category in context.lookup.topics:
        yield from listings.topic(context, category)
    if known.guides:
        lead = messages.gettext("How to do it, one step after the other.")
        crumb = entry_pages.guides(messages)
        yield listings.listing(context, crumb, "guides", lead, known.guides)
    if known.policies:
        lead = messages.gettext("The rules behind the answers, each with its source.")
        crumb = entry_pages.policies(messages)
        yield listings.listing(context, crumb, "policies", lead, known.policies)
    for entry in entry_pages.singles(known):
        yield entry_pages.plan(context, entry)
    yield from a_to_z.a_to_z(context)
