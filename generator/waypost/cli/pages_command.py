"""``waypost pages``: the site as Markdown files that another engine can build."""

import sys
from datetime import date
from pathlib import Path

import click

from waypost.build.publish import knowledge_base
from waypost.checks.analyse import analyse
from waypost.cli.command_refused import CommandRefused
from waypost.cli.options import ON, SETTINGS, SITE_KB
from waypost.diagnostics import report
from waypost.diagnostics.environment_refusal import EnvironmentRefusal


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@SITE_KB
@SETTINGS
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
    from waypost.exchange.markdown_site import cleared, missing, write
    from waypost.mkdocs_plugin import site_settings
    from waypost.mkdocs_plugin.collect import collect
    from waypost.mkdocs_plugin.mkdocs_run import MkDocsRun, RunError

    if built:
        _tell(missing(folder, built), built)
        return
    try:
        site = site_settings.load(settings)
        source = knowledge_base(site, kb)
        analysis = analyse(source, on, site.content)
        report.print_problems(analysis.problems, analysis.texts)
        if not analysis.ok():
            click.echo(f"{report.summary(analysis.problems)}. Nothing was written.", err=True)
            sys.exit(1)
        cleared(folder)
        number = write(collect(MkDocsRun(site, source, analysis.site)), folder)
    except (EnvironmentRefusal, RunError) as refusal:
        raise CommandRefused(str(refusal)) from None
    pages = report.plural(number, "page")
    click.echo(f"{pages} in {folder}. Build them: cd {folder} && zensical build")


def _tell(holes: list[str], built: Path) -> None:
    for page in holes:
        click.echo(f"{built / page}: error: this page is missing, or its content is", err=True)
    if holes:
        sys.exit(1)
    click.echo(f"Every page is in {built}.")
