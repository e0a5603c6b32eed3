"""A problem as data: a code, a place, and the particulars that its wording names."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from waypost.core.nodes import Mark, Text


class Severity(StrEnum):
    """An error stops publication; a warning does so only under ``--strict``."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One diagnostic: something that an editor has to correct.

    ``about`` holds the particulars by name, as raw text: the wording makes them safe to print. The
    name ``nearest`` is reserved for what was probably meant. ``also`` are other places that belong
    to it, such as the first of two definitions. ``width`` is how many characters to underline.
    """

    code: str
    at: Mark
    about: Mapping[str, str] = field(default_factory=dict)
    also: tuple[Mark, ...] = ()
    width: int = 1

    @classmethod
    def of(cls, code: str, text: Text, also: tuple[Mark, ...] = (), /, **about: str) -> Problem:
        """The problem ``code`` of a text, which is underlined whole."""
        return cls(code, text.at, about, also, max(1, len(text)))


Report = Callable[[Problem], None]
"""Takes a problem that was found."""


def nearest(name: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """The known name most like ``name``, or an empty text when none is close.

    Case is ignored. Similarity is Ratcliff and Obershelp's, as in `difflib`.
    """
    if len(name) > 200:
        return ""
    # Loaded where there is a mistake.
    from difflib import get_close_matches

    folded = {candidate.casefold(): candidate for candidate in known}
    found = get_close_matches(name.casefold(), list(folded), n=1, cutoff=cutoff)
    return folded[found[0]] if found else ""


class Guesses:
    """`nearest` for many names: no more after some seconds' work, which a long list may take."""

    def __init__(self, most: int = 200_000) -> None:
        self._left = most

    def __bool__(self) -> bool:
        """True while guesses are made."""
        return self._left > 0

    def nearest(self, name: str, known: Collection[str], cutoff: float = 0.6) -> str:
        """As the function; an empty text once so many names were compared as are allowed."""
        self._left -= len(known)
        return nearest(name, known, cutoff) if self else ""
