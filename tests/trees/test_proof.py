"""What the compiler proves is what trying every answer shows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings

from tests.trees import naive
from tests.trees.generated import FIRST, trees, written
from tests.trees.loading import KNOWN, as_yaml, load_yaml
from waypost.core.nodes import Mark
from waypost.diagnostics import Problem
from waypost.trees.compile import compile_tree
from waypost.trees.compile_plan import Plan, make_plan
from waypost.trees.explore import explore
from waypost.trees.graph_builder import build_graph
from waypost.trees.rules import read_rules
from waypost.trees.states import Explored, Hole
from waypost.trees.walker import walk

NO_DAY = [date(2028, 3, 1)]
ALL_DAYS = [date.fromisoformat(FIRST) + timedelta(days=offset) for offset in range(-6, 10)]

thorough = settings(
    max_examples=max(1500, settings().max_examples),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
with_dates = settings(thorough, max_examples=max(400, settings().max_examples // 4))


@thorough
@given(trees())
def test_the_compiler_agrees_with_trying_every_answer(tree: dict[str, Any]) -> None:
    agree(tree, NO_DAY)


@with_dates
@given(trees(dates=True))
def test_dates_and_the_days_between_them_are_exact(tree: dict[str, Any]) -> None:
    agree(tree, ALL_DAYS)


def agree(tree: dict[str, Any], todays: list[date]) -> None:
    for question in tree["questions"].values():
        if question.get("past"):
            question["max"] = ALL_DAYS[-1].isoformat()
    expected = naive.explore(tree, todays)
    model, facts = load_yaml(as_yaml(written(tree)))
    told: list[Problem] = []
    plan = make_plan(read_rules(model, facts, told.append))
    explored = explore(plan)
    if any(each.code == "unknown-option" for each in told):
        return
    names = {plan.name(node) for node in explored.reached}
    assert names == expected.reached
    assert gaps(explored) == expected.gaps
    assert cycles(explored) == expected.cycles
    assert unasked(explored) == expected.unasked
    fired = {(plan.name(node), rule) for node, rule in explored.fired}
    assert fired == expected.fired
    problems = compile_tree(model, facts, KNOWN).problems
    places = {
        rule.at: (each.owner, number)
        for each in plan.lists
        for number, rule in enumerate(each.rules)
    }
    for code in ("dead-rule", "shadowed-rule"):
        assert blamed(problems, code, places) == unfired(tree, expected, code, todays)
    blamed_for_gaps = {each.about["owner"] for each in problems if each.code == "gap"}
    alone = {
        owner for owner in tree["questions"] if owner_alone(tree, owner, expected, todays).gaps
    }
    assert blamed_for_gaps == expected.gaps | alone
    if not expected.unasked:
        same_ends(plan, explored, expected)


def gaps(explored: Explored) -> set[str]:
    return {explored.plan.name(hole.node) for hole in holes(explored) if hole.kind == "gap"}


def cycles(explored: Explored) -> set[frozenset[str]]:
    return {
        frozenset(explored.plan.name(node) for node in hole.more)
        for hole in holes(explored)
        if hole.kind == "cycle"
    }


def unasked(explored: Explored) -> set[tuple[str, int, str]]:
    found = set()
    for hole in holes(explored):
        if hole.kind == "not-yet-asked":
            rule = explored.plan.lists[hole.node].rules[hole.rule]
            for part in rule.conditions:
                if part.axis in hole.more:
                    found.add((explored.plan.name(hole.node), hole.rule, part.name))
    return found


def holes(explored: Explored) -> list[Hole]:
    return [
        arrival
        for edges in explored.edges
        for edge in edges
        for arrival in edge.arrivals
        if isinstance(arrival, Hole)
    ]


def blamed(
    problems: tuple[Problem, ...], code: str, places: dict[Mark, tuple[str, int]]
) -> set[tuple[str, int]]:
    return {places[problem.at] for problem in problems if problem.code == code}


def owner_alone(
    tree: dict[str, Any], owner: str, expected: naive.Found, todays: list[date]
) -> naive.Found:
    """What a question does that nobody reaches, if its rules test its own answer alone."""
    found = naive.Found()
    own = {owner} | {name for name, ends in tree["days"].items() if {*ends} == {owner, "today"}}
    tested = {name for when, _ in naive.rules_of(tree, owner) for name in when}
    if owner not in expected.reached and tested <= own:
        found.reached.add(owner)
        for today in todays:
            for value in naive.domain(tree, owner, today):
                naive.Reader(tree, today, found).firing(owner, {owner: value})
    return found


def unfired(
    tree: dict[str, Any], expected: naive.Found, code: str, todays: list[date]
) -> set[tuple[str, int]]:
    alone = {owner: owner_alone(tree, owner, expected, todays) for owner in tree["questions"]}
    found = unfired_of(tree, expected, code)
    return found.union(*(unfired_of(tree, each, code) for each in alone.values()))


def unfired_of(tree: dict[str, Any], expected: naive.Found, code: str) -> set[tuple[str, int]]:
    found = set()
    excused = {(owner, number) for owner, number, _ in expected.unasked}
    for owner in expected.reached:
        for number, (when, _) in enumerate(naive.rules_of(tree, owner)):
            place = (owner, number)
            if place in expected.fired:
                continue
            can = all(can_hold(tree, name, test) for name, test in when.items())
            if can and place in excused:
                continue
            possible = can and place in expected.possible
            if possible and "table" in tree["questions"].get(owner, {}):
                continue
            if code == ("shadowed-rule" if possible else "dead-rule"):
                found.add(place)
    return found


def can_hold(tree: dict[str, Any], name: str, test: Any) -> bool:
    if name in tree["questions"]:
        values = naive.domain(tree, name, ALL_DAYS[-1])
    else:
        values = naive.days_between(tree, name)
    return any(naive.holds(test, value, naive.type_of(tree, name)) for value in values)


def same_ends(plan: Plan, explored: Explored, expected: naive.Found) -> None:
    graph = build_graph(explored)
    assert len(graph.by_id) == len(graph.steps)
    for today, answers, end, variant in expected.ends:
        given = {name: str(value) for name, value in answers.items()}
        walked = walk(graph, plan.rules.axes, given, today)
        assert walked.error is None
        if end in ("gap", "cycle", "unknown-target"):
            assert walked.hole in (end, "undecided")
            continue
        assert walked.outcome == end
        assert walked.section is not None
        rules = plan.rules.of_outcomes[end].rules
        assert walked.section.text == rules[variant].to


def test_a_tree_of_every_kind_is_among_the_generated_ones() -> None:
    """The comparison would be worth little if all generated trees were broken, or none."""
    sound = broken = 0

    @settings(max_examples=200)
    @given(trees())
    def count(tree: dict[str, Any]) -> None:
        nonlocal sound, broken
        found = naive.explore(tree, NO_DAY)
        faulty = found.gaps or found.cycles or found.unasked
        sound += not faulty
        broken += bool(faulty)

    count()
    assert sound > 30
    assert broken > 30
