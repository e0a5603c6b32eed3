"""A page as a plain value, planned, viewed and finished: nothing in it knows who will write it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, NamedTuple

from waypost.core.nodes import Mark

TOP: Final = "_top"
"""The id of each page's first heading: no author's id starts with an underscore."""


class Crumb(NamedTuple):
    """A step of the way from home to a page. ``address`` is relative to the site's root."""

    title: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of the help centre.

    ``address`` is relative to the site's root and ends with a slash; home's is empty. ``html`` is
    the whole article, its links relative to the page. ``title`` and ``description`` are plain
    text. ``at`` is where its entry stands in the YAML. ``structured`` is JSON-LD, ready to stand in
    a script element. A page that isn't ``listed`` is kept from search engines and our own search;
    one that is ``scripted`` has a part that tree.mjs brings to life.
    """

    address: str
    kind: str
    title: str
    html: str = ""
    id: str = ""
    description: str = ""
    crumbs: tuple[Crumb, ...] = ()
    at: Mark | None = field(default=None, repr=False)
    structured: str = ""
    listed: bool = True
    scripted: bool = False

    @property
    def file(self) -> str:
        """The file that holds this page on a static host."""
        return self.address + "index.html"


@dataclass(frozen=True)
class View:
    """A ``page`` without HTML, and the ``template`` and ``values`` that its HTML is rendered from.

    ``explain`` names the values whose glossary terms are explained. ``key`` is the hash of
    everything that decides the HTML. ``render`` makes the page with its HTML.
    """

    page: Page
    template: str
    values: Mapping[str, Any]
    explain: tuple[str, ...]
    key: str
    render: Callable[["View"], Page] = field(compare=False, repr=False)

    @cached_property
    def finished(self) -> Page:
        """The page with its HTML, which its Markdown is made of as well."""
        return self.render(self)


@dataclass(frozen=True, slots=True)
class PagePlan:
    """A page that isn't computed yet.

    ``outline`` has no more than address, kind, id, title and place; ``view`` computes the rest,
    which costs a hundred times as much.
    """

    outline: Page
    view: Callable[[], View]
