"""Walks all readers through a tree at once.

A state is a question that is asked, with what has been answered so far reduced to what can still
matter: the rules left in each list that can yet be reached. So time and size follow the number of
different futures, never the number of paths.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from waypost.trees.axes import Axis
from waypost.trees.domains import Bound
from waypost.trees.plan import NOWHERE, Plan, Slot
from waypost.trees.sheets import DECIDED, set_bits
from waypost.trees.zones import Bounds, possible

STATE_LIMIT = 50_000
"""States after which a tree is refused: its pages would be too large for any reader."""

PIECES_PER_STATE = 10
"""Pieces of answers, for each state that is allowed, after which a tree is refused too."""

MOST_AXES = 12
"""What one date may be compared with at once."""

FEW = 8
"""Pieces of an axis that are sooner walked than thinned out."""

Box = Bounds
"""Some answers to a question: for each axis that it places the reader on, from where to where."""


class State(NamedTuple):
    """A question that is asked, and what of the answers so far can still matter.

    ``left`` has, for each group of lists, the rules left and the axes known; ``told`` has the
    answers that a text repeats; ``zone`` what is known of dates that bear on one another.
    """

    node: int
    answered: int
    left: tuple[tuple[int, int, int], ...]
    told: tuple[tuple[int, Box | None], ...]
    zone: Bounds


class Step(NamedTuple):
    """Arrival at a question; ``state`` is its number."""

    state: int


class Ahead(NamedTuple):
    """Arrival at a question that has no number yet."""

    key: State


class End(NamedTuple):
    """Arrival at an outcome; ``variant`` is the rule of its text, or none."""

    node: int
    variant: int
    told: tuple[tuple[int, Box | None], ...]


class Hole(NamedTuple):
    """A path that ends where it must not. ``kind`` is the code of the finding.

    ``node`` and ``rule`` say where; ``more`` is the missing axis, or the questions of a cycle.
    """

    kind: str
    node: int
    rule: int = NOWHERE
    more: tuple[int, ...] = ()


Arrival = Step | Ahead | End | Hole


class Edge(NamedTuple):
    """Some answers, and where they lead: one place, unless the tree has errors."""

    box: Box
    arrivals: tuple[Arrival, ...]


Left = dict[int, tuple[int, int]]


@dataclass(slots=True)
class Explored:
    """All states with their edges. ``parents`` leads back from each to the start.

    ``full`` is false where there were too many states; then only part of the tree has been seen.
    ``seen`` has, for each node that is watched, the rules that could hold.
    """

    plan: Plan
    states: list[State] = field(default_factory=list)
    edges: list[list[Edge]] = field(default_factory=list)
    parents: list[tuple[int, Box]] = field(default_factory=list)
    fired: set[tuple[int, int]] = field(default_factory=set)
    reached: set[int] = field(default_factory=set)
    seen: dict[int, int] = field(default_factory=dict)
    full: bool = True


def explore(plan: Plan, limit: int = STATE_LIMIT) -> Explored:
    """Walk all readers from the first question on, nearest questions first."""
    return _Explorer(plan, limit).run()


class _TooMuchError(Exception):
    """The tree is too large to be walked whole."""


class _Explorer:
    def __init__(self, plan: Plan, limit: int) -> None:
        self.plan = plan
        self.limit = limit
        self.pieces_left = limit * PIECES_PER_STATE
        self.numbers: dict[State, int] = {}
        self.out = Explored(plan)
        self.testing: dict[tuple[int, int], list[int]] = {}

    def run(self) -> Explored:
        if self.plan.questions:
            self._number(State(0, 0, (), (), ()), (NOWHERE, ()))
        try:
            self._walk()
        except _TooMuchError:
            self.out.full = False
        return self.out

    def _walk(self) -> None:
        for place, state in enumerate(self.out.states):
            if len(self.out.states) > self.limit:
                raise _TooMuchError
            edges = list(self._edges(state))
            self.out.edges.append([self._numbered(edge, place) for edge in edges])

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
            Step(self._number(each.key, (place, edge.box))) if isinstance(each, Ahead) else each
            for each in edge.arrivals
        )
        return Edge(edge.box, arrivals)

    # What a question's answers are, in pieces that no rule tells apart.

    def _edges(self, state: State) -> Iterator[Edge]:
        axes = [
            axis
            for axis, other in self.plan.learns[state.node]
            if other == NOWHERE or state.answered >> other & 1
        ]
        if len(axes) > MOST_AXES:
            raise _TooMuchError
        for box, arrivals in self._boxes(state, axes, ()):
            yield Edge(box, tuple(_told(each, state.node, box) for each in arrivals))

    def _boxes(
        self, state: State, axes: Sequence[int], sofar: Box
    ) -> list[tuple[Box, tuple[Arrival, ...]]]:
        """The answers in boxes as large as can be, each with where it leads."""
        if not axes:
            arrivals = self._answer(state, sofar)
            return [((), arrivals)] if arrivals is not None else []
        axis, *rest = axes
        line = self.plan.axes[axis]
        slices = []
        for low, high in _pieces(self._begin(state, axis), line):
            inner = self._boxes(state, rest, (*sofar, (axis, low, high)))
            slices.append((low, high, inner))
        merged = slices if line.kind == "option" else list(_merged(slices))
        return [
            (((axis, low, high), *box), arrivals)
            for low, high, inner in merged
            for box, arrivals in inner
        ]

    def _begin(self, state: State, axis: int) -> Sequence[Bound]:
        """Where the pieces of ``axis`` begin that a rule still left can tell apart."""
        begin = self.plan.begin[axis]
        line = self.plan.axes[axis]
        if len(begin) < FEW or not state.left or line.kind == "option":
            return begin
        left = {number: (rules, known) for number, rules, known in state.left}
        slots = [self.plan.slots[state.node], self.plan.probes.get(state.node)]
        testing = [
            (slot.group, slot.sheet)
            for slot in slots
            if slot is not None and slot.apart and axis in slot.sheet.tests
        ]
        testing += [
            (number, self.plan.groups[number].sheet) for number in self._tested(axis, state.node)
        ]
        cuts = {line.low}
        for number, sheet in testing:
            rules, known = left.get(number, (sheet.full, 0))
            if known != DECIDED:
                cuts.update(sheet.cuts(axis, rules))
        return sorted(cut for cut in cuts if line.low <= cut <= line.high and cut < math.inf)

    # What one piece of answers leads to.

    def _answer(self, state: State, cell: Box) -> tuple[Arrival, ...] | None:
        """Where the answers of ``cell`` lead; None where no dates fit them."""
        self.pieces_left -= 1
        if self.pieces_left < 0:
            raise _TooMuchError
        zone = state.zone
        if self.plan.tangled:
            zone += tuple(bound for bound in cell if bound[0] in self.plan.tangled)
            if len(zone) > 1 and not possible(zone, self.plan.axes):
                return None
        left = self._learn(state, cell)
        answered = state.answered | 1 << state.node
        found: dict[Arrival, None] = {}
        work: list[tuple[int, tuple[int, ...]]] = [(state.node, (state.node,))]
        while work:
            node, chain = work.pop()
            self._watch(node, left, cell)
            for rule in self._firing(node, left, cell, found):
                self._follow(state, node, rule, chain, cell, left, answered, zone, found, work)
        return tuple(found)

    def _follow(
        self,
        state: State,
        node: int,
        rule: int,
        chain: tuple[int, ...],
        cell: Box,
        left: Left,
        answered: int,
        zone: Bounds,
        found: dict[Arrival, None],
        work: list[tuple[int, tuple[int, ...]]],
    ) -> None:
        target = self.plan.goto[node][rule]
        if target == NOWHERE:
            found[Hole("unknown-target", node, rule)] = None
        elif target >= self.plan.questions:
            self._end(state, target, cell, left, found)
        elif target in chain:
            found[Hole("cycle", node, rule, chain[chain.index(target) :])] = None
        elif answered >> target & 1:
            work.append((target, (*chain, target)))
        else:
            found[Ahead(self._ahead(state, target, left, answered, zone))] = None

    def _ahead(self, state: State, target: int, left: Left, answered: int, zone: Bounds) -> State:
        plan = self.plan
        reach = plan.reach[target]
        kept = sorted(
            (number, rules, known)
            for number, (rules, known) in left.items()
            if reach & plan.groups[number].members
            and (known or rules != plan.groups[number].sheet.full)
        )
        told: tuple[tuple[int, Box | None], ...] = ()
        if plan.mentions:
            heard = (*state.told, (state.node, None))
            told = tuple(sorted(each for each in heard if self._matters(each[0], reach, left)))
        if zone and not plan.tangled_dates & reach & ~answered:
            zone = ()
        return State(target, answered & plan.keep[target], tuple(kept), told, zone)

    def _matters(self, question: int, reach: int, left: Left) -> bool:
        """Whether a text that can still be reached repeats the answer to ``question``."""
        for node, variants in self.plan.mentions.get(question, {}).items():
            if reach >> node & 1:
                slot = self.plan.slots[node]
                rules, _ = left.get(slot.group, (slot.sheet.full, 0))
                if rules & variants:
                    return True
        return False

    def _learn(self, state: State, cell: Box) -> Left:
        """The rules left once the reader stands in ``cell``."""
        left: Left = {number: (rules, known) for number, rules, known in state.left}
        touched: set[int] = set()
        for axis, low, _ in cell:
            for number in self._tested(axis, state.node):
                sheet = self.plan.groups[number].sheet
                rules, known = left.get(number, (sheet.full, 0))
                if known != DECIDED:
                    left[number] = (rules & sheet.may_hold(axis, low), known | 1 << axis)
                    touched.add(number)
        for number in touched:
            left[number] = self.plan.groups[number].sheet.settled(*left[number])
        return left

    def _tested(self, axis: int, node: int) -> list[int]:
        """The groups that test ``axis`` and that can be reached from ``node``."""
        key = (axis, node)
        if key not in self.testing:
            reach = self.plan.reach[node]
            self.testing[key] = [
                number
                for number in self.plan.tests[axis]
                if reach & self.plan.groups[number].members
            ]
        return self.testing[key]

    def _rules(self, slot: Slot, left: Left, cell: Box) -> tuple[int, int]:
        """The rules left of a list, and the axes known, with the answer given just now."""
        rules, known = left.get(slot.group, (slot.sheet.full, 0))
        if slot.apart and known != DECIDED:
            for axis, low, _ in cell:
                if axis in slot.sheet.tests:
                    rules &= slot.sheet.may_hold(axis, low)
                    known |= 1 << axis
        return rules, known

    def _watch(self, node: int, left: Left, cell: Box) -> None:
        probe = self.plan.probes.get(node)
        if probe is not None:
            rules, _ = self._rules(probe, left, cell)
            self.out.seen[node] = self.out.seen.get(node, 0) | rules

    # Which rule fires. There is one, unless the tree has errors.

    def _firing(self, node: int, left: Left, cell: Box, found: dict[Arrival, None]) -> list[int]:
        sheet = self.plan.slots[node].sheet
        rules, known = self._rules(self.plan.slots[node], left, cell)
        first = rules & -rules
        number = first.bit_length() - 1
        if known == DECIDED or (
            first and not first & sheet.loose and not sheet.needs[number] & ~known
        ):
            self.out.fired.add((node, number))
            return [number]
        return self._possibly_firing(node, rules, known, found)

    def _possibly_firing(
        self, node: int, rules: int, known: int, found: dict[Arrival, None]
    ) -> list[int]:
        """The rules that may fire where something is amiss: a gap, a name that isn't known yet.

        What isn't known yet is taken as any of its values. A rule that can't be judged both fires
        and doesn't; what then falls through everything isn't called a gap.
        """
        sheet = self.plan.slots[node].sheet
        written = self.plan.lists[node].rules
        firing: dict[int, None] = {}
        work = [(rules, known, True)]
        done = set(work)
        while work:
            rules, assumed, sure = work.pop()
            if not rules:
                if sure:
                    found[Hole("gap", node)] = None
                continue
            first = rules & -rules
            number = first.bit_length() - 1
            missing = sheet.needs[number] & ~known
            if missing:
                found[Hole("not-yet-asked", node, number, tuple(set_bits(missing)))] = None
            missing &= ~assumed
            following: list[tuple[int, int, bool]] = []
            if missing:
                axis = next(set_bits(missing))
                following = [
                    (rules & mask, assumed | 1 << axis, sure) for mask in sheet.pieces[axis][1]
                ]
            else:
                firing[number] = None
                self.out.fired.add((node, number))
                if first & sheet.loose:
                    judged = sure and not written[number].unjudged
                    following = [(rules ^ first, assumed, judged)]
            for each in following:
                if each not in done:
                    done.add(each)
                    work.append(each)
        return list(firing)

    def _end(
        self, state: State, node: int, cell: Box, left: Left, found: dict[Arrival, None]
    ) -> None:
        self.out.reached.add(node)
        self._watch(node, left, cell)
        if not self.plan.lists[node].rules:
            found[End(node, NOWHERE, ())] = None
            return
        heard = dict([*state.told, (state.node, None)])
        variants = self._firing(node, left, cell, found)
        for variant in variants:
            needed = self.plan.mentioned[node][variant]
            for question in needed:
                if question not in heard:
                    found[Hole("not-yet-asked", node, variant, (-1 - question,))] = None
            told = tuple((each, heard[each]) for each in needed if each in heard)
            found[End(node, variant, told)] = None
        if not variants:
            found[End(node, NOWHERE, ())] = None


def _pieces(begin: Sequence[float], axis: Axis) -> Iterator[tuple[float, float]]:
    for low, following in itertools.zip_longest(begin, begin[1:]):
        yield low, axis.high if following is None else following - 1


def _merged(
    slices: Sequence[tuple[float, float, list[tuple[Box, tuple[Arrival, ...]]]]],
) -> Iterator[tuple[float, float, list[tuple[Box, tuple[Arrival, ...]]]]]:
    """Neighbouring slices that lead to the same places become one."""
    for _, run in itertools.groupby(slices, key=lambda each: each[2]):
        first, *rest = run
        last = rest[-1] if rest else first
        yield first[0], last[1], first[2]


def _told(arrival: Arrival, node: int, box: Box) -> Arrival:
    """The arrival with the answer just given in the place that was kept for it."""
    match arrival:
        case Ahead(key) if key.told:
            return Ahead(key._replace(told=_filled(key.told, node, box)))
        case End(told=told) if told:
            return arrival._replace(told=_filled(told, node, box))
    return arrival


def _filled(
    told: tuple[tuple[int, Box | None], ...], node: int, box: Box
) -> tuple[tuple[int, Box | None], ...]:
    return tuple((node, box) if each == (node, None) else each for each in told)
