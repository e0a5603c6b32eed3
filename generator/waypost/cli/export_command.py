"""``waypost export``: the knowledge base as CSV or JSON."""

import sys
from pathlib import Path

import click

from waypost.cli.options import KB
from waypost.diagnostics import report
from waypost.diagnostics.message_format import errors_of
from waypost.exchange.csv_xlsx import to_csv
from waypost.exchange.json_format import to_json
from waypost.exchange.table import RECORDS
from waypost.exchange.to_plain import plain
from waypost.model.includes import gather


@click.command()
@KB
@click.option(
    "--format", "style", type=click.Choice(["csv", "json"]), default="json", show_default=True
)
@click.option("--only", type=click.Choice(sorted(RECORDS)), help="One section, such as faqs (CSV).")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Where to.")
def export_command(kb: Path, style: str, only: str | None, output: Path | None) -> None:
    """Write the knowledge base as JSON or CSV, to be read by people, tools or `waypost import`.

    A CSV has a row for each record of each section; --only faqs gives a plain table of questions.

    Example: waypost export --format csv --only faqs -o questions.csv
    """
    gathered = gather(kb)
    errors = errors_of(gathered.problems)
    if errors:
        report.print_problems(errors)
        sys.exit(1)
    values = plain(gathered.knowledge)
    if only:
        values = {name: value for name, value in values.items() if name == only}
    text = to_csv(values, only or "") if style == "csv" else to_json(values)
    if output is None or str(output) == "-":
        click.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8", newline="")
        click.echo(f"Wrote {output}")
