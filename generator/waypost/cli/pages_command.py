"""``waypost pages``: the site as Markdown files that another engine can build."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from waypost.build.errors import Refused
from waypost.build.site_build import Job
from waypost.checks.analyse import analyse
from waypost.cli.options import ON
from waypost.diagnostics import report


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--kb", type=click.Path(path_type=Path), help="The knowledge base.")
@click.option(
    "--config",
    "settings",
    default="mkdocs.yml",
    show_default=True,
    type=click.Path(path_type=Path),
    help="The site's settings.",
)
@click.option(
    "--built",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    help="Write nothing: check that this site, built from DIR, has every page.",
)
@ON
def command(folder: Path, kb: Path | None, settings: Path, built: Path | None, on: date) -> None:
    """Write the pages as Markdown files into DIR, with assets and settings to build them.

    An engine that reads mkdocs.yml, such as Zensical, builds them without any plugin. DIR has to
    be empty, or to hold what this command wrote before.

    Example: waypost pages build/pages
    """
    # What only this command needs is loaded when it runs.
    from waypost.exchange.markdown_site import write
    from waypost.exchange.markdown_site.clear_folder import cleared
    from waypost.exchange.markdown_site.verify_copy import missing

    if built:
        _tell(missing(folder, built), built)
        return
    try:
        job = Job.of(settings, kb, None, on)
        prepared = analyse(job.kb, job.day, job.settings.content)
        report.print_problems(
            prepared.problems, prepared.texts, sys.stderr, frames=sys.stderr.isatty()
        )
        if not prepared.ok():
            click.echo(f"{report.summary(prepared.problems)}. Nothing was written.", err=True)
            sys.exit(1)
        cleared(folder)
        number = write(job.settings, prepared, job.kb, folder)
    except Refused as refusal:
        click.echo(f"waypost: {refusal}", err=True)
        sys.exit(2)
    pages = report.plural(number, "page")
    click.echo(f"{pages} in {folder}. Build them: cd {folder} && zensical build")


def _tell(holes: list[str], built: Path) -> None:
    for page in holes:
        click.echo(f"{built / page}: error: this page is missing, or its content is", err=True)
    if holes:
        sys.exit(1)
    click.echo(f"Every page is in {built}.")
