"""``waypost tree``: the graph of a decision tree, for programs and for people."""

from datetime import date
from pathlib import Path

import click

from waypost.cli.command_refused import CommandRefused
from waypost.cli.options import KB, ON, formats
from waypost.cli.tree_input import compiled_tree
from waypost.trees import tree_export


@click.command()
@click.argument("tree")
@KB
@formats(
    ["json", "mermaid", "csv"],
    show_default=True,
    help="The graph as JSON or as a Mermaid diagram, or every path as a row of a table.",
)
@ON
def command(tree: str, kb: Path, style: str, on: date) -> None:
    """Print the graph of the decision tree TREE.

    Exits with 1 where the knowledge base has errors.

    Example: waypost tree order-help --format mermaid
    """
    _, compiled, graph = compiled_tree(kb, tree, on)
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
