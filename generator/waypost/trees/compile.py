"""From a tree as written to a graph that is proved, or to the reasons why it isn't."""

from dataclasses import dataclass, field, replace
from operator import attrgetter

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
from waypost.trees.rules import read_rules
from waypost.trees.scenarios import ScenarioRun
from waypost.trees.states import Explored
from waypost.trees.static_checks import Known, overlaps, static_problems


@dataclass(frozen=True, slots=True)
class Stats:
    """A tree's measure; lengths of paths are counted in questions. As text, one line for people.

    ``paths``, ``shortest`` and ``longest`` are None where the tree has no finished graph.
    """

    questions: int
    outcomes: int
    scenarios: int
    steps: int | None = None
    paths: int | None = None
    shortest: int | None = None
    longest: int | None = None

    def __str__(self) -> str:
        parts = [
            _count(number, noun)
            for number, noun in (
                (self.questions, "question"),
                (self.steps, "step"),
                (self.outcomes, "outcome"),
                (self.paths, "path"),
                (self.scenarios, "scenario"),
            )
            if number is not None
        ]
        text = ", ".join(parts)
        if self.shortest is None:
            return text
        return f"{text}; shortest path {self.shortest}, longest path {self.longest}"


def _count(number: int, noun: str) -> str:
    shown = f"{number:,}" if number < 10**12 else f"about 10^{round(number.bit_length() * 0.30103)}"
    return f"{shown} {noun}{'' if number == 1 else 's'}"


def measure(tree: Tree, graph: Graph | None) -> Stats:
    """The measure of a tree; of its ``graph``, where it has one that is whole."""
    counts = len(tree.questions), len(tree.outcomes), len(tree.scenarios)
    if graph is None:
        return Stats(*counts)
    paths, shortest = {"": 0}, {"": 0}
    for step in sorted(graph.steps, key=attrgetter("remaining")):
        to = [each.to or "" for each in step.choices if not each.ends]
        ends = len(step.choices) - len(to)
        paths[step.id] = ends + sum(paths[each] for each in to)
        shortest[step.id] = 1 + min([0] * bool(ends) + [shortest[each] for each in to], default=0)
    longest = max((step.remaining for step in graph.steps), default=0)
    start = graph.start
    return Stats(*counts, len(graph.steps), paths[start], shortest[start], longest)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A tree and what became of it. ``graph`` is None where an error keeps it from being served."""

    tree: Tree
    graph: Graph | None
    problems: tuple[Problem, ...]
    stats: Stats
    axes: Axes
    tried: tuple[ScenarioRun, ...] = ()
    explored: Explored | None = field(default=None, repr=False, compare=False)


def compile_tree(tree: Tree, facts: Facts, known: Known, limit: int = STATE_LIMIT) -> Compiled:
    """Compile and prove ``tree``. All its problems are reported at once.

    ``known`` has the ids of the knowledge base by kind; ``limit`` is how many states are too many.
    """
    problems: list[Problem] = []
    rules = scenarios.with_facts(read_rules(tree, facts, problems.append), facts, problems.append)
    unread = errors_of(problems)
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
    # A test that can't be read stops scenarios before they come to a boundary.
    problems += () if unread and runs else scenarios.untested_boundaries(rules, runs)
    proved = None if errors_of(problems) else graph
    stats = measure(tree, proved)
    return Compiled(tree, proved, tuple(problems), stats, rules.axes, runs, explored)


def in_words_of(compiled: Compiled, tree: Tree, facts: Facts) -> Compiled:
    """``compiled`` with the labels of ``tree``, its translation; nothing is proved again."""
    if compiled.graph is None or compiled.explored is None:
        return replace(compiled, tree=tree)

    def ignore(_: Problem) -> None:
        """Problems have been told of the source."""

    rules = scenarios.with_facts(read_rules(tree, facts, ignore), facts, ignore)
    explored = replace(compiled.explored, plan=make_plan(rules))
    graph = with_onward(build_graph(explored), rules)
    return replace(compiled, tree=tree, graph=graph, axes=rules.axes)
