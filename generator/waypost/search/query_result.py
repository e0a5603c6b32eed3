"""The result of a query, as the search engine gives it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class QueryResult:
    """The engine's result for a query: how its words were read, and the entries, best first.

    ``words``: ``{word, how, stem, weight}``; ``lost``: words that nothing knows; ``results``:
    ``{id, kind, score, parts}``; ``fits``: true where the best likely answers the query.
    """

    words: tuple[Mapping[str, Any], ...]
    lost: tuple[str, ...]
    fits: bool
    results: tuple[Mapping[str, Any], ...]

    def rank(self, id: str) -> int | None:
        """The place of an entry among the results, counted from 1; None where it isn't found."""
        ids = [result["id"] for result in self.results]
        return ids.index(id) + 1 if id in ids else None
