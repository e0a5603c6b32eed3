"""Leave out problems that only follow from another one, and go when that is mended.

The catalogue declares which codes cause others, and which may follow: see `Wording`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from waypost.diagnostics import Problem
from waypost.diagnostics.catalog import WORDINGS
from waypost.diagnostics.wording import Cause
from waypost.model.records import Knowledge, Tree


def without_consequences(problems: Iterable[Problem], knowledge: Knowledge) -> Iterator[Problem]:
    """The problems that stand for themselves, in their order."""
    found = list(problems)
    causes = _Causes.of(found, knowledge)
    return (each for each in found if not causes.explain(each))


@dataclass(frozen=True, slots=True)
class _Causes:
    """The causes among the problems of a knowledge base.

    ``lines`` are those with a mistake of syntax, by file and number; ``trees`` the ids of the trees
    in which one stands; ``meant`` the names that other problems probably mean.
    """

    knowledge: Knowledge
    lines: frozenset[tuple[str, int]]
    trees: frozenset[str]
    loss: bool
    meant: frozenset[str]

    @classmethod
    def of(cls, problems: Iterable[Problem], knowledge: Knowledge) -> _Causes:
        by_cause: dict[Cause, list[Problem]] = {cause: [] for cause in Cause}
        for each in problems:
            for cause in WORDINGS[each.code].causes:
                by_cause[cause].append(each)
        lines = frozenset(each.at[:2] for each in by_cause[Cause.LINE])
        broken = frozenset(each.at[:2] for each in by_cause[Cause.TREE])
        return cls(
            knowledge,
            lines,
            frozenset(_broken_trees(knowledge, broken)) if broken else frozenset(),
            bool(by_cause[Cause.LOSS]),
            frozenset(each.about.get("nearest", "") for each in by_cause[Cause.NAME]),
        )

    def explain(self, problem: Problem) -> bool:
        """True where ``problem`` only follows from another one."""
        return any(self._is_there(cause, problem) for cause in WORDINGS[problem.code].follows)

    def _is_there(self, cause: Cause, problem: Problem) -> bool:
        match cause:
            case Cause.LINE:
                # A key that is merely misspelt is a mistake of its own.
                misspelt = problem.code == "unknown-key" and bool(problem.about["nearest"])
                return problem.at[:2] in self.lines and not misspelt
            case Cause.TREE:
                return bool(self.trees) and _tree_of(problem, self.knowledge) in self.trees
            case Cause.LOSS:
                return self.loss
            case Cause.NAME:
                fact = problem.about["id"]
                return fact in self.meant or f"{{{{ facts.{fact} }}}}" in self.meant


def _broken_trees(knowledge: Knowledge, broken: Iterable[tuple[str, int]]) -> Iterator[str]:
    """The trees in whose lines one of the places ``broken`` stands."""
    for tree in knowledge.trees:
        last = _last_line(tree)
        if any(file == tree.at.file and tree.at.line <= line <= last for file, line in broken):
            yield str(tree.id)


def _last_line(tree: Tree) -> int:
    parts = (*tree.questions, *tree.outcomes, *tree.scenarios)
    return max((part.at.line for part in parts), default=tree.at.line)


def _tree_of(problem: Problem, knowledge: Knowledge) -> str:
    """The tree in whose lines a problem stands."""
    above = [tree for tree in knowledge.trees if tree.at[:2] <= problem.at[:2]]
    return str(max(above, key=lambda tree: tree.at).id) if above else ""
