"""``waypost schema``: the schema with which editors complete and explain the knowledge base."""

import sys
from pathlib import Path

import click

from waypost.cli.options import KB
from waypost.model.id_index import known_ids
from waypost.model.includes import gather
from waypost.model.json_schema import FILE, written


@click.command()
@KB
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Where to; - is the screen.")
@click.option("--check", is_flag=True, help="Only say whether the file is up to date.")
def command(kb: Path, output: Path | None, check: bool) -> None:
    """Write faq.schema.json: fields with their meanings, and the ids of this knowledge base.

    Editors with yaml-language-server complete and explain by it. Put this line first in faq.yaml:

    # yaml-language-server: $schema=./faq.schema.json

    Example: waypost schema --check
    """
    target = output or kb.parent / FILE
    text = written(known_ids(gather(kb).knowledge))
    if str(target) == "-":
        click.echo(text, nl=False)
        return
    if target.exists() and target.read_text(encoding="utf-8") == text:
        return
    if check:
        click.echo(f"waypost: {target} is out of date; run `waypost schema`.", err=True)
        sys.exit(1)
    target.write_text(text, encoding="utf-8", newline="\n")
    click.echo(f"Wrote {target}")
