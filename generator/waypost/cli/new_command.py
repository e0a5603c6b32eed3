"""``waypost new``: a site that builds at once, to be changed into one's own."""

from pathlib import Path
from typing import Final

import click

from waypost.cli.command_refused import CommandRefused
from waypost.cli.edit_output import write_schema

SKELETON: Final = Path(__file__).parent / "skeleton"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Make a new site in FOLDER: settings, a small knowledge base with its schema, a page.

    Nothing that exists is overwritten.

    Example: waypost new my-help && cd my-help && waypost serve
    """
    targets = {folder / _name(path): path for path in sorted(SKELETON.rglob("*")) if path.is_file()}
    taken = [str(target) for target in targets if target.exists()]
    if taken:
        raise CommandRefused(f"not overwriting {', '.join(taken)}; choose another folder.")
    for target, path in targets.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    write_schema(folder / "faq.yaml")
    click.echo(f"Made {folder}. Next: cd {folder} && waypost serve")


def _name(path: Path) -> str:
    """A file's name in the new site: .gitignore would keep files out of the package."""
    return path.relative_to(SKELETON).as_posix().replace("dot-gitignore", ".gitignore")
