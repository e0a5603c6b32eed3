"""Options that several commands share."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import IO, Any, Final

import click
from click.core import ParameterSource

from waypost.diagnostics import nearest
from waypost.exchange import FORMATS
from waypost.model import scalars


class Day(click.ParamType[date]):
    """A day on the command line."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        day = scalars.day(str(value))
        if day is None:
            self.fail(f"{value!r} is not a day; write it like 2026-11-22.", param, ctx)
        return day


def formats(names: Sequence[str], **more: Any) -> Callable[[Any], Any]:
    """The option of an output's format, by default the first of ``names``."""
    return click.option("--format", "style", type=click.Choice(names), default=names[0], **more)


class ExistingFile(click.Path):
    """A file that has to be there. Who named none may be in another folder than the site's."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            if not (ctx and param and param.name) or os.path.lexists(value):
                raise
            if ctx.get_parameter_source(param.name) is not ParameterSource.DEFAULT:
                raise
            remedy = "Go to the folder of your site (cd), or make one: waypost new FOLDER"
            raise CommandRefused(f"{value} isn't in this folder. {remedy}") from None


existing_file = ExistingFile(exists=True, dir_okay=False, path_type=Path)

file_or_input = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
"""A file, or - for standard input."""

KB = click.option(
    "--kb", default="faq.yaml", show_default=True, type=existing_file, help="The knowledge base."
)

SITE_KB = click.option("--kb", type=click.Path(path_type=Path), help="The knowledge base.")

SETTINGS = click.option(
    "--config",
    "settings",
    default="mkdocs.yml",
    show_default=True,
    type=click.Path(path_type=Path),
    help="The site's settings.",
)

LANGUAGE = click.option(
    "--language", default="", help="Another language of the knowledge base than its first."
)

ON = click.option(
    "--on",
    type=Day(),
    default=date.today,
    help="The day that decides what is published; today if not given.",
)


class Columns(click.ParamType[Mapping[str, str]]):
    """The names of columns by the fields that they hold."""

    name = "text"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Mapping[str, str]:
        from waypost.exchange.field_words import ADDRESS
        from waypost.model.declare import fields_of
        from waypost.model.records import Faq

        pairs = [pair.partition("=") for pair in value.split(",") if pair.strip()]
        known = {*fields_of(Faq), ADDRESS}
        if unknown := [field for field, _, name in pairs if field.strip() not in known or not name]:
            why = f"“{unknown[0]}” is no field of a question; write question=Frage,answer=Antwort."
            self.fail(why, param, ctx)
        return {field.strip(): name.strip() for field, _, name in pairs}


def of_a_source(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of how a source is read."""
    command = click.option(
        "--format",
        "style",
        type=click.Choice(FORMATS),
        help="What the source is, if its name doesn't tell.",
    )(command)
    command = click.option(
        "--base-url",
        default="",
        help="The address of the old site, for links and addresses that don't name it.",
    )(command)
    command = click.option(
        "--columns",
        type=Columns(),
        default="",
        help="The columns of a table by their fields: question=Frage,answer=Antwort.",
    )(command)
    return click.option("--encoding", default="", help="How texts are encoded that aren't UTF-8.")(
        command
    )


class CommandRefused(click.ClickException):
    """The command can't run; the text says why."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Write why, as every message of Waypost begins."""
        refuse(self.message)


LONGEST_LINE: Final = 600


def refuse(why: str) -> None:
    """Print ``why`` a command did nothing; no line of it is long, or acts on a terminal."""
    # Loaded where there is something to refuse.
    from waypost.diagnostics.message_format import visible

    lines = (visible(line, LONGEST_LINE) for line in why.split("\n"))
    click.echo("waypost: " + "\n".join(lines), err=True)


def unknown_language(language: str, known: Iterable[str]) -> CommandRefused:
    """The refusal of a ``language`` that isn't among the others of a knowledge base."""
    others = list(known)
    meant = nearest(language, others)
    hint = f"Did you mean {meant}?" if meant else f"There are: {', '.join(others) or 'none'}."
    return CommandRefused(f"“{language}” is none of the other languages. {hint}")
