"""The ways through a tree: which answers lead to each outcome, as a table that people can read."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from waypost.core.messages import Messages
from waypost.trees.graph import Choice, Graph, Step

MOST_WAYS = 120
"""Ways kept for one outcome; a tree may have more of them than stars are in the sky."""

MOST_ROWS = 8
MOST_COLUMNS = 7

Way = tuple[tuple[str, str], ...]
"""Questions with the label of the answer, in the order in which they are asked."""


class FoundWays(NamedTuple):
    """Ways to an outcome; not ``whole`` where there are more than are kept.

    ``sections`` has the id of the part of the outcome's page that each way leads to.
    """

    ways: Sequence[Way] = ()
    whole: bool = True
    sections: Sequence[str | None] = ()


Ways = Mapping[str, FoundWays]


@dataclass(frozen=True)
class Table:
    """Ways as rows: a column for each question, a cell for the answers that lead on."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    more: str = ""
    whole: bool = False


def to_outcomes(graph: Graph) -> dict[str, FoundWays]:
    """The ways to each outcome, found backwards from it; at most `MOST_WAYS` of each."""
    into: dict[str, list[tuple[Step, Choice]]] = defaultdict(list)
    for step in graph.steps:
        for choice in step.choices:
            if choice.to is not None:
                into[f"{'outcome' if choice.ends else 'step'} {choice.to}"].append((step, choice))
    return {ending.id: _back_from(ending.id, graph.start, into) for ending in graph.outcomes}


def _back_from(
    outcome: str, start: str, into: Mapping[str, list[tuple[Step, Choice]]]
) -> FoundWays:
    found: list[Way] = []
    sections: list[str | None] = []
    whole = True
    open_ways: list[tuple[str, Way, str | None]] = [(f"outcome {outcome}", (), None)]
    while open_ways and len(found) < MOST_WAYS:
        place, way, end = open_ways.pop()
        for step, choice in reversed(into.get(place, ())):
            longer = ((step.question, choice.label), *way)
            section = end if way else choice.section
            if step.id == start:
                found.append(longer)
                sections.append(section)
            elif len(longer) <= MOST_COLUMNS and len(open_ways) < MOST_WAYS:
                open_ways.append((f"step {step.id}", longer, section))
            else:
                whole = False
    whole = whole and not open_ways and len(found) <= MOST_WAYS
    return FoundWays(found[:MOST_WAYS], whole, sections[:MOST_WAYS])


def conditions(found: FoundWays, messages: Messages) -> dict[str, tuple[str, str]]:
    """The question and the answers that lead to a section and to no other, by sections' ids."""
    answers: dict[str, dict[str, dict[str, None]]] = {}
    for way, section in zip(found.ways, found.sections, strict=True):
        for question, label in way:
            answers.setdefault(section or "", {}).setdefault(question, {})[label] = None
    if not found.whole:
        return {}
    return {
        section: (question, messages.join(list(labels), "or"))
        for section, asked in answers.items()
        for question, labels in reversed(asked.items())
        if all(
            question in others and not labels.keys() & others[question].keys()
            for other, others in answers.items()
            if other != section
        )
    }


def table(found: FoundWays, asks: Mapping[str, str], messages: Messages) -> Table:
    """The ways of ``found`` as a short table; ways that differ in one answer share a row."""
    ways = found.ways
    columns = [id for id in asks if any(id in dict(way) for way in ways)]
    if not ways or len(columns) > MOST_COLUMNS:
        return Table()
    rows = _merged([tuple((dict(way).get(id, ""),) for id in columns) for way in ways])
    shown = tuple(
        tuple(messages.join(list(filter(None, cell)), "or") or "–" for cell in row) for row in rows
    )
    left = len(shown) - MOST_ROWS
    more = messages.ngettext("And %(num)s more way.", "And %(num)s more ways.", left)
    more = more if left > 0 else ""
    return Table(tuple(asks[id] for id in columns), shown[:MOST_ROWS], more, found.whole)


def _merged(rows: list[tuple[tuple[str, ...], ...]]) -> list[tuple[tuple[str, ...], ...]]:
    """``rows`` with those put together that differ in one column only."""
    for column in reversed(range(len(rows[0]))):
        joined: dict[tuple[tuple[str, ...], ...], list[str]] = {}
        for row in rows:
            rest = row[:column] + row[column + 1 :]
            cell = joined.setdefault(rest, [])
            cell.extend(label for label in row[column] if label not in cell)
        rows = [(*rest[:column], tuple(cell), *rest[column:]) for rest, cell in joined.items()]
    return rows
