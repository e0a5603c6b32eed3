"""URLs of the site's pages, relative to its root, and links between them."""

from typing import Final

HOME: Final = ""
A_TO_Z: Final = "a-z/"

ROOT: Final = "waypost-root:/"
"""Stands for the site's root in converted HTML until the page that holds it is known.

Authors can't write it: the sanitiser takes out every scheme that it doesn't know.
"""


def outcome(tree_id: str, id: str) -> str:
    """The address of an outcome's page."""
    return f"{tree_id}/{id}/"


def relative(address: str, page: str) -> str:
    """``address`` as a link from ``page``; both are relative to the site's root.

    >>> relative("questions/a/", "topics/b/")
    '../../questions/a/'
    """
    return "../" * page.count("/") + address or "./"


def settle(html: str, page: str) -> str:
    """``html`` with every `ROOT` made a relative link from ``page``."""
    return rooted(html, "../" * page.count("/") or "./")


def rooted(html: str, root: str) -> str:
    """``html`` with every `ROOT` made the link ``root``, which leads to the site's root."""
    return html.replace(f'="{ROOT}', f'="{root}')
