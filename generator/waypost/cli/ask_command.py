"""``waypost ask``: what the search finds for a query, and why."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from waypost.cli import search_engine
from waypost.cli.options import KB, ON
from waypost.cli.search_input import entries_of
from waypost.diagnostics.message_format import visible
from waypost.search.quality_report import QueryResult
from waypost.search.site_index import index_entries

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
}


@click.command()
@click.argument("query")
@KB
@click.option("--limit", default=5, show_default=True, type=click.IntRange(1, 50))
@ON
def command(query: str, kb: Path, limit: int, on: date) -> None:
    """Show what the search finds for QUERY, and why.

    Example: waypost ask "where is my parcel"
    """
    knowledge, entries = entries_of(kb, on)
    [asked] = search_engine.ask(index_entries(knowledge, entries), [query], limit)
    titles = {entry.id: entry.phrasings[0] for entry in entries}
    for line in _lines(asked, titles):
        click.echo(visible(line, 300))


def _lines(asked: QueryResult, titles: dict[str, str]) -> Iterator[str]:
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
