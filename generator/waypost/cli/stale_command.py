"""``waypost stale``: what has to be checked again, as a table, CSV or a calendar (RFC 5545)."""

import csv
import io
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import click
from rich.console import Console
from rich.table import Table

from waypost.cli.options import KB, ON, formats
from waypost.diagnostics.message_format import visible
from waypost.model import field_types, scalars
from waypost.model.includes import gather
from waypost.model.review_dates import NEVER, Due, due


@click.command()
@KB
@ON
@click.option("--owner", default="", help="Only what this owner keeps.")
@click.option("--within", default="", help='Also what falls due soon, such as "2 weeks".')
@formats(
    ["table", "csv", "ics"],
    help="A calendar (ics) holds the year ahead unless --within says otherwise.",
)
def stale_command(kb: Path, on: date, owner: str, within: str, style: str) -> None:
    """List the entries and facts that have to be looked at, soonest first.

    An entry is due when its review date (`reviewed` and `review_every`) has come, when it has
    `review_every` and was never checked, and when it expires. One `review_every` at the top of the
    knowledge base is that of all.

    Example: waypost stale --within "2 weeks" --owner "Orders team"
    """
    span = within or ("1 year" if style == "ics" else "")
    if span and scalars.fault(span, field_types.Period()):
        raise click.BadParameter(f"{span!r} is not a length of time like “2 weeks”.")
    found = due(gather(kb).knowledge, scalars.later(on, span) if span else on, owner)
    if style == "csv":
        click.echo(as_csv(found), nl=False)
    elif style == "ics":
        click.echo(as_calendar(found, on), nl=False)
    else:
        _table(found, on)


def _table(found: list[Due], on: date) -> None:
    if not found:
        click.echo(f"Nothing is due on {on}.")
        return
    table = Table("Due", "What", "Id", "Title", "Why", "Owner", "Where", box=None, pad_edge=False)
    for each in found:
        *cells, file, line = row(each)
        table.add_row(*map(visible, cells), f"{file}:{line}")
    console = Console(highlight=False, markup=False)
    # A pipe has no width: what reads it should see whole rows.
    console.width = console.width if console.is_terminal else 400
    console.print(table)


COLUMNS: Final = ("due", "kind", "id", "title", "why", "owner", "file", "line")
LONGEST_LINE: Final = 75
"""Bytes of a line of a calendar; what is longer is folded."""


def as_csv(found: Iterable[Due]) -> str:
    """A row for each; what was never checked has no day."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows(map(row, found))
    return out.getvalue()


def row(each: Due) -> tuple[str, ...]:
    """The cells of one row, as `COLUMNS` names them."""
    day = "" if each.why == NEVER else each.day.isoformat()
    at = each.entry.at
    return (day, each.kind, each.id, each.title, each.why, each.owner, at.file, str(at.line))


def as_calendar(found: Iterable[Due], on: date) -> str:
    """An all-day event for each. What is overdue stands on ``on``, the first day to do it."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Waypost//stale//EN"]
    for each in found:
        lines += _event(each, on)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(each: Due, on: date) -> list[str]:
    day = max(each.day, on)
    after = day + timedelta(days=1) if day < date.max else day
    at = each.entry.at
    about = [each.why if day == each.day else f"{each.why} (overdue)", f"{at.file}:{at.line}"]
    about += [f"Owner: {each.owner}"] if each.owner else []
    return [
        "BEGIN:VEVENT",
        f"UID:{_text(f'{each.kind}-{each.id}-{each.why}'.replace(' ', '-'))}@waypost",
        f"DTSTAMP:{on:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{after:%Y%m%d}",
        f"SUMMARY:{_text(f'{each.title} ({each.kind} {each.id})')}",
        f"DESCRIPTION:{_text(chr(10).join(about))}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _text(value: str) -> str:
    for char in "\\;,":
        value = value.replace(char, f"\\{char}")
    return value.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> str:
    """The line in pieces of few enough bytes, none of which cuts a character."""
    pieces: list[str] = []
    piece = b""
    for char in line:
        more = char.encode()
        if len(piece) + len(more) > LONGEST_LINE - bool(pieces):
            pieces.append(piece.decode())
            piece = b""
        piece += more
    return "\r\n ".join([*pieces, piece.decode()])
