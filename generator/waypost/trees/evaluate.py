"""Evaluates rules for one piece of answers, until a new question is asked or an outcome reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from waypost.trees.axes import Box
from waypost.trees.compile_plan import NOWHERE, Plan, Slot
from waypost.trees.difference_bounds import possible
from waypost.trees.rule_masks import DECIDED, RuleMasks, set_bits
from waypost.trees.states import Arrival, End, Explored, Hole, Repeated, State

Left = dict[int, tuple[int, int]]
"""For each group of lists that an answer has touched, the rules left and the axes known."""

Chain = tuple[int, ...]
"""Questions whose rules fired one after the other, with nothing new asked in between."""


@dataclass(slots=True)
class Transition:
    """The transition out of ``state`` by the answers ``cell``; ``found`` collects its arrivals."""

    state: State
    cell: Box
    left: Left
    answered: int
    zone: Box
    found: dict[Arrival, None] = field(default_factory=dict)


class Evaluator:
    """Follows answers through the rules of one plan; rules that fire are recorded in ``out``."""

    def __init__(self, plan: Plan, out: Explored) -> None:
        self.plan = plan
        self.out = out

    def arrivals(self, state: State, cell: Box) -> tuple[Arrival, ...] | None:
        """The arrivals to which the answers of ``cell`` lead; None where no dates fit them."""
        zone = state.zone
        if self.plan.tangled:
            zone += tuple(bound for bound in cell if bound[0] in self.plan.tangled)
            if len(zone) > 1 and not possible(zone, self.plan.axes):
                return None
        left = self._learn(state, cell)
        move = Transition(state, cell, left, state.answered | 1 << state.node, zone)
        chains: list[Chain] = [(state.node,)]
        while chains:
            chain = chains.pop()
            self._watch(chain[-1], move)
            for rule in self._firing(chain[-1], move):
                chains += self._follow(chain, rule, move)
        return tuple(move.found)

    def tested(self, axis: int, node: int) -> list[int]:
        """The groups that test ``axis`` and that can be reached from ``node``."""
        reach, groups = self.plan.reach[node], self.plan.groups
        return [number for number in self.plan.tests[axis] if reach & groups[number].members]

    def _learn(self, state: State, cell: Box) -> Left:
        """The rules left once the reader stands in ``cell``."""
        left: Left = {number: (rules, known) for number, rules, known in state.left}
        touched: set[int] = set()
        for axis, low, _ in cell:
            for number in self.tested(axis, state.node):
                masks = self.plan.groups[number].masks
                rules, known = left.get(number, (masks.full, 0))
                if known != DECIDED:
                    left[number] = (rules & masks.may_hold(axis, low), known | 1 << axis)
                    touched.add(number)
        for number in touched:
            left[number] = self.plan.groups[number].masks.settled(*left[number])
        return left

    def _follow(self, chain: Chain, rule: int, move: Transition) -> Iterator[Chain]:
        """Follow a rule that fires; a chain to go on with where its target was asked before."""
        node = chain[-1]
        target = self.plan.goto[node][rule]
        if target == NOWHERE:
            move.found[Hole("unknown-target", node, rule)] = None
        elif target >= self.plan.questions:
            self._end(target, move)
        elif target in chain:
            move.found[Hole("cycle", node, rule, chain[chain.index(target) :])] = None
        elif move.answered >> target & 1:
            yield (*chain, target)
        else:
            move.found[self._ahead(target, move)] = None

    def _ahead(self, target: int, move: Transition) -> State:
        """The state in which ``target`` is asked."""
        plan = self.plan
        reach = plan.reach[target]
        kept = sorted(
            (number, rules, known)
            for number, (rules, known) in move.left.items()
            if reach & plan.groups[number].members
            and (known or rules != plan.groups[number].masks.full)
        )
        zone = move.zone
        if zone and not plan.tangled_dates & reach & ~move.answered:
            zone = ()
        answered = move.answered & plan.keep[target]
        return State(target, answered, tuple(kept), self._repeated(reach, move), zone)

    def _repeated(self, reach: int, move: Transition) -> Repeated:
        """The answers that a text ahead repeats, with a place kept for the one just given."""
        if not self.plan.mentions:
            return ()
        answers = (*move.state.repeated, (move.state.node, None))
        return tuple(sorted(each for each in answers if self._matters(each[0], reach, move.left)))

    def _matters(self, question: int, reach: int, left: Left) -> bool:
        """True where a text that can still be reached repeats the answer to ``question``."""
        for node, variants in self.plan.mentions.get(question, {}).items():
            if reach >> node & 1:
                slot = self.plan.slots[node]
                rules, _ = left.get(slot.group, (slot.masks.full, 0))
                if rules & variants:
                    return True
        return False

    def _rules(self, slot: Slot, move: Transition) -> tuple[int, int]:
        """The rules left of a list, and the axes known, with the answer given just move."""
        rules, known = move.left.get(slot.group, (slot.masks.full, 0))
        if slot.apart and known != DECIDED:
            for axis, low, _ in move.cell:
                if axis in slot.masks.tests:
                    rules &= slot.masks.may_hold(axis, low)
                    known |= 1 << axis
        return rules, known

    def _watch(self, node: int, move: Transition) -> None:
        probe = self.plan.probes.get(node)
        if probe is not None:
            rules, _ = self._rules(probe, move)
            self.out.seen[node] = self.out.seen.get(node, 0) | rules

    def _firing(self, node: int, move: Transition) -> list[int]:
        """The rules that fire: one, unless the tree has an error (a gap, a name not known yet).

        What isn't known yet is taken as any of its values. A rule that can't be judged both fires
        and doesn't; what then falls through everything isn't called a gap.
        """
        masks = self.plan.slots[node].masks
        rules, known = self._rules(self.plan.slots[node], move)
        firing: dict[int, None] = {}
        open_cases = [Assumption(rules, known, True)]
        done = set(open_cases)
        while open_cases:
            assumed = open_cases.pop()
            if not assumed.rules:
                if assumed.sure:
                    move.found[Hole("gap", node)] = None
                continue
            number = (assumed.rules & -assumed.rules).bit_length() - 1
            missing = masks.needs[number] & ~known
            if missing:
                axes = tuple(set_bits(missing))
                move.found[Hole("not-yet-asked", node, number, axes)] = None
            if not missing & ~assumed.known:
                firing[number] = None
            for further in self._further(node, masks, assumed, number):
                if further not in done:
                    done.add(further)
                    open_cases.append(further)
        self.out.fired.update((node, each) for each in firing)
        return list(firing)

    def _further(
        self, node: int, masks: RuleMasks, assumed: Assumption, number: int
    ) -> Iterator[Assumption]:
        """The further assumptions where rule ``number`` is the first one left."""
        missing = masks.needs[number] & ~assumed.known
        if missing:
            axis = next(set_bits(missing))
            for mask in masks.pieces[axis][1]:
                yield Assumption(assumed.rules & mask, assumed.known | 1 << axis, assumed.sure)
        elif masks.loose >> number & 1:
            judged = not self.plan.lists[node].rules[number].undecided
            yield Assumption(assumed.rules & ~(1 << number), assumed.known, assumed.sure and judged)

    def _end(self, node: int, move: Transition) -> None:
        """Arrival at an outcome, at the variant of its text that is meant."""
        self.out.reached.add(node)
        self._watch(node, move)
        if not self.plan.lists[node].rules:
            move.found[End(node, NOWHERE, ())] = None
            return
        answers = dict([*move.state.repeated, (move.state.node, None)])
        for variant in self._firing(node, move) or [NOWHERE]:
            needed = self.plan.mentioned[node][variant] if variant >= 0 else ()
            for question in needed:
                if question not in answers:
                    hole = Hole("not-yet-asked", node, variant, (-1 - question,))
                    move.found[hole] = None
            repeated = tuple((each, answers[each]) for each in needed if each in answers)
            move.found[End(node, variant, repeated)] = None


class Assumption(NamedTuple):
    """The rules left and the axes known if some names had a value that isn't known yet.

    ``sure`` is false where a rule that can't be judged was passed over.
    """

    rules: int
    known: int
    sure: bool
