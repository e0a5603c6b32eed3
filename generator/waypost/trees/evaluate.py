"""Where one piece of answers leads: the rules fire, until a new question is asked or it ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from waypost.trees.compile_plan import NOWHERE, Plan, Slot
from waypost.trees.difference_bounds import Bounds, possible
from waypost.trees.rule_masks import DECIDED, Sheet, set_bits
from waypost.trees.states import Ahead, Arrival, Box, End, Explored, Hole, State, Told

Left = dict[int, tuple[int, int]]
"""For each group of lists that an answer has touched, the rules left and the axes known."""

Chain = tuple[int, ...]
"""Questions whose rules fired one after the other, with nothing new asked in between."""


@dataclass(slots=True)
class Moment:
    """A reader's answers ``cell`` in ``state``, just given, and what follows from them."""

    state: State
    cell: Box
    left: Left
    answered: int
    zone: Bounds
    found: dict[Arrival, None] = field(default_factory=dict)


class Leading:
    """Follows answers through the rules of one plan; what fires is noted in ``out``."""

    def __init__(self, plan: Plan, out: Explored) -> None:
        self.plan = plan
        self.out = out
        self.testing: dict[tuple[int, int], list[int]] = {}

    def arrivals(self, state: State, cell: Box) -> tuple[Arrival, ...] | None:
        """Where the answers of ``cell`` lead; None where no dates fit them."""
        zone = state.zone
        if self.plan.tangled:
            zone += tuple(bound for bound in cell if bound[0] in self.plan.tangled)
            if len(zone) > 1 and not possible(zone, self.plan.axes):
                return None
        left = self._learn(state, cell)
        moment = Moment(state, cell, left, state.answered | 1 << state.node, zone)
        chains: list[Chain] = [(state.node,)]
        while chains:
            chain = chains.pop()
            self._watch(chain[-1], moment)
            for rule in self._firing(chain[-1], moment):
                chains += self._follow(chain, rule, moment)
        return tuple(moment.found)

    def tested(self, axis: int, node: int) -> list[int]:
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

    def _learn(self, state: State, cell: Box) -> Left:
        """The rules left once the reader stands in ``cell``."""
        left: Left = {number: (rules, known) for number, rules, known in state.left}
        touched: set[int] = set()
        for axis, low, _ in cell:
            for number in self.tested(axis, state.node):
                sheet = self.plan.groups[number].sheet
                rules, known = left.get(number, (sheet.full, 0))
                if known != DECIDED:
                    left[number] = (rules & sheet.may_hold(axis, low), known | 1 << axis)
                    touched.add(number)
        for number in touched:
            left[number] = self.plan.groups[number].sheet.settled(*left[number])
        return left

    def _follow(self, chain: Chain, rule: int, moment: Moment) -> Iterator[Chain]:
        """What a rule that fires leads to; a chain to go on with where that was asked before."""
        node = chain[-1]
        target = self.plan.goto[node][rule]
        if target == NOWHERE:
            moment.found[Hole("unknown-target", node, rule)] = None
        elif target >= self.plan.questions:
            self._end(target, moment)
        elif target in chain:
            moment.found[Hole("cycle", node, rule, chain[chain.index(target) :])] = None
        elif moment.answered >> target & 1:
            yield (*chain, target)
        else:
            moment.found[Ahead(self._ahead(target, moment))] = None

    def _ahead(self, target: int, moment: Moment) -> State:
        """The state in which ``target`` is asked."""
        plan = self.plan
        reach = plan.reach[target]
        kept = sorted(
            (number, rules, known)
            for number, (rules, known) in moment.left.items()
            if reach & plan.groups[number].members
            and (known or rules != plan.groups[number].sheet.full)
        )
        zone = moment.zone
        if zone and not plan.tangled_dates & reach & ~moment.answered:
            zone = ()
        answered = moment.answered & plan.keep[target]
        return State(target, answered, tuple(kept), self._told(reach, moment), zone)

    def _told(self, reach: int, moment: Moment) -> Told:
        """The answers that a text ahead repeats, with a place kept for the one just given."""
        if not self.plan.mentions:
            return ()
        heard = (*moment.state.told, (moment.state.node, None))
        return tuple(sorted(each for each in heard if self._matters(each[0], reach, moment.left)))

    def _matters(self, question: int, reach: int, left: Left) -> bool:
        """Whether a text that can still be reached repeats the answer to ``question``."""
        for node, variants in self.plan.mentions.get(question, {}).items():
            if reach >> node & 1:
                slot = self.plan.slots[node]
                rules, _ = left.get(slot.group, (slot.sheet.full, 0))
                if rules & variants:
                    return True
        return False

    def _rules(self, slot: Slot, moment: Moment) -> tuple[int, int]:
        """The rules left of a list, and the axes known, with the answer given just now."""
        rules, known = moment.left.get(slot.group, (slot.sheet.full, 0))
        if slot.apart and known != DECIDED:
            for axis, low, _ in moment.cell:
                if axis in slot.sheet.tests:
                    rules &= slot.sheet.may_hold(axis, low)
                    known |= 1 << axis
        return rules, known

    def _watch(self, node: int, moment: Moment) -> None:
        probe = self.plan.probes.get(node)
        if probe is not None:
            rules, _ = self._rules(probe, moment)
            self.out.seen[node] = self.out.seen.get(node, 0) | rules

    def _firing(self, node: int, moment: Moment) -> list[int]:
        """The rules that fire: one, unless the tree has errors."""
        sheet = self.plan.slots[node].sheet
        rules, known = self._rules(self.plan.slots[node], moment)
        first = rules & -rules
        number = first.bit_length() - 1
        sure = first and not first & sheet.loose and not sheet.needs[number] & ~known
        if known == DECIDED or sure:
            firing = [number]
        else:
            firing = self._possibly_firing(node, rules, known, moment)
        self.out.fired.update((node, each) for each in firing)
        return firing

    def _possibly_firing(self, node: int, rules: int, known: int, moment: Moment) -> list[int]:
        """The rules that may fire where something is amiss: a gap, a name that isn't known yet.

        What isn't known yet is taken as any of its values. A rule that can't be judged both fires
        and doesn't; what then falls through everything isn't called a gap.
        """
        sheet = self.plan.slots[node].sheet
        firing: dict[int, None] = {}
        guesses = [Guess(rules, known, True)]
        done = set(guesses)
        while guesses:
            guess = guesses.pop()
            if not guess.rules:
                if guess.sure:
                    moment.found[Hole("gap", node)] = None
                continue
            number = (guess.rules & -guess.rules).bit_length() - 1
            missing = sheet.needs[number] & ~known
            if missing:
                axes = tuple(set_bits(missing))
                moment.found[Hole("not-yet-asked", node, number, axes)] = None
            if not missing & ~guess.known:
                firing[number] = None
            for further in self._further(node, sheet, guess, number):
                if further not in done:
                    done.add(further)
                    guesses.append(further)
        return list(firing)

    def _further(self, node: int, sheet: Sheet, guess: Guess, number: int) -> Iterator[Guess]:
        """What else may be, if rule ``number`` is the first one left."""
        missing = sheet.needs[number] & ~guess.known
        if missing:
            axis = next(set_bits(missing))
            for mask in sheet.pieces[axis][1]:
                yield Guess(guess.rules & mask, guess.known | 1 << axis, guess.sure)
        elif sheet.loose >> number & 1:
            judged = not self.plan.lists[node].rules[number].unjudged
            yield Guess(guess.rules & ~(1 << number), guess.known, guess.sure and judged)

    def _end(self, node: int, moment: Moment) -> None:
        """Arrival at an outcome, at the variant of its text that is meant."""
        self.out.reached.add(node)
        self._watch(node, moment)
        if not self.plan.lists[node].rules:
            moment.found[End(node, NOWHERE, ())] = None
            return
        variants = self._firing(node, moment)
        for variant in variants or [NOWHERE]:
            self._tell(node, variant, moment)

    def _tell(self, node: int, variant: int, moment: Moment) -> None:
        heard = dict([*moment.state.told, (moment.state.node, None)])
        needed = self.plan.mentioned[node][variant] if variant >= 0 else ()
        for question in needed:
            if question not in heard:
                hole = Hole("not-yet-asked", node, variant, (-1 - question,))
                moment.found[hole] = None
        told = tuple((each, heard[each]) for each in needed if each in heard)
        moment.found[End(node, variant, told)] = None


@dataclass(frozen=True, slots=True)
class Guess:
    """The rules left and the axes known if some names had a value that nobody knows yet.

    ``sure`` is false where a rule that can't be judged was passed over.
    """

    rules: int
    known: int
    sure: bool
