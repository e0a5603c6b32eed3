"""Explores the states of a tree, breadth first: walks all readers through it at once.

A state is a question that is asked, with what has been answered so far reduced to what can still
matter: the rules left in each list that can yet be reached. So time and size follow the number of
different futures, never the number of paths.
"""

import itertools
import math
from collections.abc import Iterator, Sequence
from operator import itemgetter

from waypost.trees.axes import Box
from waypost.trees.compile_plan import NOWHERE, Plan
from waypost.trees.evaluate import Evaluator
from waypost.trees.intervals import Bound
from waypost.trees.rule_masks import DECIDED
from waypost.trees.states import Arrival, Edge, End, Explored, State, ToState

STATE_LIMIT = 50_000
"""States after which a tree is refused: its pages would be too large for any reader."""

PIECES_PER_STATE = 10
"""Pieces of answers, for each state that is allowed, after which a tree is refused too."""

MOST_AXES = 12
"""Axes on which the answer to one question may place a reader."""

Pieces = list[tuple[Box, tuple[Arrival, ...]]]
"""Answers in boxes, each with where it leads."""

Slice = tuple[Bound, Bound, Pieces]
"""The pieces between two places of an axis."""


def explore(plan: Plan, limit: int = STATE_LIMIT, only: int | None = None) -> Explored:
    """Walk all readers from the first question on, nearest questions first.

    With ``only`` that question alone is asked, as if nothing had been answered before.
    """
    return _Explorer(plan, limit).run(only)


class _TooMuchError(Exception):
    """The tree is too large to be walked whole."""


class _Explorer:
    def __init__(self, plan: Plan, limit: int) -> None:
        self.plan = plan
        self.limit = limit
        self.pieces_left = limit * PIECES_PER_STATE
        self.numbers: dict[State, int] = {}
        self.out = Explored(plan)
        self.evaluator = Evaluator(plan, self.out)

    def run(self, only: int | None) -> Explored:
        states = self.out.states
        if self.plan.questions:
            self._number(State(only or 0, 0, (), (), ()), (NOWHERE, ()))
        try:
            for place, state in enumerate(states if only is None else states[:1]):
                if len(states) > self.limit:
                    raise _TooMuchError
                edges = list(self._edges(state))
                self.out.edges.append([self._numbered(edge, place) for edge in edges])
        except _TooMuchError:
            self.out.full = False
        return self.out

    def _number(self, state: State, parent: tuple[int, Box]) -> int:
        known = self.numbers.get(state)
        if known is None:
            known = self.numbers[state] = len(self.out.states)
            self.out.states.append(state)
            self.out.parents.append(parent)
            self.out.reached.add(state.node)
        return known

    def _numbered(self, edge: Edge, place: int) -> Edge:
        arrivals = tuple(
            ToState(self._number(each, (place, edge.box))) if isinstance(each, State) else each
            for each in edge.arrivals
        )
        return Edge(edge.box, arrivals)

    # Answers to a question, in pieces within which no rule makes a difference.

    def _edges(self, state: State) -> Iterator[Edge]:
        axes = [
            axis
            for axis, other in self.plan.learns[state.node]
            if other == NOWHERE or state.answered >> other & 1
        ]
        if len(axes) > MOST_AXES:
            raise _TooMuchError
        for box, arrivals in self._boxes(state, axes, ()):
            yield Edge(box, tuple(_completed(each, state.node, box) for each in arrivals))

    def _boxes(self, state: State, axes: Sequence[int], sofar: Box) -> Pieces:
        """The answers in boxes as large as can be, each with where it leads."""
        if not axes:
            # Dates that bear on one another are compared for each piece, which takes its time.
            self.pieces_left -= 1 + (2 * len(state.zone) + len(self.plan.tangled)) // 6
            if self.pieces_left < 0:
                raise _TooMuchError
            arrivals = self.evaluator.arrivals(state, sofar)
            return [((), arrivals)] if arrivals is not None else []
        axis, *rest = axes
        line = self.plan.axes[axis]
        slices = []
        for low, following in itertools.pairwise((*self._begin(state, axis), line.high + 1)):
            high = following - 1
            inner = self._boxes(state, rest, (*sofar, (axis, low, high)))
            slices.append((low, high, inner))
        merged = slices if line.discrete else list(_merged(slices))
        return [
            (((axis, low, high), *box), arrivals)
            for low, high, inner in merged
            for box, arrivals in inner
        ]

    def _begin(self, state: State, axis: int) -> Sequence[Bound]:
        """The first places of the pieces of ``axis`` that a rule still left can tell apart."""
        line = self.plan.axes[axis]
        if line.discrete:
            return range(int(line.high) + 1)
        left = {number: (rules, known) for number, rules, known in state.left}
        slots = (self.plan.slots[state.node], self.plan.probes.get(state.node))
        testing = [(slot.group, slot.masks) for slot in slots if slot]
        for number in self.evaluator.tested(axis, state.node):
            testing.append((number, self.plan.groups[number].masks))
        cuts = {line.low}
        for number, masks in testing:
            rules, known = left.get(number, (masks.full, 0))
            if known != DECIDED:
                cuts.update(masks.cuts(axis, rules))
        return sorted(cut for cut in cuts if line.low <= cut <= line.high and cut < math.inf)


def _merged(slices: Sequence[Slice]) -> Iterator[Slice]:
    """Neighbouring slices that lead to the same places become one."""
    for inner, run in itertools.groupby(slices, key=itemgetter(2)):
        alike = list(run)
        yield alike[0][0], alike[-1][1], inner


def _completed(arrival: Arrival, node: int, box: Box) -> Arrival:
    """The arrival with the answer just given in the place that was kept for it."""
    match arrival:
        case State(repeated=repeated) | End(repeated=repeated) if repeated:
            filled = ((node, box) if each == (node, None) else each for each in repeated)
            return arrival._replace(repeated=tuple(filled))
    return arrival
