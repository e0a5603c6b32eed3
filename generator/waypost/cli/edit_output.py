"""Output of the commands that change files: the files written, or why there are none."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from waypost.diagnostics import report
from waypost.edit.edit_transaction import EditRefused, EditResult
from waypost.model.id_index import known_ids
from waypost.model.includes import gather
from waypost.model.json_schema import FILE, written
from waypost.model.records import Knowledge


@contextmanager
def refusals() -> Iterator[None]:
    """Print why a change was refused and exit with 1."""
    try:
        yield
    except EditRefused as reason:
        click.echo(f"waypost: {reason}", err=True)
        report.print_problems(reason.problems)
        sys.exit(1)


def print_changes(result: EditResult, kb: Path) -> None:
    """Print the files that were written and the problems in them; refresh the schema."""
    for file in result.written:
        click.echo(f"Changed {file}")
    report.print_problems(result.problems)
    refresh_schema(kb)


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
    if file.exists() and file.read_text(encoding="utf-8") == text:
        return False
    file.write_text(text, encoding="utf-8", newline="\n")
    return True
