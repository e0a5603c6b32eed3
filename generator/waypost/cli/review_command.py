"""``waypost review``: note that entries were checked."""

from datetime import date
from pathlib import Path

import click

from waypost.cli.edit_output import print_changes, refusals
from waypost.cli.options import KB, ON
from waypost.edit.mark_reviewed import review


@click.command()
@click.argument("ids", nargs=-1, required=True)
@KB
@ON
def command(ids: tuple[str, ...], kb: Path, on: date) -> None:
    """Set the review date of entries and facts to today.

    An id may say what it means: faq:fee, fact:fee, order-help/wait.

    Example: waypost review how-long is-there-a-fee
    """
    with refusals():
        print_changes(review(kb, ids, on), kb)
