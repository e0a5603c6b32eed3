"""URLs of the site's pages, relative to its root: the one place that turns an id into a URL."""

from typing import Final

HOME: Final = ""
A_TO_Z: Final = "a-z/"

ROOT: Final = "waypost-root:/"
"""Stands for the site's root in converted HTML until the page that holds it is known.

Authors can't write it: the sanitiser takes out every scheme that it doesn't know.
"""


def question(id: str) -> str:
    """The address of a FAQ's page, relative to the site's root."""
    return f"questions/{id}/"


def topic(id: str) -> str:
    """The address of a topic's page."""
    return f"topics/{id}/"


def policy(id: str) -> str:
    """The address of a policy's page."""
    return f"policies/{id}/"


def guide(id: str) -> str:
    """The address of a guide's page."""
    return f"guides/{id}/"


def tree(id: str) -> str:
    """The address of a tree's page."""
    return f"{id}/"


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
    up = "../" * page.count("/") or "./"
    return html.replace(f'="{ROOT}', f'="{up}')
