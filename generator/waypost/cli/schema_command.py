"""``waypost schema``: the schema with which editors complete and explain the knowledge base."""

import sys
from pathlib import Path

import click

from waypost.cli.options import KB
from waypost.model.entries import known_ids
from waypost.model.includes import gather
from waypost.model.json_schema import FILE, written
from waypost.model.records import Knowledge


@click.command()
@KB
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Where to; - is the screen.")
@click.option("--check", is_flag=True, help="Only say whether the file is up to date.")
def schema_command(kb: Path, output: Path | None, check: bool) -> None:
    """Write faq.schema.json: fields with their meanings, and the ids of this knowledge base.

    Editors with yaml-language-server complete and explain by it. Put this line first in faq.yaml:

    # yaml-language-server: $schema=./faq.schema.json

    Example: waypost schema --check
    """
    target = output or kb.parent / FILE
    text = written(known_ids(gather(kb).knowledge))
    if str(target) == "-":
        click.echo(text, nl=False)
    elif not _is_current(target, text):
        if check:
            click.echo(f"waypost: {target} is out of date; run `waypost schema`.", err=True)
            sys.exit(1)
        target.write_text(text, encoding="utf-8", newline="\n")
        click.echo(f"Wrote {target}")


def refresh_schema(kb: Path, knowledge: Knowledge | None = None) -> None:
    """Bring the editor's schema beside the knowledge base up to date, where there is one.

    ``knowledge`` is the loaded knowledge base, where there is one.
    """
    if (kb.parent / FILE).exists() and write_schema(kb, knowledge):
        click.echo(f"Changed {kb.parent / FILE}")


def write_schema(kb: Path, knowledge: Knowledge | None = None) -> bool:
    """Write the schema of a knowledge base beside it; True if that changed anything."""
    file = kb.parent / FILE
    text = written(known_ids(knowledge or gather(kb).knowledge))
    if _is_current(file, text):
        return False
    file.write_text(text, encoding="utf-8", newline="\n")
    return True


def _is_current(file: Path, text: str) -> bool:
    return file.exists() and file.read_text(encoding="utf-8") == text
