"""``waypost search-report``: which phrasings the search finds, and which it doesn't."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

import click

from waypost.cli import search_engine
from waypost.cli.command_refused import CommandRefused
from waypost.cli.options import KB, ON, file_or_input
from waypost.cli.search_input import entries_of
from waypost.diagnostics.message_format import visible
from waypost.search.documents import Document
from waypost.search.quality_report import (
    ENOUGH,
    FOUND,
    TriedQuery,
    confusions,
    counted,
    read_queries,
    tried_phrasings,
    unknown_words,
)
from waypost.search.site_index import index_entries

SHOWN = 20


class ReportSection(NamedTuple):
    """A list of the report; it isn't shown where it is empty."""

    title: str
    rows: Sequence[str]


@click.command()
@KB
@click.option(
    "--queries",
    type=file_or_input,
    help="Real queries: one a line, or CSV with the wanted id.",
)
@click.option("--all", "every", is_flag=True, help=f"Show whole lists, not {SHOWN} rows of each.")
@ON
def command(kb: Path, queries: Path | None, every: bool, on: date) -> None:
    """Show what readers' words find, and which phrasings to add.

    Example: waypost search-report --queries queries.csv
    """
    knowledge, entries = entries_of(kb, on)
    try:
        if queries is None:
            index = partial(index_entries, knowledge)
            found = _own(entries, list(tried_phrasings(entries, index, search_engine.ask)))
        else:
            text = sys.stdin.read() if str(queries) == "-" else queries.read_text("utf-8-sig")
            asked = read_queries(text, (entry.id for entry in entries))
            queries_alone = [query for query, _ in asked.rows]
            answers = search_engine.ask(index_entries(knowledge, entries), queries_alone)
            tried = [
                TriedQuery(*row, answer) for row, answer in zip(asked.rows, answers, strict=True)
            ]
            found = _real(tried, asked.unknown)
        for line in _lines(found, None if every else SHOWN):
            click.echo(visible(line, 300))
    except UnicodeDecodeError:
        raise CommandRefused(f"{queries} isn't UTF-8 text.") from None


def _own(entries: Sequence[Document], tried: Sequence[TriedQuery]) -> Iterator[str | ReportSection]:
    """How an editor can make entries easier to find, from their own phrasings."""
    alone = [each for each in tried if not each.hit]
    hits, many = len(tried) - len(alone), len(tried)
    yield f"{hits} of {many} phrasings would find their entry even if they weren't listed."
    yield ReportSection(
        "Phrasings that only find their entry because they are listed",
        [f"{each.wanted}: “{each.query}” finds {each.first or 'nothing'}" for each in alone],
    )
    yield _pairs(tried)
    listed = {entry.id: len(entry.phrasings) - 1 for entry in entries if entry.kind == "faq"}
    few = {id: many for id, many in listed.items() if many < ENOUGH}
    yield ReportSection(f"Entries with fewer than {ENOUGH} phrasings", _counted(few))
    yield _words(unknown_words(tried))


def _real(tried: Sequence[TriedQuery], unknown: Mapping[str, int]) -> Iterator[str | ReportSection]:
    if not tried:
        yield "No queries there."
    judged = [each for each in tried if each.wanted]
    missed = [each for each in judged if not each.hit]
    if judged:
        hits = len(judged) - len(missed)
        yield f"{hits} of {len(judged)} queries find their entry among the first {FOUND}."
        yield ReportSection(
            "Phrasings to add, each to the entry before it",
            [
                f"{each.wanted}: “{each.query}” (now finds {each.first or 'nothing'})"
                for each, _ in counted(missed)
            ],
        )
        yield _pairs(judged)
    yield ReportSection("Wanted ids that no entry has", _counted(unknown))
    open_queries = counted(each for each in tried if not each.wanted)
    doubtful = [(each, many) for each, many in open_queries if not each.asked.fits]
    others = [(each, many) for each, many in open_queries if each.asked.fits]
    share = sum(many for _, many in doubtful) / max(1, len(tried))
    yield ReportSection(
        f"Out of scope, {share:.0%} of what is asked: write an answer, or add it to the nearest",
        [_asked(each, many) for each, many in doubtful],
    )
    yield ReportSection("What queries find", [_asked(each, many) for each, many in others])
    yield _words(unknown_words(tried))
    yield ReportSection(
        "Queries that find their entry", [f"{e.wanted}: “{e.query}”" for e in judged if e.hit]
    )


def _asked(each: TriedQuery, times: int) -> str:
    often = f", {times} times" if times > 1 else ""
    nearest = (
        f"finds {each.first} ({each.asked.likelihood:.0%} likely)" if each.first else "nothing"
    )
    return f"“{each.query}”{often}: {nearest}"


def _pairs(tried: Sequence[TriedQuery]) -> ReportSection:
    """Entries that take each other's queries, with one to tell them apart by."""
    rows = []
    for (one, other), times in confusions(tried).items():
        pair = {one, other}
        each = next(each for each in tried if {each.wanted, each.first} == pair)
        rows.append(f"{one} and {other}: {times}, as “{each.query}” of {each.wanted}")
    return ReportSection(
        "Entries that take each other's queries: say in each what sets it apart", rows
    )


def _words(words: Mapping[str, int]) -> ReportSection:
    return ReportSection("Words that nothing covers", _counted(words))


def _counted(times: Mapping[str, int]) -> list[str]:
    return [f"{name}: {number}" for name, number in times.items()]


def _lines(parts: Iterable[str | ReportSection], most: int | None) -> Iterator[str]:
    for part in parts:
        if isinstance(part, str):
            yield part
        elif part.rows:
            yield from ("", f"{part.title} ({len(part.rows)}):")
            yield from (f"  {row}" for row in part.rows[:most])
            if most is not None and len(part.rows) > most:
                yield f"  and {len(part.rows) - most} more; --all shows them"
