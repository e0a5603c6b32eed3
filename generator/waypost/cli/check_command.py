"""``waypost check``: all problems of a knowledge base, and what its trees amount to."""

import os
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import click

from waypost.checks.analyse import Analysis, analyse
from waypost.checks.suppress import without_warnings
from waypost.cli.options import ON, existing_file, formats
from waypost.diagnostics import report
from waypost.diagnostics.catalog import WARNINGS
from waypost.diagnostics.message_format import visible
from waypost.diagnostics.report import plural
from waypost.model import entries
from waypost.model.includes import gather
from waypost.model.records import Knowledge
from waypost.model.translation import texts_of
from waypost.parser.glob import real_path
from waypost.parser.input_guard import inspect

BESIDE: Final = ("mkdocs.yml", "overrides")
"""Usual files of a site beside the knowledge base, which a stranger might replace by a link."""


@click.command()
@click.argument("file", default="faq.yaml", type=existing_file)
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@formats(["text", "json", "github", "sarif"], help="How problems are written.")
@click.option(
    "--ignore",
    multiple=True,
    type=click.Choice(WARNINGS),
    metavar="CODE",
    help="A kind of warning to leave out; may be given again.",
)
@ON
def check_command(file: Path, strict: bool, style: str, ignore: tuple[str, ...], on: date) -> None:
    """Check the knowledge base FILE and list all problems at once.

    A file that a knowledge base includes is checked as its part, and its own problems are listed.

    Exits with 0 where there is no error, 1 where there is, 2 where the command can't run.

    Example: waypost check faq.yaml --strict
    """
    base = including(file) or file
    found = analyse(base, on, parallel=True)
    beside = inspect(base.parent / name for name in BESIDE)
    problems = report.in_order(without_warnings((*found.problems, *beside), ignore))
    others = []
    if base != file:
        others = [each for each in problems if real_path(Path(each.at.file)) != real_path(file)]
        problems = tuple(each for each in problems if each not in others)
    prepared = found._replace(problems=problems)
    if style == "json":
        click.echo(report.as_json(prepared.problems))
    elif style == "github":
        click.echo(report.as_github(prepared.problems), nl=bool(prepared.problems))
    elif style == "sarif":
        from waypost.diagnostics.sarif import as_sarif

        click.echo(as_sarif(prepared.problems))
    else:
        report.print_problems(problems, prepared.texts)
        if base != file:
            click.echo(f"{base} includes this file; elsewhere in it: {report.summary(others)}.")
        click.echo("\n".join(_summary(prepared)))
    sys.exit(0 if prepared.ok(strict=strict) else 1)


def _summary(prepared: Analysis) -> Iterator[str]:
    """Lines for the number of problems, the contents, each tree's size and recorded conflicts."""
    knowledge = prepared.knowledge
    yield f"{report.summary(prepared.problems)}. {_contents(knowledge)}"
    for compiled in prepared.trees:
        yield f"Tree {visible(compiled.tree.id)}: {compiled.stats}"
    if prepared.ended:
        yield prepared.ended
    yield from _languages(prepared)
    yield from _conflicts(knowledge)


def _languages(prepared: Analysis) -> Iterator[str]:
    """How far each of the other languages is."""
    if not prepared.translations:
        return
    texts = texts_of(prepared.knowledge)
    for each in prepared.translations:
        wanted = each.counted(texts)
        there = sum(text.name in each.texts for text in wanted)
        yield f"{each.language}: {there} of {plural(len(wanted), 'text')} translated."


def _contents(knowledge: Knowledge) -> str:
    kinds = [cls.kind for cls in entries.PUBLISHED if cls.kind.section]
    counted = [
        plural(len(getattr(knowledge, kind.section)), kind.label, kind.plural) for kind in kinds
    ]
    return ", ".join([*counted, plural(len(knowledge.facts), "fact")]) + "."


def _conflicts(knowledge: Knowledge) -> Iterator[str]:
    """Entries whose sources disagree, so that nobody forgets that a choice was made."""
    for _, entry in entries.reviewed(knowledge):
        if entry.conflict:
            at = entry.conflict.at
            text = visible(entry.conflict, 300)
            yield f"Conflict recorded for {visible(entry.id)} ({at.file}:{at.line}): {text}"


LEVELS_ABOVE: Final = 6
"""Folders above a file in which the knowledge base is looked for that includes it."""

INCLUDE: Final = re.compile(r"^include[ \t]*:", re.MULTILINE)


def including(file: Path) -> Path | None:
    """The knowledge base that includes ``file``, in its folder or in one above; None for none."""
    real = real_path(file)
    for folder in list(real.parents)[:LEVELS_ABOVE]:
        for path in sorted(folder.glob("*.y*ml")):
            if path != real and _has_includes(path):
                name = os.path.relpath(path)
                found = gather(Path(path if name.startswith("../..") else name))
                if real in map(real_path, found.files):
                    return found.files[0]
        if (folder / ".git").exists():
            return None
    return None


def _has_includes(path: Path) -> bool:
    try:
        return bool(INCLUDE.search(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError):
        return False
