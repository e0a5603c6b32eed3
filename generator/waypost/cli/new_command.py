"""``waypost new``: a site that builds at once, of a source or to be changed into one's own."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import click

from waypost.cli.options import LONGEST_LINE, CommandRefused, of_a_source
from waypost.cli.schema_command import write_schema
from waypost.diagnostics.message_format import visible

SKELETON: Final = Path(__file__).parent / "skeleton"
NAMED: Final = "site_name: Help centre"
REPORT: Final = "import-report.md"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "source",
    type=click.Path(exists=True, path_type=Path),
    help="A file or folder of another tool, whose questions the site is to have.",
)
@of_a_source
def new_command(
    folder: Path,
    source: Path | None,
    style: str | None,
    encoding: str,
    columns: Mapping[str, str],
    base_url: str,
) -> None:
    """Make a new site in FOLDER: settings, a small knowledge base with its schema, a page.

    With --from the knowledge base is what `waypost import` makes of a source, whose title is the
    site's name, and import-report.md says what to look at, what matters most first. Nothing that
    exists is overwritten.

    Example: waypost new my-help && cd my-help && waypost serve
    """
    kb = folder / "faq.yaml"
    targets = {folder / _name(path): path for path in sorted(SKELETON.rglob("*")) if path.is_file()}
    taken = [str(path) for path in [*targets, folder / REPORT] if path.exists()]
    if taken:
        raise CommandRefused(f"not overwriting {', '.join(taken)}; choose another folder.")
    if source:
        # The readers take longer to load than a site to make.
        from waypost.cli.import_command import take_in
        from waypost.edit.yaml_writer import scalar
        from waypost.exchange.formats import read

        name, reading = read(source, style or "", encoding, columns, base_url).titled()
        if not reading.found:
            take_in(source, kb, reading)
        del targets[kb]
    for target, path in targets.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    if source:
        if name:
            settings = folder / "mkdocs.yml"
            told = settings.read_text(encoding="utf-8").replace(NAMED, f"site_name: {scalar(name)}")
            settings.write_text(told, encoding="utf-8", newline="\n")
        take_in(source, kb, reading, page=folder / REPORT)
    else:
        write_schema(kb)
    look = f"read {folder / REPORT}, then " if source else ""
    made = visible(str(folder), LONGEST_LINE)
    click.echo(f"Made {made}. Next: {look}cd {made} && waypost serve")


def _name(path: Path) -> str:
    """A file's name in the new site: .gitignore would keep files out of the package."""
    return path.relative_to(SKELETON).as_posix().replace("dot-gitignore", ".gitignore")
