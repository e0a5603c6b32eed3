"""From a tree as written to a graph that is proved, or to the reasons why it isn't."""

from __future__ import annotations

from dataclasses import dataclass

from waypost.collector import no_collector
from waypost.model import Tree
from waypost.problems import Problem, Severity
from waypost.problems.say import severity
from waypost.trees import findings, scenarios
from waypost.trees.axes import Axes, FactValues
from waypost.trees.build import build
from waypost.trees.explore import STATE_LIMIT, explore
from waypost.trees.givens import with_facts
from waypost.trees.graph import Graph
from waypost.trees.measure import Stats, measured
from waypost.trees.overlap import overlaps
from waypost.trees.plan import make_plan
from waypost.trees.rules import read_rules
from waypost.trees.scenarios import Tried
from waypost.trees.static import Known, on_the_face_of_it


@dataclass(frozen=True, slots=True)
class Compiled:
    """A tree and what became of it. ``graph`` is None where an error keeps it from being served."""

    tree: Tree
    graph: Graph | None
    problems: tuple[Problem, ...]
    stats: Stats
    axes: Axes
    tried: tuple[Tried, ...] = ()


def compile_tree(tree: Tree, facts: FactValues, known: Known, limit: int = STATE_LIMIT) -> Compiled:
    """Compile and prove ``tree``. All its problems are reported at once.

    ``known`` has the ids of the knowledge base by kind; ``limit`` is how many states are too many.
    """
    with no_collector():
        return _compiled(tree, facts, known, limit)


def _compiled(tree: Tree, facts: FactValues, known: Known, limit: int) -> Compiled:
    problems: list[Problem] = []
    rules = with_facts(read_rules(tree, facts, problems.append), facts, problems.append)
    problems += on_the_face_of_it(rules, known)
    problems += scenarios.names_in_scenarios(rules)
    problems += scenarios.untested_outcomes(rules)
    plan = make_plan(rules)
    problems += overlaps(plan)
    explored = explore(plan, limit)
    problems += findings.holes(explored)
    stats = Stats(len(tree.questions), len(tree.outcomes), len(tree.scenarios))
    if not explored.full:
        problems.append(findings.too_many(explored))
        return Compiled(tree, None, tuple(problems), stats, rules.axes)
    problems += findings.unanswerable(explored)
    problems += findings.unreached(explored)
    problems += findings.out_of_reach(explored, limit)
    problems += findings.unfired(explored, limit)
    graph = build(explored)
    tried = scenarios.try_scenarios(rules, graph)
    problems += scenarios.failures(tried, rules)
    problems += scenarios.untested_boundaries(rules, tried)
    if any(severity(problem) is Severity.ERROR for problem in problems):
        return Compiled(tree, None, tuple(problems), stats, rules.axes, tried)
    stats = measured(graph, len(tree.questions), len(tree.scenarios))
    return Compiled(tree, graph, tuple(problems), stats, rules.axes, tried)
