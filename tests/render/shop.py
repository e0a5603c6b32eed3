"""The small knowledge base from which the expected pages are made."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from waypost import pages as render
from waypost.checks.analyse import prepare
from waypost.pages.page import Page
from waypost.pages.page_context import Desk

SHOP = Path(__file__).parent / "cases" / "shop.yaml"
URL = "https://help.shop.example/"


@cache
def desk(url: str = URL) -> Desk:
    """What the shop's pages are made with."""
    prepared = prepare(SHOP, date(2026, 11, 23))
    assert prepared.problems == ()
    return render.desk_for(prepared.site, url)


@cache
def pages() -> tuple[Page, ...]:
    """The shop's pages, home first."""
    return tuple(render.pages(desk()))


def page(address: str) -> Page:
    """The shop's page at ``address``."""
    [found] = [each for each in pages() if each.address == address]
    return found
