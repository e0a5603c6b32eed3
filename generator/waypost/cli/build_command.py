"""``waypost build``: check, build beside, verify and publish; the old site stands until then."""

import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import click

from waypost.build.build_result import BuildOptions, BuildResult
from waypost.build.publish import build
from waypost.cli.command_refused import CommandRefused
from waypost.cli.options import ON, SETTINGS, SITE_KB
from waypost.diagnostics import report
from waypost.diagnostics.environment_refusal import EnvironmentRefusal


@click.command()
@SITE_KB
@SETTINGS
@click.option("--site-dir", type=click.Path(path_type=Path), help="Where the site goes.")
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--policy-in-pages", is_flag=True, help="For hosts that can't send headers.")
@click.option("--precompress", is_flag=True, help="Write .gz and .br beside each file.")
@click.option("--offline", is_flag=True, help="For a site that is opened from a folder.")
@ON
def command(
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
        click.echo(f"waypost: {note}", err=True)
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
