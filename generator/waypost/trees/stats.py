"""Statistics of a graph: steps, paths, and their lengths."""

from dataclasses import dataclass
from operator import attrgetter

from waypost.model.records import Tree
from waypost.trees.graph import Graph


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
