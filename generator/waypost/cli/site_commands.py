"""The commands that write a site: build, and pages for other engines."""

import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import click

from waypost.build.build_result import BuildOptions, BuildResult
from waypost.build.publish import build, knowledge_base
from waypost.checks.analyse import analyse
from waypost.cli.options import ON, SETTINGS, SITE_KB, CommandRefused
from waypost.diagnostics import report
from waypost.diagnostics.environment_refusal import EnvironmentRefusal
from waypost.diagnostics.message_format import visible


@click.command()
@SITE_KB
@SETTINGS
@click.option("--site-dir", type=click.Path(path_type=Path), help="Where the site goes.")
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--policy-in-pages", is_flag=True, help="For hosts that can't send headers.")
@click.option("--precompress", is_flag=True, help="Write .gz and .br beside each file.")
@click.option("--offline", is_flag=True, help="For a site that is opened from a folder.")
@ON
def build_command(
    kb: Path | None,
    settings: Path,
    site_dir: Path | None,
    strict: bool,
    policy_in_pages: bool,
    precompress: bool,
    offline: bool,
    on: date,
) -> None:
    """Check the knowledge base, build the site and put it in place of the old one.

    Exits with 0 when the new site stands, 1 where something has to be mended first, 2 where the
    command can't run. On any code but 0 the old site is what it was.

    Example: waypost build --strict
    """
    try:
        options = BuildOptions(strict, policy_in_pages, precompress, offline)
        result = build(settings, kb, site_dir, on, options)
    except EnvironmentRefusal as refusal:
        raise CommandRefused(str(refusal)) from None
    for note in filter(None, result.notes):
        click.echo(f"waypost: {visible(note, report.LONGEST_LINE)}", err=True)
    report.print_problems(result.problems, result.texts)
    if result.published is None:
        click.echo(f"{report.summary(result.problems)}. Nothing was published.", err=True)
        sys.exit(1)
    # The site stands: an output that can't be written must not call that a failure.
    with suppress(OSError):
        click.echo("\n".join(_told(result)))
        sys.stdout.flush()


def _told(result: BuildResult) -> Iterator[str]:
    site = result.published
    assert site is not None
    yield f"{report.summary(result.problems)}. {report.plural(site.files, 'file')}."
    if result.dated:
        yield f"Published as of {result.day}."
    if site.edited:
        named = ", ".join(site.edited[:5])
        yield f"Changed by hand since the last build, and replaced: {named}"
    yield f"The site stands in {site.target}" + ("." if site.changed else ", unchanged.")


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
def pages_command(
    folder: Path, kb: Path | None, settings: Path, built: Path | None, on: date
) -> None:
    """Write the pages as Markdown files into DIR, with assets and settings to build them.

    An engine that reads mkdocs.yml, such as Zensical, builds them without any plugin. DIR has to
    be empty, or to hold what this command wrote before.

    Example: waypost pages build/pages
    """
    # What only this command needs is loaded when it runs.
    from waypost.exchange.markdown_site import cleared, missing, write
    from waypost.mkdocs_plugin import site_settings
    from waypost.mkdocs_plugin.collect import collect
    from waypost.mkdocs_plugin.look_settings import read_look
    from waypost.mkdocs_plugin.mkdocs_run import MkDocsRun, RunError

    if built:
        _tell(missing(folder, built), built)
        return
    try:
        site = site_settings.load(settings)
        source = knowledge_base(site, kb)
        analysis = analyse(source, on, site.content)
        look = read_look(site.config).problems
        problems = report.in_order([*analysis.problems, *look])
        report.print_problems(problems, analysis.texts)
        if look or not analysis.ok():
            click.echo(f"{report.summary(problems)}. Nothing was written.", err=True)
            sys.exit(1)
        cleared(folder)
        number = write(collect(MkDocsRun(site, source, analysis.site)), folder)
    except (EnvironmentRefusal, RunError) as refusal:
        raise CommandRefused(str(refusal)) from None
    pages = report.plural(number, "page")
    click.echo(f"{pages} in {folder}. Build them: cd {folder} && zensical build")
    if left := ", ".join(str(each.edition.language) for each in analysis.sites[1:]):
        click.echo(f"Left out: the pages in {left}. Other engines have one language.", err=True)


def _tell(holes: list[str], built: Path) -> None:
    for page in holes:
        click.echo(f"{built / page}: error: this page is missing, or its content is", err=True)
    if holes:
        sys.exit(1)
    click.echo(f"Every page is in {built}.")
