"""Every page of a knowledge base with its HTML."""

from __future__ import annotations

from collections.abc import Iterator

from waypost.pages import Page, PageContext, page_plans


def rendered(context: PageContext) -> Iterator[Page]:
    """The pages of ``context``, in the order of the site."""
    for plan in page_plans(context):
        yield context.render(plan.view())
