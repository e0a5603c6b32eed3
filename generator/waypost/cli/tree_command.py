"""``waypost tree``: the graph of a decision tree, for programs and for people."""

import sys
from datetime import date
from pathlib import Path

import click

from waypost.checks.analyse import Analysis, analyse
from waypost.cli.options import KB, LANGUAGE, ON, CommandRefused, formats, unknown_language
from waypost.diagnostics import nearest, report
from waypost.trees import Compiled, Graph, tree_export


@click.command()
@click.argument("tree")
@KB
@formats(
    ["json", "mermaid", "csv"],
    show_default=True,
    help="The graph as JSON or as a Mermaid diagram, or every path as a row of a table.",
)
@LANGUAGE
@ON
def tree_command(tree: str, kb: Path, style: str, language: str, on: date) -> None:
    """Print the graph of the decision tree TREE.

    Exits with 1 where the knowledge base has errors.

    Example: waypost tree order-help --format mermaid
    """
    _, compiled, graph = compiled_tree(kb, tree, on, language)
    if style == "json":
        click.echo(tree_export.as_json(graph))
    elif style == "mermaid":
        asks = {id: str(each.ask) for id, each in compiled.axes.questions.items()}
        click.echo(tree_export.as_mermaid(graph, asks))
    else:
        if (compiled.stats.paths or 0) > tree_export.MOST_PATHS:
            limit = f"{tree_export.MOST_PATHS:,}"
            raise CommandRefused(f"more than {limit} paths; no table holds them.")
        for line in tree_export.as_csv(graph, list(compiled.axes.questions)):
            click.echo(line)


def compiled_tree(
    kb: Path, tree: str, on: date, language: str = ""
) -> tuple[Analysis, Compiled, Graph]:
    """The tree of a knowledge base without errors; else the command ends.

    With a ``language`` the analysis is of its site alone, drafts left out. It ends with 1 and the
    problems where there are errors, with 2 where there is no such tree.
    """
    prepared = analyse(kb, on)
    if not prepared.ok():
        report.print_problems(prepared.problems, prepared.texts)
        sys.exit(1)
    if language:
        site = next((s for s in prepared.others if s.edition.language == language), None)
        if site is None:
            raise unknown_language(language, (s.edition.language for s in prepared.others))
        prepared = prepared._replace(site=site, trees=site.trees)
    trees = {str(each.tree.id): each for each in prepared.trees}
    found = trees.get(tree)
    if found is None or found.graph is None:
        meant = nearest(tree, trees)
        known = ", ".join(trees) or "none"
        hint = f"Did you mean “{meant}”?" if meant else f"There are: {known}."
        raise CommandRefused(f"there is no tree “{tree}”. {hint}")
    return prepared, found, found.graph
