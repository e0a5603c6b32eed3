"""Ids for steps: the question's and, where it needs several, the answers that tell them apart."""

import itertools
from collections.abc import Mapping, Sequence

from waypost.trees.minimise import Merged
from waypost.trees.rule_masks import DECIDED, bits
from waypost.trees.states import Explored, ToState

MOST_COMPARED = 200
"""Steps of one question; more are numbered, since no id could tell them apart in a few words."""

MOST_KEPT = 4_000_000
"""Sets of answers kept while naming; beyond it all steps of a question are numbered."""

LONGEST = 100

UNASKED = "unasked"

Possible = Sequence[Mapping[int, frozenset[str]]]
"""For each step, the answers (as slugs) that readers may have given to some questions."""


def step_ids(explored: Explored, merged: Merged, slugs: Sequence[Sequence[str]]) -> list[str]:
    """An id for each merged state, unique in the tree. ``slugs`` name the links of each."""
    by_question: dict[int, list[int]] = {}
    for place in reversed(range(len(merged.nodes))):
        by_question.setdefault(merged.nodes[place], []).append(place)
    several = {node: places for node, places in by_question.items() if len(places) > 1}
    candidates = {node: _candidates(explored, merged, places) for node, places in several.items()}
    possible = _possible(merged, slugs, sorted(set().union(*candidates.values())))
    ids = [explored.plan.name(node) for node in merged.nodes]
    for node, places in several.items():
        names = _names(explored, places, sorted(candidates[node]), possible)
        for number, place in enumerate(places, start=1):
            ids[place] = f"{ids[place]}--{names.get(place) or number}"
    return _unique(ids)


def _unique(ids: list[str]) -> list[str]:
    seen: dict[str, int] = {}
    for place, id in enumerate(ids):
        seen[id] = seen.get(id, 0) + 1
        if seen[id] > 1:
            ids[place] = f"{id}--{seen[id]}"
    return ids


def _candidates(explored: Explored, merged: Merged, places: Sequence[int]) -> set[int]:
    """The questions on whose answers the states at hand depend."""
    plan = explored.plan
    axes = answered = 0
    found: set[int] = set()
    for place in places:
        state = explored.states[merged.members[place][0]]
        answered |= state.answered
        found.update(node for node, _ in state.repeated)
        axes |= bits(axis for axis, _, _ in state.zone)
        for number, _, known in state.left:
            axes |= bits(plan.groups[number].masks.tests) if known == DECIDED else known
    found.update(node for node in range(plan.questions) if answered >> node & 1)
    for axis, line in enumerate(plan.axes):
        if axes >> axis & 1:
            found.update(plan.numbers[id] for id in line.questions)
    return found - {merged.nodes[place] for place in places}


def _possible(
    merged: Merged, slugs: Sequence[Sequence[str]], candidates: Sequence[int]
) -> list[dict[int, frozenset[str]]]:
    """The answers to the candidates that may have been given on the way to each step."""
    if not candidates or len(merged.nodes) * len(candidates) > MOST_KEPT:
        return []
    # None on the way to a step that only an error of the tree leads to.
    possible = [dict.fromkeys(candidates, frozenset[str]()) for _ in merged.nodes]
    possible[-1] = dict.fromkeys(candidates, frozenset({UNASKED}))
    for place in reversed(range(len(merged.nodes))):
        here = possible[place]
        for (_, target), slug in zip(merged.links[place], slugs[place], strict=True):
            if not isinstance(target, ToState):
                continue
            there = possible[target.state]
            for node in candidates:
                there[node] |= {slug} if node == merged.nodes[place] else here[node]
    return possible


def _names(
    explored: Explored, places: Sequence[int], candidates: Sequence[int], possible: Possible
) -> dict[int, str]:
    if not possible or len(places) > MOST_COMPARED:
        return {}
    open_pairs = set(itertools.combinations(places, 2))
    chosen: list[int] = []
    while open_pairs:
        apart = {
            node: {
                pair
                for pair in open_pairs
                if possible[pair[0]][node].isdisjoint(possible[pair[1]][node])
            }
            for node in candidates
        }
        best = max(candidates, key=lambda node: len(apart[node]), default=None)
        if best is None or not apart[best]:
            break
        chosen.append(best)
        open_pairs -= apart[best]
    names = {}
    for place in places:
        answers = {node: "-or-".join(sorted(possible[place][node])) for node in sorted(chosen)}
        name = "--".join(f"{explored.plan.name(node)}-{given}" for node, given in answers.items())
        if len(name) <= LONGEST:
            names[place] = name
    return names
