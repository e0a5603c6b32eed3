"""``waypost fmt``: lay out the knowledge base's files in one way."""

import sys
from pathlib import Path

import click

from waypost.cli.edit_output import refusals
from waypost.cli.options import existing_file
from waypost.edit.edit_transaction import files, replace_all
from waypost.edit.formatter import formatted


@click.command()
@click.argument("file", default="faq.yaml", type=existing_file)
@click.option("--check", is_flag=True, help="Change nothing; exit with 1 if something would.")
def command(file: Path, check: bool) -> None:
    """Lay out FILE and the files that it includes: even indentation and spacing.

    Comments, order, quoting and texts stay. A second run changes nothing.

    Example: waypost fmt --check
    """
    with refusals():
        contents = {each: each.read_bytes() for each in files(file)}
        laid_out = {each: formatted(data, each.as_posix()) for each, data in contents.items()}
    changed = {each: data for each, data in laid_out.items() if data != contents[each]}
    for each in changed:
        click.echo(f"{'Would change' if check else 'Changed'} {each}")
    if check:
        sys.exit(1 if changed else 0)
    replace_all(changed)
