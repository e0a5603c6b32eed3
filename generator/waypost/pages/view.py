"""A page before its template is rendered: the values that decide every byte of its article."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from waypost.pages.page import Page


@dataclass(frozen=True, slots=True)
class View:
    """A ``page`` without HTML, and the ``template`` and ``values`` that its HTML is rendered from.

    ``explain`` names the values whose glossary terms are explained. ``key`` is the hash of
    everything that decides the HTML.
    """

    page: Page
    template: str
    values: Mapping[str, Any]
    explain: tuple[str, ...]
    key: str


@dataclass(frozen=True, slots=True)
class PagePlan:
    """A page that isn't computed yet.

    ``outline`` has no more than address, kind, id, title and place; ``view`` computes the rest,
    which costs a hundred times as much.
    """

    outline: Page
    view: Callable[[], View]
