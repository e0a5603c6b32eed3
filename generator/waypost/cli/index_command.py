"""``waypost index``: the search index of a knowledge base, alone and whole."""

from datetime import date
from pathlib import Path

import click

from waypost.cli.options import KB, ON
from waypost.cli.search_input import entries_of
from waypost.search.site_index import as_json, index_entries


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
def command(kb: Path, output: Path, on: date) -> None:
    """Write the search index of a knowledge base as JSON.

    The knowledge base has to load; that its trees or texts have errors doesn't matter here.

    Example: waypost index --kb faq.yaml -o index.json
    """
    text = as_json(index_entries(*entries_of(kb, on)))
    if str(output) == "-":
        click.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8", newline="\n")
