"""Import of a translator's XLIFF or PO into the files of its language."""

from datetime import date
from pathlib import Path

import click

from waypost.cli.edit_commands import print_changes, refusals
from waypost.cli.options import CommandRefused
from waypost.cli.translations_command import chosen
from waypost.diagnostics.message_format import visible
from waypost.diagnostics.report import plural
from waypost.edit.write_translations import write_translations
from waypost.exchange.translation_formats import BadTranslationFile, read_pairs
from waypost.model.includes import gather
from waypost.model.translation import texts_of


def take_in_translations(file: Path, kb: Path, language: str, *, dry_run: bool) -> None:
    """Import a translator's ``file``; its texts were made from the sources that stand in it."""
    try:
        named, found = read_pairs(file)
    except BadTranslationFile as fault:
        raise CommandRefused(f"{visible(str(file))}: {fault}.") from None
    if not (language or named):
        raise CommandRefused(f"{visible(str(file))} names no language; say --language CODE.")
    gathered = gather(kb)
    translation = chosen(gathered, language or named)
    known = {text.name for text in texts_of(gathered.knowledge)}
    for pair in found:
        if pair.name not in known:
            name = visible(str(file))
            click.echo(f"{name}: the source has no text “{visible(pair.name)}”; left out", err=True)
    words = {pair.name: pair.target for pair in found if pair.target.strip() and pair.name in known}
    if dry_run:
        click.echo(f"{plural(len(words), 'text')} in {translation.language}; nothing was changed.")
        return
    sources = {pair.name: pair.source for pair in found}
    with refusals():
        done = write_translations(kb, gathered, translation, words, sources, date.today())
    print_changes(done, kb)
    click.echo(f"{plural(len(words), 'text')} in {translation.language}.")
