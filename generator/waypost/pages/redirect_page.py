"""The page at an old address: it leads on to where its entry is now, fragment and all."""

from __future__ import annotations

from waypost.core import urls
from waypost.pages.page_context import Desk
from waypost.pages.template_environment import draw


def redirect(desk: Desk, old: str, new: str, title: str, script: str) -> str:
    """The HTML at ``old`` that leads to ``new``, the page called ``title``, on any web server.

    All addresses are relative to the site's root. ``script`` keeps what follows the # in the
    address, which no other way on a static host does; without script the page leads on all the
    same. Nothing in it is inline, so a strict content security policy lets it work.
    """
    view = {
        "language": str(desk.knowledge.language),
        "title": title,
        "to": urls.relative(new, old),
        "canonical": desk.url + new if desk.url else "",
        "script": urls.relative(script, old),
    }
    return str(draw("moved", view)) + "\n"
