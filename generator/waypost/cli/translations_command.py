"""``waypost translations``: how far each language is; a text is marked as looked at."""

import csv
import io
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import click
from rich.console import Console
from rich.table import Table

from waypost.cli.options import KB, CommandRefused, formats, unknown_language
from waypost.diagnostics import nearest, report
from waypost.diagnostics.message_format import errors_of, visible
from waypost.diagnostics.report import plural
from waypost.edit.write_translations import mark_seen
from waypost.model.includes import Gathered, gather
from waypost.model.translation import TranslatableText, Translation, texts_of

STATES: Final = ("current", "unseen", "outdated", "missing")
COLUMNS: Final = ("language", "kind", "owner", "texts", *STATES)


@click.command()
@click.argument("names", nargs=-1)
@KB
@click.option("--seen", metavar="LANGUAGE", help="Mark translations as looked at: NAMES, or all.")
@click.option("--language", "only", default="", help="This language alone.")
@formats(["table", "json", "csv"], help="How it is written.")
def translations_command(
    names: tuple[str, ...], kb: Path, seen: str | None, only: str, style: str
) -> None:
    """Show how far each language is, by kind and owner; or mark texts as looked at.

    A name is that of a text or of an entry, such as faqs/is-there-a-fee, as `waypost check` gives
    it. The source of a text that was looked at is noted beside the knowledge base, so that a later
    change of it is told.

    Example: waypost translations --format csv
    """
    gathered = gather(kb)
    if errors_of(gathered.problems):
        report.print_problems(gathered.problems, gathered.texts)
        sys.exit(1)
    texts = texts_of(gathered.knowledge)
    if seen:
        _mark(kb, chosen(gathered, seen), texts, names)
        return
    if names:
        raise click.UsageError("NAMES go with --seen LANGUAGE.")
    wanted = [chosen(gathered, only)] if only else gathered.translations
    rows = [row for each in wanted for row in _rows(each, texts)]
    if style == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif style == "csv":
        out = io.StringIO()
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        click.echo(out.getvalue(), nl=False)
    else:
        _table(rows)


def chosen(gathered: Gathered, language: str) -> Translation:
    """The translation into ``language``. Raises `CommandRefused` where there is none."""
    known = {each.language: each for each in gathered.translations}
    if language not in known:
        raise unknown_language(language, known)
    return known[language]


def _mark(
    kb: Path, translation: Translation, texts: Iterable[TranslatableText], names: Sequence[str]
) -> None:
    there = [text for text in texts if translation.texts.get(text.name)]
    found = [
        text
        for text in there
        if not names or any(f"{text.name}/".startswith(f"{name.rstrip('/')}/") for name in names)
    ]
    for name in names:
        if not any(f"{text.name}/".startswith(f"{name.rstrip('/')}/") for text in found):
            meant = nearest(name, (text.name for text in there))
            hint = f" Did you mean {meant}?" if meant else ""
            raise CommandRefused(f"nothing called “{visible(name)}” is translated.{hint}")
    mark_seen(kb, translation, found)
    click.echo(f"Marked {plural(len(found), 'text')} in {translation.language} as looked at.")


def _rows(translation: Translation, texts: Iterable[TranslatableText]) -> Iterator[dict[str, Any]]:
    counted: dict[tuple[str, str], Counter[str]] = {}
    for text in translation.counted(texts):
        owner = str(getattr(text.owner, "owner", None) or "")
        group = counted.setdefault((text.section, owner), Counter())
        group[translation.state(text)] += 1
    for (kind, owner), states in counted.items():
        numbers = {state: states[state] for state in STATES}
        about = {"language": translation.language, "kind": kind, "owner": owner}
        yield {**about, "texts": states.total(), **numbers}


def _table(rows: Sequence[dict[str, Any]]) -> None:
    if not rows:
        click.echo("There is one language; name others under `languages`.")
        return
    table = Table(
        *("Language", "Kind", "Owner", "Texts", "Current", "Never looked at", "Out of date"),
        *("Missing", "Translated"),
        box=None,
        pad_edge=False,
    )
    for language in dict.fromkeys(row["language"] for row in rows):
        own = [row for row in rows if row["language"] == language]
        total = {name: sum(row[name] for row in own) for name in ("texts", *STATES)}
        for row in (*own, {"language": language, "kind": "all", "owner": "", **total}):
            share = (row["texts"] - row["missing"]) * 100 // row["texts"]
            cells = (visible(str(row[name])) for name in COLUMNS)
            table.add_row(*cells, f"{share} %")
    console = Console(highlight=False, markup=False)
    # A pipe has no width: what reads it should see whole rows.
    console.width = console.width if console.is_terminal else 400
    console.print(table)
