"""A tree as the compiler needs it: numbers for names, who can come where, what cuts what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from waypost import placeholders
from waypost.trees.axes import Axis
from waypost.trees.domains import Bound
from waypost.trees.rules import Rule, RuleList, Rules
from waypost.trees.sheets import Sheet, sheet
from waypost.trees.zones import tangled

NOWHERE = -1


@dataclass(slots=True)
class Plan:
    """A tree with numbers for names: questions first, then outcomes, in the order of the file.

    ``goto`` has, for each question and rule, the node that the rule leads to. ``reach`` has, for
    each node, the nodes that can be drawn from it, itself among them, as a bit set. ``begin`` has,
    for each axis, where the pieces begin that any rule tells apart. ``learns`` has, for each
    question, the axes that its answer may place the reader on, with the other question each needs.
    ``mentions`` has, for each question, the outcomes and variants that repeat its answer.
    ``probes`` are further lists of rules of a question, of which one asks whether they could hold.
    """

    rules: Rules
    axes: Sequence[Axis]
    lists: list[RuleList]
    sheets: list[Sheet]
    owner: list[int]
    questions: int
    goto: list[list[int]]
    reach: list[int]
    begin: list[list[Bound]]
    learns: list[list[tuple[int, int]]]
    keep: list[int]
    tests: list[list[int]]
    mentions: dict[int, dict[int, int]]
    mentioned: list[list[tuple[int, ...]]]
    tangled: frozenset[int]
    tangled_dates: int
    probes: dict[int, int] = field(default_factory=dict)

    def name(self, node: int) -> str:
        """The id of a question or an outcome."""
        return self.lists[node].owner


def make_plan(rules: Rules, probes: Mapping[int, Sequence[Rule]] | None = None) -> Plan:
    """Number the tree and look ahead. ``probes`` are rules to watch, by question."""
    lists = [*rules.of_questions.values(), *rules.of_outcomes.values()]
    numbers = {each.owner: number for number, each in reversed(list(enumerate(lists)))}
    axes = rules.axes.lines
    sheets = [sheet(each.rules, axes) for each in lists]
    owner = list(range(len(lists)))
    watched = {}
    for node, watch in (probes or {}).items():
        watched[node] = len(sheets)
        owner.append(node)
        sheets.append(sheet(watch, axes, stops=False))
    count = len(rules.of_questions)
    goto = [[numbers.get(str(rule.to), NOWHERE) for rule in each.rules] for each in lists[:count]]
    reach = _reach(goto, len(lists))
    learns = _learns(axes, numbers, count)
    knots = tangled(axes)
    mentions, mentioned = _mentions(lists, numbers, count)
    return Plan(
        rules=rules,
        axes=axes,
        lists=lists,
        sheets=sheets,
        owner=owner,
        questions=count,
        goto=goto,
        reach=reach,
        begin=[_begin(number, axes, sheets) for number in range(len(axes))],
        learns=learns,
        keep=[_kept(bits, learns, count) for bits in reach],
        tests=[
            [number for number, each in enumerate(sheets) if axis in each.tests]
            for axis in range(len(axes))
        ],
        mentions=mentions,
        mentioned=mentioned,
        tangled=knots,
        tangled_dates=_bits(numbers[id] for axis in knots for id in axes[axis].questions),
        probes=watched,
    )


def _bits(numbers: object) -> int:
    found = 0
    for number in numbers:  # type: ignore[attr-defined]
        found |= 1 << number
    return found


def _begin(axis: int, axes: Sequence[Axis], sheets: Sequence[Sheet]) -> list[Bound]:
    line = axes[axis]
    if line.kind == "option":
        return list(range(int(line.high) + 1))
    cuts = {line.low}
    for each in sheets:
        if axis in each.pieces:
            cuts.update(each.pieces[axis][0])
    return sorted(cuts)


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


def _kept(bits: int, learns: list[list[tuple[int, int]]], count: int) -> int:
    """The questions of which it still matters whether they have been answered."""
    kept = bits & ((1 << count) - 1)
    for node, axes in enumerate(learns):
        if len(axes) > 1 and bits >> node & 1:
            kept |= _bits(other for _, other in axes if other >= 0)
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


def _reach(goto: Sequence[Sequence[int]], count: int) -> list[int]:
    """What can be drawn from each node, by Tarjan's strongly connected components, unrolled."""
    order = [-1] * count
    low = [0] * count
    reach = [0] * count
    on_stack = [False] * count
    stack: list[int] = []
    clock = 0
    following = [sorted({to for to in each if to >= 0}) for each in goto]
    following += [[] for _ in range(count - len(following))]
    for root in range(count):
        if order[root] >= 0:
            continue
        work = [(root, 0)]
        while work:
            node, next_edge = work.pop()
            if next_edge == 0:
                order[node] = low[node] = clock
                clock += 1
                stack.append(node)
                on_stack[node] = True
            descended = False
            edges = following[node]
            for place in range(next_edge, len(edges)):
                target = edges[place]
                if order[target] < 0:
                    work.append((node, place + 1))
                    work.append((target, 0))
                    descended = True
                    break
                if on_stack[target]:
                    low[node] = min(low[node], order[target])
            if descended:
                continue
            if low[node] == order[node]:
                _close(node, stack, on_stack, following, reach)
            if work:
                parent = work[-1][0]
                low[parent] = min(low[parent], low[node])
    return reach


def _close(
    root: int,
    stack: list[int],
    on_stack: list[bool],
    following: Sequence[Sequence[int]],
    reach: list[int],
) -> None:
    """Take one component off the stack; all its nodes reach the same."""
    members = []
    while True:
        node = stack.pop()
        on_stack[node] = False
        members.append(node)
        if node == root:
            break
    bits = _bits(members)
    for node in members:
        for target in following[node]:
            bits |= reach[target]
    for node in members:
        reach[node] = bits
