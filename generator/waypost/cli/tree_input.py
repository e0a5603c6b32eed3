"""Input of the commands about one tree: the compiled tree, or an exit with the reason."""

import sys
from datetime import date
from pathlib import Path

from waypost.checks.analyse import Analysis, analyse
from waypost.cli.command_refused import CommandRefused
from waypost.diagnostics import report
from waypost.diagnostics.nearest import nearest
from waypost.trees import Compiled, Graph


def compiled_tree(kb: Path, tree: str, on: date) -> tuple[Analysis, Compiled, Graph]:
    """The tree of a knowledge base without errors; else the command ends.

    It ends with 1 and the problems where there are errors, with 2 where there is no such tree.
    """
    prepared = analyse(kb, on)
    if not prepared.ok():
        report.print_problems(prepared.problems, prepared.texts)
        sys.exit(1)
    trees = {str(each.tree.id): each for each in prepared.trees}
    found = trees.get(tree)
    if found is None or found.graph is None:
        meant = nearest(tree, trees)
        known = ", ".join(trees) or "none"
        hint = f"Did you mean “{meant}”?" if meant else f"There are: {known}."
        raise CommandRefused(f"there is no tree “{tree}”. {hint}")
    return prepared, found, found.graph
