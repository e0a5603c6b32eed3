"""``waypost walk``: a decision tree in the terminal, question by question or a batch of cases."""

import json
import sys
from datetime import date
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text as Styled

from waypost.checks.analyse import Analysis
from waypost.cli.options import KB, LANGUAGE, ON, CommandRefused, Day, file_or_input
from waypost.cli.tree_command import compiled_tree
from waypost.diagnostics.message_format import visible
from waypost.trees import Compiled, Graph
from waypost.trees.walker import Walked, read_cases, run_case, spoken, walk


@click.command()
@click.argument("tree")
@KB
@click.option(
    "--batch",
    type=file_or_input,
    help="A JSON list of cases, each {given: {question: answer}, today: DATE}.",
)
@click.option("--today", type=Day(), default=date.today, help="The day on which it happens.")
@LANGUAGE
@ON
def walk_command(
    tree: str, kb: Path, batch: Path | None, today: date, language: str, on: date
) -> None:
    """Walk the decision tree TREE, in the terminal or for a batch of cases.

    Exits with 0, even where a case has an error of its own; 1 where the knowledge base has errors.

    Example: waypost walk order-help --kb faq.yaml --batch cases.json
    """
    prepared, compiled, graph = compiled_tree(kb, tree, on, language)
    if batch is None:
        _interactive(prepared, compiled, graph, today)
    else:
        _batch(prepared, compiled, graph, batch, today)


def _batch(prepared: Analysis, compiled: Compiled, graph: Graph, batch: Path, today: date) -> None:
    try:
        cases = read_cases(sys.stdin.read() if str(batch) == "-" else batch.read_text("utf-8-sig"))
    except UnicodeDecodeError:
        raise CommandRefused(f"{visible(str(batch))} isn't UTF-8.") from None
    except (ValueError, RecursionError) as fault:
        reason = fault if isinstance(fault, ValueError) else "it is nested too deeply"
        raise CommandRefused(f"{visible(str(batch))} is no list of cases: {reason}") from None
    texts = prepared.site.converter
    rows = [run_case(graph, compiled.axes, case, today, texts) for case in cases]
    click.echo(json.dumps(rows, ensure_ascii=False, indent=2))


def _interactive(prepared: Analysis, compiled: Compiled, graph: Graph, today: date) -> None:
    console = Console(highlight=False)
    console.print(Styled(visible(compiled.tree.title, 200), "bold"))
    given: dict[str, object] = {}
    walked = walk(graph, compiled.axes, given, today)
    while walked.next is not None:
        if walked.outcome is not None:
            _show_end(console, prepared, graph, walked)
            given.pop(walked.next)
        given[walked.next] = _ask(console, compiled, walked.next)
        walked = walk(graph, compiled.axes, given, today)
        if walked.error and walked.next:
            console.print(Styled(visible(walked.error, 300), "red"))
            del given[walked.next]
    _show_end(console, prepared, graph, walked)


def _ask(console: Console, compiled: Compiled, id: str) -> str:
    question, prompt = compiled.axes.questions[id], compiled.axes.of_answer(id).prompt()
    console.print()
    console.print(Styled(visible(question.ask, 300), "bold cyan"))
    if question.hint:
        console.print(Styled(visible(question.hint, 300), "dim"))
    if question.options:
        for number, option in enumerate(question.options, start=1):
            console.print(Styled(f"  {number}. {visible(option.label, 300)}"))
        answer = _prompt(prompt).strip()
        if answer.isascii() and answer.isdigit() and 1 <= int(answer) <= len(question.options):
            return str(question.options[int(answer) - 1].id)
        return answer
    return _prompt(prompt)


def _prompt(wanted: str) -> str:
    try:
        return str(click.prompt(wanted, prompt_suffix=": "))
    except click.Abort:
        if sys.stdin.isatty():
            raise
        click.echo()
        raise CommandRefused("the answers end before the tree does.") from None


def _show_end(console: Console, prepared: Analysis, graph: Graph, walked: Walked) -> None:
    if walked.outcome is None:
        return
    console.print()
    console.print(Styled(visible(graph.endings[walked.outcome].title, 300), "bold green"))
    text = spoken(walked.section, prepared.site.converter)
    for line in text.splitlines():
        console.print(Styled(visible(line, 2000)))
