"""The small knowledge base from which the expected pages are made."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from tests.pages.rendering import rendered
from waypost.checks.analyse import analyse
from waypost.pages import Page, PageContext, PagePlan, page_context, page_plans

SHOP = Path(__file__).parent / "cases" / "shop.yaml"
URL = "https://help.shop.example/"


@cache
def context(url: str = URL) -> PageContext:
    """What the shop's pages are made with."""
    prepared = analyse(SHOP, date(2026, 11, 23))
    assert prepared.problems == ()
    return page_context(prepared.site, url)


@cache
def plans(url: str = URL) -> tuple[PagePlan, ...]:
    """The shop's pages before they are computed, home first."""
    return tuple(page_plans(context(url)))


@cache
def pages() -> tuple[Page, ...]:
    """The shop's pages, home first."""
    return tuple(rendered(context()))


def page(address: str) -> Page:
    """The shop's page at ``address``."""
    [found] = [each for each in pages() if each.address == address]
    return found
