"""Problems that only follow from another one, and go when that is mended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from waypost.diagnostics import Problem, Severity
from waypost.diagnostics.catalog import CHAPTERS
from waypost.model.records import Knowledge, Tree

CHARACTERS: Final = frozenset(
    {
        "control-character",
        "bidi-control",
        "noncharacter",
        "lone-surrogate",
        "byte-order-mark",
        "bad-utf-8",
        "cut-off-character",
        "duplicate-key",
        "directive",
    }
)
SYNTAX: Final = (
    frozenset(code for code, said in CHAPTERS["YAML"].items() if said.severity is Severity.ERROR)
    - CHARACTERS
)
"""Mistakes after which the parts of a line may be others than were meant."""

FROM_THE_SHAPE: Final = frozenset(CHAPTERS["Fields"]) | {
    "unreadable-rule",
    "unreadable-row",
    "unreadable-target",
    "unreadable-test",
}
"""What a line is found to lack that could only be read as far as its mistake of syntax allowed."""

LEFT_OUT: Final = frozenset(
    {
        "unknown-key",
        "missing-field",
        "not-a-mapping",
        "not-a-list",
        "not-named",
        "not-pairs",
        "not-a-variant",
        "list-for-text",
        "mapping-for-text",
    }
)
"""What leaves out something that may have named a fact."""

FROM_THE_WAY: Final = frozenset({"unreachable-question", "unreachable-outcome"})
"""What a tree is found to lack when a rule of it couldn't be read."""


def without(problems: Iterable[Problem], knowledge: Knowledge) -> Iterator[Problem]:
    """The problems that stand for themselves, in their order."""
    found = list(problems)
    broken = {each.at[:2] for each in found if each.code in SYNTAX}
    meant = {each.about.get("nearest", "") for each in found if each.code in NAMES_A_FACT}
    marred = _marred(knowledge, broken) if broken else set()
    unsure = bool(broken) or any(each.code in LEFT_OUT for each in found)
    for each in found:
        # A key that is merely misspelt is a mistake of its own.
        misspelt = each.code == "unknown-key" and bool(each.about["nearest"])
        on_a_broken_line = each.code in FROM_THE_SHAPE and each.at[:2] in broken and not misspelt
        in_a_marred_tree = each.code in FROM_THE_WAY and _tree_of(each, knowledge) in marred
        # A fact is used where its name is misspelt, or perhaps in what couldn't be read.
        unused = each.code == "unused-fact" and (unsure or _named(each.about["id"], meant))
        if not (on_a_broken_line or in_a_marred_tree or unused):
            yield each


NAMES_A_FACT: Final = frozenset({"unknown-fact", "odd-placeholder"})


def _named(fact: str, meant: Iterable[str]) -> bool:
    return any(each in (fact, f"{{{{ facts.{fact} }}}}") for each in meant)


def _marred(knowledge: Knowledge, broken: set[tuple[str, int]]) -> set[str]:
    """The trees in whose lines a mistake of syntax stands."""
    return {
        str(tree.id)
        for tree in knowledge.trees
        for file, line in broken
        if file == tree.at.file and tree.at.line <= line <= _last_line(tree)
    }


def _last_line(tree: Tree) -> int:
    parts = (*tree.questions, *tree.outcomes, *tree.scenarios)
    return max((part.at.line for part in parts), default=tree.at.line)


def _tree_of(problem: Problem, knowledge: Knowledge) -> str:
    """The tree in whose lines a problem stands."""
    above = [tree for tree in knowledge.trees if tree.at[:2] <= problem.at[:2]]
    return str(max(above, key=lambda tree: tree.at).id) if above else ""
