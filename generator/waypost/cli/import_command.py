"""``waypost import``: questions and answers from other tools."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import click

from waypost.cli.edit_commands import print_changes, refusals
from waypost.cli.options import of_a_source
from waypost.cli.schema_command import write_schema
from waypost.diagnostics.message_format import visible
from waypost.diagnostics.report import plural
from waypost.exchange import imported_files
from waypost.exchange.formats import read
from waypost.exchange.import_report import report
from waypost.exchange.import_result import ImportResult, Missed
from waypost.exchange.merge import DIFFERS, NEW, SAME, ImportPlan, plan
from waypost.exchange.settle import settled
from waypost.model.includes import gather
from waypost.model.json_schema import FILE

MOST_PRINTED: Final = 100
"""Parts left out, and problems, that are printed one by one."""


@click.command()
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--kb",
    default="faq.yaml",
    show_default=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The knowledge base that takes it; a new one is made where there is none.",
)
@of_a_source
@click.option("--dry-run", is_flag=True, help="Only say what would be made.")
@click.option(
    "--keep-going/--strict",
    default=True,
    help="Import the rest where a part can't be taken (the usual way), or nothing.",
)
@click.option(
    "--publish", is_flag=True, help="Publish also what the source has as a draft, or restricts."
)
@click.option(
    "--report",
    "page",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a page of what to look at, what matters most first.",
)
@click.option("--language", default="", help="The language of a translator's file.")
@click.option("--overwrite", is_flag=True, help="Change entries that are there but differ.")
def import_command(
    file: Path,
    kb: Path,
    style: str | None,
    encoding: str,
    columns: Mapping[str, str],
    base_url: str,
    dry_run: bool,
    keep_going: bool,
    overwrite: bool,
    publish: bool,
    page: Path | None,
    language: str,
) -> None:
    """Import FILE into the knowledge base; it may be a folder.

    It may be a table (CSV, or .xlsx where openpyxl is installed), Markdown, a web page, a list of
    questions in YAML or JSON, an export of Zendesk Guide, Intercom or Freshdesk (JSON),
    reStructuredText (where docutils is installed), AsciiDoc (where asciidoctor is), or what
    `waypost export` wrote. Pictures beside it are copied into content/. Nothing that exists is
    changed unless --overwrite is given, and importing twice changes nothing. What can't be taken is
    left out, with its place and the reason. Drafts stay drafts. XLIFF and PO are taken for what a
    translator brings back: their texts go into the files of their language.

    Example: waypost import questions.csv --dry-run
    """
    if file.suffix.lower() in (".xlf", ".xliff", ".po"):
        from waypost.cli.import_translations import take_in_translations

        take_in_translations(file, kb, language, dry_run=dry_run)
        return
    found = read(file, style or "", encoding, columns, base_url)
    take_in(
        file,
        kb,
        found.published() if publish else found,
        dry_run=dry_run,
        strict=not keep_going,
        overwrite=overwrite,
        page=page,
    )


def take_in(
    file: Path,
    kb: Path,
    reading: ImportResult,
    *,
    dry_run: bool = False,
    strict: bool = False,
    overwrite: bool = False,
    page: Path | None = None,
) -> None:
    """Import what was read of ``file`` and print what came of it; exit with 1 if nothing could be.

    ``page`` is the file of a report.
    """
    there = gather(kb).knowledge if kb.exists() else None
    with refusals():
        made = plan(reading, there, overwrite=overwrite)
        made, change = settled(kb, made, date.today(), overwrite=overwrite)
    lost = [each for each in made.missed if not each.minor]
    _print_missed(file, made.missed)
    if dry_run:
        _print_plan(made, overwrite)
    refused = lost and (strict or not made.steps)
    if refused and not dry_run:
        remedy = "mend the file, or leave out --strict." if made.steps else "mend the file."
        click.echo(f"waypost: nothing was imported; {remedy}", err=True)
    # Pictures come along once the knowledge base is written.
    found = change.problems if change else ()
    problems = tuple(each for each in found if each.about.get("link") not in made.files)
    if page:
        page.write_text(report(str(file), made, problems), encoding="utf-8", newline="\n")
        click.echo(f"Wrote {page}")
    if refused:
        sys.exit(1)
    if dry_run:
        return
    if change:
        with refusals():
            done = change.write()
        print_changes(replace(done, problems=problems[:MOST_PRINTED]), kb)
        if len(problems) > MOST_PRINTED:
            more = len(problems) - MOST_PRINTED
            click.echo(f"waypost: {more} more; waypost check lists all.", err=True)
        if there is None and write_schema(kb):
            click.echo(f"Changed {kb.parent / FILE}")
        with refusals():
            for path, why in imported_files.written(kb.parent / "content", made):
                click.echo(f"{path} was left as it is: {why}" if why else f"Wrote {path}")
    click.echo(_summary(made, overwrite))


def _print_missed(file: Path, missed: Sequence[Missed]) -> None:
    for each in missed[:MOST_PRINTED]:
        label = "note" if each.minor else "not understood"
        name = file / each.file if each.file else file
        click.echo(f"{name}: {each.where}: {label}: {visible(each.why, 300)}", err=True)
    if len(missed) > MOST_PRINTED:
        more = len(missed) - MOST_PRINTED
        click.echo(f"{file}: {more} more; --report FILE lists all.", err=True)


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
    drafts = sum(step.found.fields.get("draft") == "yes" for step in made.of(NEW))
    left = "changed" if overwrite else "left as they are; --overwrite changes them"
    parts = [f"{plural(new, 'new record')}"]
    parts += [f"{drafts} as drafts (--publish publishes them)"] if drafts else []
    parts += [f"{differing} that differ ({left})"] if differing else []
    parts += [f"{same} unchanged"] if same else []
    return f"{'Would import' if planned else 'Imported'}: {', '.join(parts)}."
