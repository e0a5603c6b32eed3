"""Outcomes after which readers go on: from which steps, and whether that leads anywhere."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from waypost.diagnostics import Problem
from waypost.model.records import Outcome
from waypost.trees.graph import Graph
from waypost.trees.rules import Rules


def with_onward(graph: Graph, rules: Rules) -> Graph:
    """``graph`` with the steps from which readers go on after an outcome.

    These are the steps in which they were asked the question that the outcome names.
    """
    going = {str(each.id): each for each in rules.tree.outcomes if each.continue_}
    if not going:
        return graph
    outcomes = [
        each._replace(onward=tuple(_asked(graph, going[each.id]))) if each.id in going else each
        for each in graph.outcomes
    ]
    return replace(graph, outcomes=tuple(outcomes))


def onward_problems(graph: Graph, rules: Rules) -> Iterator[Problem]:
    """Outcomes that go on from a question that not all of their readers were asked, or for ever."""
    going = {each.id: each.onward for each in graph.outcomes if each.onward}
    named = {str(each.id): each.continue_ for each in rules.tree.outcomes}
    for id, to in named.items():
        if (
            to is not None
            and to in rules.of_questions
            and id in _ends(graph, graph.start, going.get(id, ()))
        ):
            going.pop(id, None)
            yield Problem.of("not-asked-before", to, name=to, owner=id)
    ends = {id: {end for step in going[id] for end in _ends(graph, step)} for id in going}
    leading_out = named.keys() - going.keys()
    while more := {id for id in going if id not in leading_out and ends[id] & leading_out}:
        leading_out |= more
    for id in going:
        if id not in leading_out and (to := named[id]) is not None:
            ring = f"{id} → {to} → {id}"
            yield Problem.of("cycle", to, why_ring=ring, witness=f"{to}, whatever the answer")


def _asked(graph: Graph, outcome: Outcome) -> Iterator[str]:
    for step in graph.steps:
        if step.question == outcome.continue_ and outcome.id in _ends(graph, step.id):
            yield step.id


def _ends(graph: Graph, start: str, without: Collection[str] = ()) -> set[str]:
    """The outcomes that can be reached from a step, or from none where it is left out."""
    seen, ends, ahead = {start}, set[str](), [start]
    while ahead:
        step = graph.by_id.get(ahead.pop())
        if step is None or step.id in without:
            continue
        for choice in step.choices:
            if choice.ends and choice.to:
                ends.add(choice.to)
            elif choice.to and choice.to not in seen:
                seen.add(choice.to)
                ahead.append(choice.to)
    return ends
