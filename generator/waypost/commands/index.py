"""``waypost index``: the search index of a knowledge base, alone and whole."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from waypost import report
from waypost.commands.options import KB, ON
from waypost.gather import Gathered, gather
from waypost.problems import Severity
from waypost.problems.say import severity
from waypost.search.site import as_json, index_of


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
    gathered = gather(kb)
    if not loaded(gathered):
        report.print_problems(gathered.problems, gathered.texts, sys.stderr, frames=False)
        sys.exit(1)
    text = as_json(index_of(gathered.knowledge, on))
    if str(output) == "-":
        click.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8", newline="\n")


def loaded(gathered: Gathered) -> bool:
    """Whether the knowledge base could be read without an error."""
    return not any(severity(each) is Severity.ERROR for each in gathered.problems)
