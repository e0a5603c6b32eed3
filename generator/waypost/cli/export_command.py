"""``waypost export``: the knowledge base as CSV or JSON, or as articles of other help desks."""

import json
import shutil
import sys
from datetime import date
from pathlib import Path

import click
from click.core import ParameterSource

from waypost.checks.analyse import analyse
from waypost.cli.options import KB, CommandRefused
from waypost.cli.translations_command import chosen
from waypost.diagnostics import report
from waypost.diagnostics.message_format import errors_of
from waypost.exchange import articles
from waypost.exchange.csv_xlsx import to_csv
from waypost.exchange.json_format import to_json
from waypost.exchange.table import RECORDS
from waypost.exchange.to_plain import plain
from waypost.model.includes import Gathered, gather
from waypost.model.translation import texts_of


@click.command()
@KB
@click.option(
    "--format",
    "style",
    type=click.Choice(["csv", "json", "zendesk", "intercom", "markdown"]),
    default="json",
    show_default=True,
)
@click.option("--only", type=click.Choice(sorted(RECORDS)), help="One section, such as faqs (CSV).")
@click.option("--language", help="The texts for translators into this language.")
@click.option(
    "--to",
    type=click.Choice(["xliff", "po"]),
    default="xliff",
    show_default=True,
    help="The format for translators.",
)
@click.option("--open", "open_", is_flag=True, help="Only what is missing or out of date.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Where to.")
def export_command(
    kb: Path,
    style: str,
    only: str | None,
    language: str | None,
    to: str,
    open_: bool,
    output: Path | None,
) -> None:
    """Write the knowledge base as JSON or CSV, to be read by people, tools or `waypost import`.

    A CSV has a row for each record of each section; --only faqs gives a plain table of questions.
    As the articles of Zendesk Guide or Intercom (JSON), or as a folder of Markdown files, its
    questions, policies and guides are written, their facts put in.
    With --language it is the texts for a translator, as XLIFF or PO, which `waypost import` takes
    back.

    Example: waypost export --format csv --only faqs -o questions.csv
    """
    if language:
        given = click.get_current_context().get_parameter_source("style")
        if given is ParameterSource.COMMANDLINE:
            raise CommandRefused(
                "--language writes a translator's file, its format named by --to, not --format."
            )
        _print(_for_translators(kb, language, to, only or "", all=not open_), output)
        return
    if style in ("csv", "json"):
        _print(_whole(kb, style, only), output)
        return
    analysis = analyse(kb, date.today(), drafts=True)
    if errors := errors_of(analysis.problems):
        report.print_problems(errors)
        sys.exit(1)
    made = articles.articles(analysis)
    if style == "markdown":
        if output is None or output.exists():
            raise CommandRefused("Markdown goes into a new folder; name one with -o.")
        _write_files(made, analysis.context.folder, output)
        click.echo(f"Wrote {output}")
    else:
        title = str(analysis.knowledge.title)
        form = (
            articles.to_zendesk(made, title) if style == "zendesk" else articles.to_intercom(made)
        )
        _print(json.dumps(form, ensure_ascii=False, indent=2) + "\n", output)
    if left := articles.left_out(analysis):
        told = ", ".join(f"{name} ({number})" for name, number in left.items())
        click.echo(f"waypost: not in it, since articles can't say them: {told}", err=True)


def _loaded(kb: Path) -> Gathered:
    gathered = gather(kb)
    if errors := errors_of(gathered.problems):
        report.print_problems(errors)
        sys.exit(1)
    return gathered


def _whole(kb: Path, style: str, only: str | None) -> str:
    gathered = _loaded(kb)
    values = plain(gathered.knowledge)
    if only:
        values = {name: value for name, value in values.items() if name == only}
    return to_csv(values, only or "") if style == "csv" else to_json(values)


def _write_files(made: list[articles.Article], content: Path, folder: Path) -> None:
    for name, text in articles.to_markdown(made):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    for picture in {name for each in made for name in each.pictures}:
        (folder / picture).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(content / picture, folder / picture)


def _for_translators(kb: Path, language: str, to: str, only: str, *, all: bool) -> str:
    # The formats for translators take a while to load.
    from waypost.exchange.translation_formats import pairs, to_po, to_xliff

    gathered = _loaded(kb)
    translation = chosen(gathered, language)
    texts = [each for each in texts_of(gathered.knowledge) if not only or each.section == only]
    found = list(pairs(texts, translation, all=all))
    source = str(gathered.knowledge.language)
    return to_po(found, language) if to == "po" else to_xliff(found, source, language)


def _print(text: str, output: Path | None) -> None:
    if output is None or str(output) == "-":
        click.echo(text, nl=False)
    elif output.is_dir():
        raise CommandRefused(f"{output} is a folder; name a file.")
    else:
        output.write_text(text, encoding="utf-8", newline="")
        click.echo(f"Wrote {output}")
