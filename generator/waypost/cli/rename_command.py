"""``waypost rename``: give something another id, everywhere."""

from datetime import date
from pathlib import Path

import click

from waypost.cli.edit_output import print_changes, refusals
from waypost.cli.options import KB
from waypost.edit.rename_id import rename
from waypost.edit.symbol import KINDS


@click.command()
@click.argument("old")
@click.argument("new")
@KB
@click.option("--kind", type=click.Choice(KINDS), help="What OLD is, if unclear.")
@click.option(
    "--content",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder of hand-written pages; `content` beside the knowledge base if not given.",
)
def command(old: str, new: str, kb: Path, kind: str | None, content: Path | None) -> None:
    """Give what has the id OLD the id NEW, wherever it is named.

    Texts, rules, scenarios, lists, the navigation and the pages in content/ follow. The old id is
    kept under `previous_ids`, so that its address redirects. Write an outcome, a question or an
    option of a tree with its place: order-help/status/pending.

    Example: waypost rename how-long how-long-to-cancel
    """
    with refusals():
        print_changes(rename(kb, old, new, date.today(), kind=kind or "", content=content), kb)
