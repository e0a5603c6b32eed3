"""``waypost import``: questions and answers from other tools."""

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from waypost.cli.edit_output import print_changes, write_schema
from waypost.cli.options import existing_file
from waypost.diagnostics import report
from waypost.diagnostics.message_format import hint, message, visible
from waypost.diagnostics.report import plural
from waypost.edit.edit_transaction import EditRefused
from waypost.exchange.apply import apply
from waypost.exchange.formats import FORMATS, read
from waypost.exchange.import_places import place
from waypost.exchange.import_result import Missed
from waypost.exchange.merge import DIFFERS, NEW, SAME, ImportPlan, plan
from waypost.model.includes import gather
from waypost.model.json_schema import FILE


@click.command()
@click.argument("file", type=existing_file)
@click.option(
    "--kb",
    default="faq.yaml",
    show_default=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The knowledge base that takes it; a new one is made where there is none.",
)
@click.option("--format", "style", type=click.Choice(FORMATS), help="What FILE is, if unclear.")
@click.option("--encoding", default="", help="How the text of a CSV file is encoded.")
@click.option("--dry-run", is_flag=True, help="Only say what would be made.")
@click.option("--keep-going", is_flag=True, help="Import the rest where a part isn't understood.")
@click.option("--overwrite", is_flag=True, help="Change entries that are there but differ.")
def command(
    file: Path,
    kb: Path,
    style: str | None,
    encoding: str,
    dry_run: bool,
    keep_going: bool,
    overwrite: bool,
) -> None:
    """Import FILE into the knowledge base.

    It may be a table (CSV, or .xlsx where openpyxl is installed) with a column called question,
    Markdown with questions as headings, a web page with FAQPage JSON-LD, the articles of a Zendesk
    Guide help centre (JSON), or what `waypost export` wrote. Nothing that exists is changed unless
    --overwrite is given, and importing twice changes nothing.

    Example: waypost import questions.csv --dry-run
    """
    there = gather(kb).knowledge if kb.exists() else None
    made = plan(read(file, style or "", encoding), there, overwrite=overwrite)
    _print_missed(file, made.missed)
    lost = [each for each in made.missed if not each.minor]
    if dry_run:
        _print_plan(made, overwrite)
    if lost and not keep_going:
        if not dry_run:
            click.echo(
                "waypost: nothing was imported; mend the file or say --keep-going.", err=True
            )
        sys.exit(1)
    if dry_run:
        return
    if made.of(NEW) or (overwrite and made.of(DIFFERS)):
        try:
            print_changes(apply(kb, made, date.today(), overwrite=overwrite), kb)
        except EditRefused as refused:
            click.echo(f"waypost: {refused}", err=True)
            for problem in refused.problems:
                imported = [step.found for step in made.steps]
                where = place(problem, refused.contents, imported)
                told = f"{file}: {where}: error: {message(problem)} {hint(problem)}"
                click.echo(told if where else report.one_line(problem), err=True)
            sys.exit(1)
        if there is None and write_schema(kb):
            click.echo(f"Changed {kb.parent / FILE}")
    click.echo(_summary(made, overwrite))


def _print_missed(file: Path, missed: Iterable[Missed]) -> None:
    for each in missed:
        label = "note" if each.minor else "not understood"
        click.echo(f"{file}: {each.where}: {label}: {visible(each.why, 300)}", err=True)


def _print_plan(made: ImportPlan, overwrite: bool) -> None:
    for step in made.steps:
        if step.what == SAME:
            continue
        what = "would change" if step.what == DIFFERS and overwrite else step.what
        fields = f" ({', '.join(step.changed)})" if step.changed else ""
        section = step.found.section
        click.echo(f"{what}: {section}: {visible(step.id)}{fields}, from {step.found.where}")
    click.echo(_summary(made, overwrite, planned=True))


def _summary(made: ImportPlan, overwrite: bool, *, planned: bool = False) -> str:
    new, differing, same = (len(made.of(what)) for what in (NEW, DIFFERS, SAME))
    left = "changed" if overwrite else "left as they are; --overwrite changes them"
    parts = [f"{plural(new, 'new record')}"]
    parts += [f"{differing} that differ ({left})"] if differing else []
    parts += [f"{same} unchanged"] if same else []
    return f"{'Would import' if planned else 'Imported'}: {', '.join(parts)}."
