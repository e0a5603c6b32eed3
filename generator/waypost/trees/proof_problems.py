"""Problems found by exploring a tree: gaps, cycles, dead rules, each with a witness in words."""

from collections.abc import Iterator

from waypost.core.nodes import Mark, Text
from waypost.diagnostics import Problem
from waypost.trees.axes import Box
from waypost.trees.compile_plan import NOWHERE, Plan, answers_in, make_plan
from waypost.trees.explore import explore
from waypost.trees.intervals import common
from waypost.trees.rules import Rule, RuleList
from waypost.trees.states import Explored, Hole, ToState

LONGEST_WITNESS = 8
"""Answers that a witness names before it leaves out those that the rules at hand don't test."""


def holes(explored: Explored, gaps_of: int = NOWHERE) -> Iterator[Problem]:
    """Gaps, cycles, and names that aren't known yet, each with the answers that lead into it.

    With ``gaps_of`` only the gaps of that question.
    """
    found: dict[object, list[tuple[Hole, int, Box]]] = {}
    for hole, state, box in explored.holes():
        if gaps_of == NOWHERE or (gaps_of, "gap") == (hole.node, hole.kind):
            key = _same(explored, hole, state, box)
            found.setdefault(key, []).append((hole, state, box))
    for same in found.values():
        yield from _hole(explored, *same[0], more=len(same) - 1)


def unanswerable(explored: Explored) -> Iterator[Problem]:
    """Questions whose dates leave some readers no answer at all; one finding for each question."""
    plan = explored.plan
    reported = set()
    for state, edges in enumerate(explored.edges):
        node = explored.states[state].node
        if not edges and node not in reported and _has_answers(plan, node):
            reported.add(node)
            before, box = explored.parents[state]
            shown = witness(explored, Hole("gap", node), before, box)
            at = plan.rules.tree.questions[node].id
            yield Problem.of("no-answer-left", at, question=at, witness=shown)


def _same(explored: Explored, hole: Hole, state: int, box: Box) -> object:
    """Holes with the same key are one finding."""
    plan = explored.plan
    match hole.kind:
        case "cycle":
            return "cycle", frozenset(hole.more)
        case "gap" if plan.lists[hole.node].shape == "nothing":
            return "gap", hole.node
        case "gap":
            own = explored.states[state].node == hole.node and box
            option = own and plan.axes[box[0][0]].discrete
            return "gap", hole.node, box[0] if option else None
        case "not-yet-asked" if plan.lists[hole.node].shape == "table":
            return "not-yet-asked", hole.node, hole.more
    return hole


def _hole(explored: Explored, hole: Hole, state: int, box: Box, more: int) -> Iterator[Problem]:
    plan = explored.plan
    shown = witness(explored, hole, state, box)
    if more and hole.kind == "gap":
        shown += f" (and {more} more)"
    about = {"witness": shown, "owner": plan.name(hole.node)}
    match hole.kind:
        case "gap" if not any(rule.loose for rule in plan.lists[hole.node].rules):
            what = "text" if hole.node >= plan.questions else "rule"
            yield Problem("gap", plan.lists[hole.node].at, about | {"what": what})
        case "cycle":
            names = [plan.name(each) for each in (*hole.more, hole.more[0])]
            to = plan.lists[hole.node].rules[hole.rule].to
            if to is not None:
                yield Problem.of("cycle", to, **about, why_ring=" → ".join(names))
        case "not-yet-asked":
            yield from _unasked(plan, hole, about)


def _unasked(plan: Plan, hole: Hole, about: dict[str, str]) -> Iterator[Problem]:
    rule = plan.lists[hole.node].rules[hole.rule]
    for missing in hole.more:
        if missing < 0:
            text, name = rule.to or Text("", rule.at), plan.name(-1 - missing)
            at = next(text.mark(each.start) for each in answers_in(text) if each.name == name)
            yield Problem("not-yet-asked", at, about | {"name": name})
        for each in rule.conditions:
            if each.axis == missing and each.ranges is not None:
                named = about | {"name": each.name}
                yield Problem("not-yet-asked", each.at, named, width=len(each.name))


def witness(explored: Explored, hole: Hole, state: int, box: Box) -> str:
    """The answers on a shortest path into a hole: ``status Shipped, placed 6 days ago or more``."""
    plan = explored.plan
    path = [(explored.states[state].node, box)]
    while explored.parents[state][0] != NOWHERE:
        state, before = explored.parents[state]
        path.append((explored.states[state].node, before))
    path.reverse()
    if len(path) > LONGEST_WITNESS:
        tested = plan.slots[hole.node].masks.tests
        telling = [each for each in path if any(axis in tested for axis, _, _ in each[1])]
        path = [*telling[-LONGEST_WITNESS:-1], path[-1]] if telling else path[-LONGEST_WITNESS:]
    return ", ".join(f"{plan.name(node)} {plan.label(node, each)}" for node, each in path)


def unreached(explored: Explored) -> Iterator[Problem]:
    """Questions and outcomes that no reader comes to, but for a misspelt target on the way."""
    plan = explored.plan
    meant = [plan.reach[plan.numbers[each]] for each in plan.rules.meant.values() if each]
    tree = plan.rules.tree
    ids = [each.id for each in tree.questions] + [each.id for each in tree.outcomes]
    for node, id in enumerate(ids):
        if node not in explored.reached and not any(reach >> node & 1 for reach in meant):
            kind = "question" if node < plan.questions else "outcome"
            yield Problem.of(f"unreachable-{kind}", id, **{kind: id})


def out_of_reach(explored: Explored, limit: int) -> Iterator[Problem]:
    """Problems with the rules of questions that no reader comes to yet.

    Whoever leads readers there should not find out only then. Only rules that test nothing but the
    question's own answer can be judged without knowing the way there.
    """
    plan = explored.plan
    for node in range(plan.questions):
        own = {axis for axis, other in plan.learns[node] if other == NOWHERE}
        known = own >= plan.slots[node].masks.tests.keys()
        if node in explored.reached or not known or not _has_answers(plan, node):
            continue
        alone = explore(plan, limit, only=node)
        yield from holes(alone, gaps_of=node)
        for number, rule in enumerate(plan.lists[node].rules):
            if (node, number) not in alone.fired and not rule.loose:
                verdict = _static_verdict(plan, node, rule) or "shadowed-rule"
                yield from _unfired(plan, node, number, verdict)


def unfired(explored: Explored, limit: int) -> Iterator[Problem]:
    """Rules that never fire: dead ones, and those that earlier rules hide."""
    plan = explored.plan
    unasked = {
        (hole.node, hole.rule) for hole, _, _ in explored.holes() if hole.kind == "not-yet-asked"
    }
    answered = {explored.states[state].node for state, edges in enumerate(explored.edges) if edges}
    doubtful: dict[int, list[int]] = {}
    for node in sorted(explored.reached):
        if node < plan.questions and node not in answered:
            continue
        for number, rule in enumerate(plan.lists[node].rules):
            if (node, number) in explored.fired or rule.loose:
                continue
            verdict = _static_verdict(plan, node, rule)
            if verdict != "dead-rule" and (node, number) in unasked:
                continue
            if verdict is None:
                doubtful.setdefault(node, []).append(number)
            else:
                yield from _unfired(plan, node, number, verdict)
    yield from _probed(plan, doubtful, limit)


def _has_answers(plan: Plan, node: int) -> bool:
    return all(plan.axes[axis].low <= plan.axes[axis].high for axis, _ in plan.learns[node])


def _static_verdict(plan: Plan, node: int, rule: Rule) -> str | None:
    """The verdict where the rule itself settles it."""
    tests = rule.tests()
    for axis, ranges in tests.items():
        line = plan.axes[axis]
        if not common(ranges, ((line.low, line.high),)):
            return "dead-rule"
    own = {axis for axis, _ in plan.learns[node]} if node < plan.questions else set()
    simple = all(axis in own and plan.axes[axis].points is None for axis in tests)
    return "shadowed-rule" if simple else None


def _probed(plan: Plan, doubtful: dict[int, list[int]], limit: int) -> Iterator[Problem]:
    """The verdicts that need a second walk, on which these rules are watched."""
    if not doubtful:
        return
    probes = {
        node: [plan.lists[node].rules[number] for number in numbers]
        for node, numbers in doubtful.items()
    }
    watched = make_plan(plan.rules, probes)
    seen = explore(watched, limit)
    for node, numbers in doubtful.items():
        possible = seen.seen.get(node, 0)
        for bit, number in enumerate(numbers):
            hidden = possible >> bit & 1 or not seen.full
            yield from _unfired(plan, node, number, "shadowed-rule" if hidden else "dead-rule")


def _unfired(plan: Plan, node: int, number: int, code: str) -> Iterator[Problem]:
    each = plan.lists[node]
    rule = each.rules[number]
    if code == "shadowed-rule" and each.shape == "table":
        return
    also = _hiding(each, number) if code == "shadowed-rule" else ()
    yield Problem(code, rule.at, {"owner": each.owner, "rule": _rule_text(rule)}, also=also)


def _hiding(each: RuleList, number: int) -> tuple[Mark, ...]:
    """The first earlier rule that holds for some readers for whom this one does."""
    tests = each.rules[number].tests()
    for earlier in each.rules[:number]:
        others = earlier.tests()
        if all(common(tests[axis], others[axis]) for axis in tests.keys() & others.keys()):
            return (earlier.at,)
    return ()


def _rule_text(rule: Rule) -> str:
    written = (
        f"{each.name}: {each.written}" if each.written else each.name for each in rule.conditions
    )
    return ", ".join(written) or "else"


def too_many(explored: Explored) -> Problem:
    """The refusal of a tree with too many states, at the question that multiplies them."""
    plan = explored.plan
    made: dict[int, set[int]] = {}
    targets: dict[int, set[int]] = {}
    asked: dict[int, int] = {}
    for state, edges in enumerate(explored.edges):
        node = explored.states[state].node
        asked[node] = asked.get(node, 0) + 1
        for edge in edges:
            for arrival in edge.arrivals:
                if isinstance(arrival, ToState):
                    made.setdefault(node, set()).add(arrival.state)
                    targets.setdefault(node, set()).add(explored.states[arrival.state].node)
    factor = {node: len(made[node]) / asked[node] / len(targets[node]) for node in made}
    worst = max(factor, key=lambda node: (round(factor[node], 1), asked[node]), default=0)
    question = plan.rules.tree.questions[worst]
    about = {
        "question": question.id,
        "size": f"{len(explored.states):,} steps with {sum(map(len, explored.edges)):,} links",
        "factor": f"{factor.get(worst, 1):.0f}",
    }
    return Problem.of("too-many-states", question.id, **about)
