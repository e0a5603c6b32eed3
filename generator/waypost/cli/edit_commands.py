"""The commands that change the knowledge base's files: add, rename, review and fmt."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from waypost.cli.options import KB, ON, existing_file, refuse
from waypost.cli.schema_command import refresh_schema
from waypost.diagnostics import report
from waypost.edit.add_entry import Addition, add, free_id
from waypost.edit.edit_transaction import EditRefused, EditResult, files, open_base, replace_all
from waypost.edit.formatter import formatted
from waypost.edit.mark_reviewed import review
from waypost.edit.rename_id import rename
from waypost.edit.symbol import KINDS
from waypost.edit.yaml_writer import Plain
from waypost.model import ids


@click.group()
def add_command() -> None:
    """Add to the knowledge base.

    Example: waypost add question "Is there a fee?" --answer "No." --category fees
    """


@add_command.command("question")
@click.argument("question", required=False)
@click.option("--answer", help="The answer, verdict first; - reads it from standard input.")
@click.option("--category", help="Its topic.")
@click.option("--also-asked", multiple=True, help="Another wording; may be given again.")
@click.option("--id", "wanted", help="Its id; made from the question's Latin letters if not given.")
@click.option("--owner", help="Who keeps it right.")
@click.option("--draft", is_flag=True, help="Not to be published yet.")
@click.option("--into", type=existing_file, help="Which included file takes it.")
@KB
def question(
    question: str | None,
    answer: str | None,
    category: str | None,
    also_asked: tuple[str, ...],
    wanted: str | None,
    owner: str | None,
    draft: bool,
    into: Path | None,
    kb: Path,
) -> None:
    """Add a FAQ. What isn't given is asked for, where there is somebody to ask.

    It is put after the last question of its topic's file. Nothing else in the file changes.

    Example: waypost add question "Is there a fee?" --answer "No." --category fees
    """
    asked = question or _ask("Question")
    text = sys.stdin.read().strip("\n") if answer == "-" else answer or _ask("Answer")
    with refusals():
        id = wanted or _id_for(asked, free_id(open_base(kb), "faq", asked))
        fields: dict[str, Plain] = {"id": id, "question": asked}
        fields |= {"also_asked": list(also_asked)} if also_asked else {}
        fields |= {"answer": text + "\n" if "\n" in text else text}
        fields |= {"category": category} if category else {}
        fields |= {"owner": owner} if owner else {}
        fields |= {"draft": "yes"} if draft else {}
        print_changes(add(kb, [Addition("faqs", fields)], date.today(), into), kb)


def _ask(what: str, why: str = "", default: str | None = None) -> str:
    if not sys.stdin.isatty():
        raise click.UsageError(f"{what} missing{why}.")
    return str(click.prompt(what, default=default))


def _id_for(question: str, made: str) -> str:
    """The id that was ``made`` of a question; without Latin letters that is but a suggestion."""
    if ids.has_latin(question):
        return made
    return _ask("Id", f": the question has no Latin letters. Give one, such as --id {made}", made)


@click.command()
@click.argument("file", default="faq.yaml", type=existing_file)
@click.option("--check", is_flag=True, help="Change nothing; exit with 1 if something would.")
def fmt_command(file: Path, check: bool) -> None:
    """Lay out FILE and the files that it includes: even indentation and spacing.

    Comments, order, quoting and texts stay. A second run changes nothing.

    Example: waypost fmt --check
    """
    with refusals():
        contents = {each: each.read_bytes() for each in files(file)}
        laid_out = {each: formatted(data, each.as_posix()) for each, data in contents.items()}
    changed = {each: data for each, data in laid_out.items() if data != contents[each]}
    for each in changed:
        click.echo(f"{'Would change' if check else 'Changed'} {each}")
    if check:
        sys.exit(1 if changed else 0)
    replace_all(changed)


@click.command()
@click.argument("old")
@click.argument("new")
@KB
@click.option("--kind", type=click.Choice(KINDS), help="What OLD is, if unclear.")
@click.option(
    "--content",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder of hand-written pages; `content` beside the knowledge base if not given.",
)
def rename_command(old: str, new: str, kb: Path, kind: str | None, content: Path | None) -> None:
    """Give what has the id OLD the id NEW, wherever it is named.

    Texts, rules, scenarios, lists, the navigation and the pages in content/ follow, and so do other
    languages. The old id is kept under `previous_ids`, so that its address redirects. Write an
    outcome, a question or an option of a tree with its place: order-help/status/pending.

    Example: waypost rename how-long how-long-to-cancel
    """
    with refusals():
        print_changes(rename(kb, old, new, date.today(), kind=kind or "", content=content), kb)


@click.command()
@click.argument("ids", nargs=-1, required=True)
@KB
@ON
def review_command(ids: tuple[str, ...], kb: Path, on: date) -> None:
    """Set the review date of entries and facts to today.

    An id may say what it means: faq:fee, fact:fee, order-help/wait.

    Example: waypost review how-long is-there-a-fee
    """
    with refusals():
        print_changes(review(kb, ids, on), kb)


@contextmanager
def refusals() -> Iterator[None]:
    """Print why a change was refused and exit with 1."""
    try:
        yield
    except EditRefused as reason:
        refuse(str(reason))
        report.print_problems(reason.problems)
        sys.exit(1)


def print_changes(result: EditResult, kb: Path) -> None:
    """Print the files that were written and the problems in them; refresh the schema."""
    for file in result.written:
        click.echo(f"Changed {file}")
    report.print_problems(result.problems)
    refresh_schema(kb)
