"""``waypost add question``: a new FAQ, written where it belongs."""

import sys
from datetime import date
from pathlib import Path

import click

from waypost.cli.edit_output import print_changes, refusals
from waypost.cli.options import KB, existing_file
from waypost.edit.add_entry import Addition, add, free_id
from waypost.edit.edit_transaction import open_base
from waypost.edit.yaml_writer import Plain


@click.group()
def command() -> None:
    """Add to the knowledge base.

    Example: waypost add question "Is there a fee?" --answer "No." --category fees
    """


@command.command("question")
@click.argument("question", required=False)
@click.option("--answer", help="The answer, verdict first; - reads it from standard input.")
@click.option("--category", help="Its topic.")
@click.option("--also-asked", multiple=True, help="Another wording; may be given again.")
@click.option("--id", "wanted", help="Its id; made from the question if not given.")
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
        id = wanted or free_id(open_base(kb), "faq", asked)
        fields: dict[str, Plain] = {"id": id, "question": asked}
        fields |= {"also_asked": list(also_asked)} if also_asked else {}
        fields |= {"answer": text + "\n" if "\n" in text else text}
        fields |= {"category": category} if category else {}
        fields |= {"owner": owner} if owner else {}
        fields |= {"draft": "yes"} if draft else {}
        print_changes(add(kb, [Addition("faqs", fields)], date.today(), into), kb)


def _ask(what: str) -> str:
    if not sys.stdin.isatty():
        raise click.UsageError(f"{what} missing.")
    return str(click.prompt(what))
