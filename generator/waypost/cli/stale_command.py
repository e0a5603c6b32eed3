"""``waypost stale``: what has to be checked again, soonest first."""

from datetime import date
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from waypost.cli import calendar
from waypost.cli.options import KB, ON, formats
from waypost.diagnostics.message_format import visible
from waypost.model import field_types, scalars
from waypost.model.includes import gather
from waypost.model.review_dates import Due, due


@click.command()
@KB
@ON
@click.option("--owner", default="", help="Only what this owner keeps.")
@click.option("--within", default="", help='Also what falls due soon, such as "2 weeks".')
@formats(
    ["table", "csv", "ics"],
    help="A calendar (ics) holds the year ahead unless --within says otherwise.",
)
def command(kb: Path, on: date, owner: str, within: str, style: str) -> None:
    """List the entries and facts that have to be looked at, soonest first.

    An entry is due when its review date (`reviewed` and `review_every`) has come, when it was
    never checked, and when it expires.

    Example: waypost stale --within "2 weeks" --owner "Orders team"
    """
    span = within or ("1 year" if style == "ics" else "")
    if span and scalars.fault(span, field_types.Period()):
        raise click.BadParameter(f"{span!r} is not a length of time like “2 weeks”.")
    found = due(gather(kb).knowledge, scalars.later(on, span) if span else on, owner)
    if style == "csv":
        click.echo(calendar.as_csv(found), nl=False)
    elif style == "ics":
        click.echo(calendar.as_calendar(found, on), nl=False)
    else:
        _table(found, on)


def _table(found: list[Due], on: date) -> None:
    if not found:
        click.echo(f"Nothing is due on {on}.")
        return
    table = Table("Due", "What", "Id", "Title", "Why", "Owner", "Where", box=None, pad_edge=False)
    for each in found:
        *cells, file, line = calendar.row(each)
        table.add_row(*map(visible, cells), f"{file}:{line}")
    console = Console(highlight=False, markup=False)
    # A pipe has no width: what reads it should see whole rows.
    console.width = console.width if console.is_terminal else 400
    console.print(table)
