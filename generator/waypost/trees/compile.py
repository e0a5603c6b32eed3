"""From a tree as written to a graph that is proved, or to the reasons why it isn't."""

from dataclasses import dataclass

from waypost.diagnostics import Problem
from waypost.diagnostics.message_format import errors_of
from waypost.model.facts import Facts
from waypost.model.records import Tree
from waypost.trees import proof_problems, scenarios
from waypost.trees.axes import Axes
from waypost.trees.compile_plan import make_plan
from waypost.trees.explore import STATE_LIMIT, explore
from waypost.trees.graph import Graph
from waypost.trees.graph_builder import build_graph
from waypost.trees.onward import onward_problems, with_onward
from waypost.trees.overlap import overlaps
from waypost.trees.rules import read_rules
from waypost.trees.scenarios import ScenarioRun
from waypost.trees.static_checks import Known, static_problems
from waypost.trees.stats import Stats, measure


@dataclass(frozen=True, slots=True)
class Compiled:
    """A tree and what became of it. ``graph`` is None where an error keeps it from being served."""

    tree: Tree
    graph: Graph | None
    problems: tuple[Problem, ...]
    stats: Stats
    axes: Axes
    tried: tuple[ScenarioRun, ...] = ()


def compile_tree(tree: Tree, facts: Facts, known: Known, limit: int = STATE_LIMIT) -> Compiled:
    """Compile and prove ``tree``. All its problems are reported at once.

    ``known`` has the ids of the knowledge base by kind; ``limit`` is how many states are too many.
    """
    problems: list[Problem] = []
    rules = scenarios.with_facts(read_rules(tree, facts, problems.append), facts, problems.append)
    problems += static_problems(rules, known)
    problems += scenarios.names_in_scenarios(rules)
    problems += scenarios.untested_outcomes(rules)
    plan = make_plan(rules)
    problems += overlaps(plan)
    explored = explore(plan, limit)
    problems += proof_problems.holes(explored)
    if not explored.full:
        problems.append(proof_problems.too_many(explored))
        return Compiled(tree, None, tuple(problems), measure(tree, None), rules.axes)
    problems += proof_problems.unanswerable(explored)
    problems += proof_problems.unreached(explored)
    problems += proof_problems.out_of_reach(explored, limit)
    problems += proof_problems.unfired(explored, limit)
    graph = with_onward(build_graph(explored), rules)
    problems += onward_problems(graph, rules)
    runs = scenarios.run_scenarios(rules, graph)
    problems += scenarios.failures(runs, rules)
    problems += scenarios.untested_boundaries(rules, runs)
    proved = None if errors_of(problems) else graph
    return Compiled(tree, proved, tuple(problems), measure(tree, proved), rules.axes, runs)
