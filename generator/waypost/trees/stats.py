"""Statistics of a graph: steps, paths, and their lengths."""

from dataclasses import dataclass

from waypost.trees.graph import Graph, Step


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
        parts = [_count(self.questions, "question")]
        if self.steps is not None:
            parts.append(_count(self.steps, "step"))
        parts.append(_count(self.outcomes, "outcome"))
        if self.paths is not None:
            parts.append(_count(self.paths, "path"))
        parts.append(_count(self.scenarios, "scenario"))
        text = ", ".join(parts)
        if self.shortest is None or self.longest is None:
            return text
        return f"{text}; shortest path {self.shortest}, longest path {self.longest}"


def _count(number: int, noun: str) -> str:
    shown = f"{number:,}" if number < 10**12 else f"about 10^{round(number.bit_length() * 0.30103)}"
    return f"{shown} {noun}{'' if number == 1 else 's'}"


def measure(graph: Graph, questions: int, scenarios: int) -> Stats:
    """The measure of a whole graph."""
    paths: dict[str, int] = {}
    shortest: dict[str, int] = {}
    for step in _ends_first(graph):
        to = [graph.by_id[each.to or ""] for each in step.choices if not each.ends]
        ends = len(step.choices) - len(to)
        paths[step.id] = ends + sum(paths[each.id] for each in to)
        nearest = min([0] * bool(ends) + [shortest[each.id] for each in to], default=0)
        shortest[step.id] = 1 + nearest
    start = graph.start
    return Stats(
        questions,
        len(graph.outcomes),
        scenarios,
        len(graph.steps),
        paths.get(start, 0),
        shortest.get(start, 0),
        graph.by_id[start].remaining if start in graph.by_id else 0,
    )


def _ends_first(graph: Graph) -> list[Step]:
    return sorted(graph.steps, key=lambda step: step.remaining)
