"""The page at an old address: it leads on to where its entry is now, fragment and all."""

from waypost.core import urls
from waypost.pages.page_context import PageContext
from waypost.pages.template_environment import render_template


def redirect(context: PageContext, old: str, new: str, title: str, script: str) -> str:
    """The HTML at ``old`` that leads to ``new``, the page called ``title``, on any web server.

    All addresses are relative to the site's root. ``script`` keeps what follows the # in the
    address, which no other way on a static host does; without script the page leads on all the
    same. Nothing in it is inline, so a strict content security policy lets it work.
    """
    view = {
        "language": str(context.knowledge.language),
        "title": title,
        "to": urls.relative(new, old),
        "canonical": context.url + new if context.url else "",
        "script": urls.relative(script, old),
    }
    return str(render_template("moved", view)) + "\n"
