"""The commands about the search: ask, search-report and index."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

import click

from waypost.cli import search_engine
from waypost.cli.options import KB, LANGUAGE, ON, CommandRefused, file_or_input
from waypost.cli.translations_command import chosen
from waypost.diagnostics import report
from waypost.diagnostics.message_format import errors_of, visible
from waypost.model.includes import gather
from waypost.model.records import Knowledge
from waypost.model.translation import translated
from waypost.search.documents import Document
from waypost.search.quality_report import (
    ENOUGH,
    FOUND,
    QueryResult,
    TriedQuery,
    confusions,
    counted,
    read_queries,
    tried_phrasings,
    unknown_words,
)
from waypost.search.site_index import as_json, index_entries, published


@click.command()
@KB
@click.option(
    "-o",
    "--output",
    default="-",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help="Where to write it; standard output if not given.",
)
@ON
def index_command(kb: Path, output: Path, on: date) -> None:
    """Write the search index of a knowledge base as JSON.

    The knowledge base has to load; that its trees or texts have errors doesn't matter here.

    Example: waypost index --kb faq.yaml -o index.json
    """
    text = as_json(index_entries(*entries_of(kb, on)))
    if str(output) == "-":
        click.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8", newline="\n")


PARTS = {
    "soft": "asked words found",
    "only": "words found here alone",
    "covered": "its words asked",
    "whole": "meaning",
    "pairs": "neighbouring words",
    "about": "start of its title",
    "contrary": "only one denies",
    "body": "answer",
}
HOW = {
    "known": "{word} ({stem})",
    "mended": "{word} read as {stem}",
    "begun": "{word}… read as the start of {stem}",
    "split": "{word} split: {stem}",
    "alike": "{word} written like {stem}",
}


@click.command()
@click.argument("query")
@KB
@click.option("--limit", default=5, show_default=True, type=click.IntRange(1, 50))
@LANGUAGE
@ON
def ask_command(query: str, kb: Path, limit: int, language: str, on: date) -> None:
    """Show what the search finds for QUERY, and why.

    Example: waypost ask "where is my parcel"
    """
    knowledge, entries = entries_of(kb, on, language)
    [asked] = search_engine.ask(index_entries(knowledge, entries), [query], limit)
    titles = {entry.id: entry.phrasings[0] for entry in entries}
    for line in _explained(asked, titles):
        click.echo(visible(line, 300))


def _explained(asked: QueryResult, titles: dict[str, str]) -> Iterator[str]:
    words = [HOW[word["how"]].format(**word) for word in asked.words]
    yield "Words: " + ("; ".join(words) or "none that the search knows")
    if asked.lost:
        yield "Unknown: " + ", ".join(asked.lost)
    if not asked.fits:
        yield "Nothing seems to answer this; readers are offered other ways on."
    for place, result in enumerate(asked.results, 1):
        yield f"{place}. {titles[result['id']]}  [{result['kind']} {result['id']}]"
        parts = sorted(result["parts"].items(), key=lambda part: -part[1])
        why = ", ".join(f"{PARTS[name]} {share:.2f}" for name, share in parts if share >= 0.005)
        yield f"   {result['score']:.2f}: {why}"


def entries_of(kb: Path, day: date, language: str = "") -> tuple[Knowledge, list[Document]]:
    """The part of ``kb`` that is published on a day, and the entries that the search finds in it.

    Exits with 1 where the knowledge base doesn't load.
    """
    gathered = gather(kb)
    if errors_of(gathered.problems):
        report.print_problems(gathered.problems)
        sys.exit(1)
    known = gathered.knowledge
    if language:
        known = translated(known, chosen(gathered, language))
    return published(known, day)


SHOWN = 20


class ReportSection(NamedTuple):
    """A list of the report; it isn't shown where it is empty."""

    title: str
    rows: Sequence[str]


@click.command()
@KB
@click.option(
    "--queries", type=file_or_input, help="Real queries: one a line, or CSV with the wanted id."
)
@click.option("--all", "every", is_flag=True, help=f"Show whole lists, not {SHOWN} rows of each.")
@LANGUAGE
@ON
def search_report_command(
    kb: Path, queries: Path | None, every: bool, language: str, on: date
) -> None:
    """Show what readers' words find, and which phrasings to add.

    Example: waypost search-report --queries queries.csv
    """
    knowledge, entries = entries_of(kb, on, language)
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
