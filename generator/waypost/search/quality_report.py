"""Retrieval quality of a knowledge base's search, by its own phrasings or real queries."""

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from waypost.core import csv_limit
from waypost.search.documents import Document

FOUND: Final = 3
"""A phrasing finds its entry where that is among the first three."""

ENOUGH: Final = 3
"""With fewer phrasings than this beside the question, an entry is hard to find."""

LONGEST: Final = 100_000
"""Characters of a table's cell: a longer one is no query, and the file no table."""


@dataclass(frozen=True, slots=True)
class QueryResult:
    """The engine's result for a query: how its words were read, and the entries, best first.

    ``words``: ``{word, how, stem, weight}``; ``lost``: words that nothing knows; ``results``:
    ``{id, kind, score, parts}``; ``likelihood``: how likely the best answers the query, 0 to 1;
    ``fits``: true where that is as much as nearly all queries reach that have an answer.
    """

    words: Sequence[Mapping[str, Any]]
    lost: Sequence[str]
    likelihood: float
    fits: bool
    results: Sequence[Mapping[str, Any]]

    def rank(self, id: str) -> int | None:
        """The place of an entry among the results, counted from 1; None where it isn't found."""
        ids = [result["id"] for result in self.results]
        return ids.index(id) + 1 if id in ids else None


Index = Callable[[Sequence[Document]], Mapping[str, Any]]
Ask = Callable[[Mapping[str, Any], Iterable[str]], list[QueryResult]]


@dataclass(frozen=True, slots=True)
class TriedQuery:
    """A query, the entry it should find (none where nobody said), and what it found."""

    query: str
    wanted: str | None
    asked: QueryResult

    @property
    def hit(self) -> bool:
        rank = self.asked.rank(self.wanted) if self.wanted else None
        return rank is not None and rank <= FOUND

    @property
    def first(self) -> str | None:
        return self.asked.results[0]["id"] if self.asked.results else None


def tried_phrasings(entries: Sequence[Document], index: Index, ask: Ask) -> Iterator[TriedQuery]:
    """Each phrasing of a knowledge base's entries, searched in an index that lacks it.

    One index serves many entries: the first lacks every entry's first phrasing, the second every
    second one, and so on.
    """
    for place in range(1, max((len(entry.phrasings) for entry in entries), default=0)):
        lacking = [
            replace(entry, phrasings=(*entry.phrasings[:place], *entry.phrasings[place + 1 :]))
            for entry in entries
        ]
        queries = [
            (entry.phrasings[place], entry.id) for entry in entries if place < len(entry.phrasings)
        ]
        answers = ask(index(lacking), [query for query, _ in queries])
        for (query, id), asked in zip(queries, answers, strict=True):
            yield TriedQuery(query, id, asked)


def confusions(tried: Iterable[TriedQuery]) -> Mapping[tuple[str, str], int]:
    """Pairs of entries, most confused first: how often one came first for the other's words."""
    pairs = Counter(
        (min(each.wanted, each.first), max(each.wanted, each.first))
        for each in tried
        if each.wanted and each.first and each.first != each.wanted
    )
    return dict(sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0])))


def counted(tried: Iterable[TriedQuery]) -> list[tuple[TriedQuery, int]]:
    """Each query once and how often it was asked, most frequent first; case doesn't count."""
    first: dict[str, TriedQuery] = {}
    times: Counter[str] = Counter()
    for each in tried:
        words = " ".join(each.query.lower().split()).strip(" ?!.")
        first.setdefault(words, each)
        times[words] += 1
    return [(first[words], many) for words, many in times.most_common()]


def unknown_words(tried: Iterable[TriedQuery]) -> Mapping[str, int]:
    """Words that neither the site nor the general list knows, most frequent first."""
    words = Counter(word for each in tried for word in each.asked.lost)
    return dict(sorted(words.items(), key=lambda word: (-word[1], word[0])))


@dataclass(frozen=True, slots=True)
class Queries:
    """Queries with the ids wanted (none where nobody said), and ids wanted that no entry has."""

    rows: tuple[tuple[str, str | None], ...]
    unknown: Mapping[str, int] = field(default_factory=dict)


def read_queries(text: str, ids: Iterable[str]) -> Queries:
    """Queries from one a line, or from a table as support desks export it.

    Cells end at commas, semicolons or tabs, whichever shows more ids of entries; the column that
    holds those is found by its content, and the query is the longest other cell. A first row
    without a known id above rows that have one is taken for a heading.
    """
    known = set(ids)
    tables = [table for mark in ",;\t" if (table := _table(text, mark))]
    table = max(tables, key=lambda rows: max(_hits(rows, known), default=0), default=[])
    hits = _hits(table, known)
    if not any(hits):
        lines = (line.strip().strip('"') for line in text.splitlines())
        return Queries(tuple((line, None) for line in lines if line))
    column = hits.index(max(hits))
    if column >= len(table[0]) or table[0][column].strip() not in known:
        table = table[1:]
    wanted = [row[column].strip() if column < len(row) else "" for row in table]
    queries = [_query(row, column) for row in table]
    return Queries(
        rows=tuple(
            (query, id if id in known else None)
            for query, id in zip(queries, wanted, strict=True)
            if query
        ),
        unknown=dict(Counter(id for id in wanted if id and id not in known)),
    )


def _table(text: str, mark: str) -> list[list[str]]:
    """The rows of ``text`` that aren't empty; none where it isn't such a table."""
    try:
        rows = list(csv_limit.rows(text, mark, LONGEST))
    except csv.Error:
        return []
    return [row for row in rows if any(cell.strip() for cell in row)]


def _hits(rows: Sequence[Sequence[str]], known: set[str]) -> list[int]:
    """How many cells of each column are known ids."""
    wide = max(map(len, rows), default=0)
    return [sum(len(row) > at and row[at].strip() in known for row in rows) for at in range(wide)]


def _query(row: Sequence[str], column: int) -> str:
    return max((cell.strip() for at, cell in enumerate(row) if at != column), key=len, default="")
