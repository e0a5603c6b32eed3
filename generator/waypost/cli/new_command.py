"""``waypost new``: a site that builds at once, to be changed into one's own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath

import click

from waypost.cli.edit_output import write_schema


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Make a new site in FOLDER: settings, a small knowledge base with its schema, a page.

    Nothing that exists is overwritten.

    Example: waypost new my-help && cd my-help && waypost serve
    """
    skeleton = list(_files(files("waypost.cli") / "skeleton", PurePosixPath()))
    taken = [str(folder / name) for name, _ in skeleton if (folder / name).exists()]
    if taken:
        click.echo(f"waypost: not overwriting {', '.join(taken)}; choose another folder.", err=True)
        sys.exit(2)
    for name, content in skeleton:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    write_schema(folder / "faq.yaml")
    click.echo(f"Made {folder}. Next: cd {folder} && waypost serve")


def _files(folder: Traversable, at: PurePosixPath) -> Iterator[tuple[PurePosixPath, bytes]]:
    for each in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if each.is_dir():
            yield from _files(each, at / each.name)
        elif each.name == "dot-gitignore":
            # Under its own name it would keep files out of the package.
            yield at / ".gitignore", each.read_bytes()
        else:
            yield at / each.name, each.read_bytes()
