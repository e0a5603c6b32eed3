"""A page that is ready to be drawn: all is known of it but its HTML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from waypost.model.records import NOWHERE, Placed
from waypost.pages.page import Page


@dataclass(frozen=True, slots=True)
class Draft:
    """A ``page`` without HTML, and the ``template`` and ``view`` that it is drawn from.

    ``explain`` names the texts of the view whose glossary terms are explained.
    """

    page: Page
    template: str
    view: Mapping[str, Any]
    explain: tuple[str, ...]

    def said(self) -> str:
        """All that this says, as one text; where its records stand in their files is left out."""
        about = replace(self.page, at=None)
        return repr((self.template, self.explain, about, _placeless(self.view)))


def _placeless(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _placeless(each) for name, each in value.items()}
    return replace(value, at=NOWHERE) if isinstance(value, Placed) else value
