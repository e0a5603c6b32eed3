"""The compiler's intermediate representation of a tree: numbered nodes, reachability, masks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import NamedTuple

from waypost.model import placeholders
from waypost.trees.axes import Axis, Box
from waypost.trees.difference_bounds import tangled
from waypost.trees.rule_masks import RuleMasks, bits, loose_rules, rule_masks
from waypost.trees.rules import Rule, RuleList, Rules

NOWHERE = -1


class Slot(NamedTuple):
    """The place in a state of the rules left of one list.

    Lists that test the same of other questions share a ``group``. Where ``apart``, the list's own
    question is not in it: its answer isn't known before it is asked, nor asked for again.
    """

    masks: RuleMasks
    group: int
    apart: bool


@dataclass(slots=True)
class Group:
    """The masks that lists of rules share; ``members`` are the lists' owners, as a bit set."""

    masks: RuleMasks
    members: int = 0


@dataclass(slots=True)
class Plan:
    """A tree with numbers for names: questions first, then outcomes, in the order of the file.

    ``goto`` has, for each question and rule, the node that the rule leads to. ``reach`` has, for
    each node, the nodes that can be drawn from it, itself among them, as a bit set. ``tests`` has,
    for each axis, the groups that test it. ``learns`` has, for each question, the axes that its
    answer may place the reader on, with the other question each needs. ``mentions`` has, for each
    question, the outcomes and variants that repeat its answer. ``probes`` are further lists of
    rules of a node, of which one asks whether they could hold.
    """

    rules: Rules
    axes: Sequence[Axis]
    lists: list[RuleList]
    slots: list[Slot]
    groups: list[Group]
    questions: int
    goto: list[list[int]]
    reach: list[int]
    learns: list[list[tuple[int, int]]]
    keep: list[int]
    tests: list[list[int]]
    mentions: dict[int, dict[int, int]]
    mentioned: list[list[tuple[int, ...]]]
    tangled: frozenset[int]
    tangled_dates: int
    numbers: Mapping[str, int]
    probes: Mapping[int, Slot] = field(default_factory=dict)

    def name(self, node: int) -> str:
        """The id of a question or an outcome."""
        return self.lists[node].owner

    def label(self, node: int, box: Box) -> str:
        """The answers of ``box`` to the question of a node, in words for people."""
        return self.rules.axes.label(box, self.name(node))


def make_plan(rules: Rules, probes: Mapping[int, Sequence[Rule]] | None = None) -> Plan:
    """The plan of a tree. ``probes`` are rules to watch, by node."""
    lists = [*rules.of_questions.values(), *rules.of_outcomes.values()]
    numbers = {each.owner: number for number, each in reversed(list(enumerate(lists)))}
    axes = rules.axes.lines
    count = len(rules.of_questions)
    goto = [[numbers.get(str(rule.to), NOWHERE) for rule in each.rules] for each in lists[:count]]
    reach = _reach(goto, len(lists))
    learns = _learns(axes, numbers, count)
    grouping = _Grouping(axes, [_own_axes(node, goto, reach, learns) for node in range(len(lists))])
    slots = [grouping.slot(node, each.rules) for node, each in enumerate(lists)]
    watched = {
        node: grouping.slot(node, watch, stops=False) for node, watch in (probes or {}).items()
    }
    knots = tangled(axes)
    mentions, mentioned = _mentions(lists, numbers, count)
    return Plan(
        rules=rules,
        axes=axes,
        lists=lists,
        slots=slots,
        groups=grouping.groups,
        questions=count,
        goto=goto,
        reach=reach,
        learns=learns,
        keep=_kept(reach, learns, count),
        tests=_tests(len(axes), grouping.groups),
        mentions=mentions,
        mentioned=mentioned,
        tangled=knots,
        tangled_dates=bits(numbers[id] for axis in knots for id in axes[axis].questions),
        numbers=numbers,
        probes=watched,
    )


def _reach(goto: Sequence[Sequence[int]], count: int) -> list[int]:
    """The nodes reachable from each node, itself among them, as bit sets.

    ``goto`` has the targets of the first nodes, negative where there is none.
    """
    reach = [1 << node for node in range(count)]
    following = [{to for to in each if to >= 0} for each in goto]
    # Backwards and forwards in turns, so that a row of questions in either order needs one sweep.
    nodes = range(len(goto))
    changed = True
    while changed:
        changed = False
        for node in (*reversed(nodes), *nodes):
            found = reach[node]
            for to in following[node]:
                found |= reach[to]
            if found != reach[node]:
                reach[node] = found
                changed = True
    return reach


def _own_axes(
    node: int,
    goto: Sequence[Sequence[int]],
    reach: Sequence[int],
    learns: Sequence[Sequence[tuple[int, int]]],
) -> frozenset[int]:
    """The axes that only a question's own answer gives, unless a reader can come back to it."""
    if node >= len(goto) or any(to >= 0 and reach[to] >> node & 1 for to in goto[node]):
        return frozenset()
    return frozenset(axis for axis, _ in learns[node])


class _Grouping:
    """Groups the lists of rules that test the same of other questions."""

    def __init__(self, axes: Sequence[Axis], own: Sequence[frozenset[int]]) -> None:
        self.axes = axes
        self.own = own
        self.found: dict[object, int] = {}
        self.groups: list[Group] = []

    def slot(self, node: int, rules: Sequence[Rule], *, stops: bool = True) -> Slot:
        own = self.own[node]
        tested = [rule.tests() for rule in rules]
        loose = loose_rules(rules)
        whole = rule_masks(tested, loose, self.axes, stops=stops)
        others = [{axis: tests[axis] for axis in tests if axis not in own} for tests in tested]
        loose |= bits(number for number, tests in enumerate(tested) if own & tests.keys())
        key = stops, loose, tuple(tuple(sorted(tests.items())) for tests in others)
        if key not in self.found:
            self.found[key] = len(self.groups)
            self.groups.append(Group(whole.without(own, loose) if own else whole))
        group = self.found[key]
        self.groups[group].members |= 1 << node
        return Slot(whole, group, apart=bool(own))


def _tests(count: int, groups: Sequence[Group]) -> list[list[int]]:
    testing: list[list[int]] = [[] for _ in range(count)]
    for number, each in enumerate(groups):
        for axis in each.masks.tests:
            testing[axis].append(number)
    return testing


def _learns(
    axes: Sequence[Axis], numbers: Mapping[str, int], count: int
) -> list[list[tuple[int, int]]]:
    learns: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    for number, axis in enumerate(axes):
        nodes = [numbers[id] for id in axis.questions]
        for node in nodes:
            others = [other for other in nodes if other != node]
            learns[node].append((number, others[0] if others else NOWHERE))
    return learns


def _kept(
    reach: Sequence[int], learns: Sequence[Sequence[tuple[int, int]]], count: int
) -> list[int]:
    """For each node, the questions of which it still matters whether they have been answered."""
    questions = (1 << count) - 1
    partners = {
        node: bits(other for _, other in axes if other >= 0)
        for node, axes in enumerate(learns)
        if any(other >= 0 for _, other in axes)
    }
    kept = []
    for found in reach:
        others = (mask for node, mask in partners.items() if found >> node & 1)
        kept.append(reduce(or_, others, found & questions))
    return kept


def _mentions(
    lists: Sequence[RuleList], numbers: Mapping[str, int], count: int
) -> tuple[dict[int, dict[int, int]], list[list[tuple[int, ...]]]]:
    mentions: dict[int, dict[int, int]] = {}
    mentioned: list[list[tuple[int, ...]]] = [[] for _ in lists]
    for node in range(count, len(lists)):
        for number, rule in enumerate(lists[node].rules):
            names = {place.name for place in answers_in(str(rule.to or ""))}
            known = sorted(numbers[name] for name in names if numbers.get(name, count) < count)
            mentioned[node].append(tuple(known))
            for question in known:
                of_outcome = mentions.setdefault(question, {})
                of_outcome[node] = of_outcome.get(node, 0) | 1 << number
    return mentions, mentioned


def answers_in(text: str) -> list[placeholders.Placeholder]:
    """The places of a text where an answer is repeated."""
    return [each for each in placeholders.find(text) if each.family == placeholders.ANSWERS]
