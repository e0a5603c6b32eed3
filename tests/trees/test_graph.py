"""A graph has as few steps as can be, named by the answers that tell them apart."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from tests.trees.loading import KNOWN, as_yaml, compile_yaml, load_yaml
from waypost.trees import Compiled, Graph, compile_tree


def asked(options: int, go: Any) -> dict[str, Any]:
    """A question with options ``o0``, ``o1`` and so on."""
    labels = {f"o{number}": f"Option {number}" for number in range(options)}
    return {"ask": "Which?", "options": labels, "go": go}


def tree(questions: dict[str, Any], **outcomes: Any) -> dict[str, Any]:
    """A tree with outcomes ``a`` and ``b``."""
    texts = {"a": "Text.", "b": "Text."} | outcomes
    bodies = {id: {"title": id.upper(), "body": body} for id, body in texts.items()}
    return {"id": "tree", "title": "Tree", "questions": questions, "outcomes": bodies}


def graph(questions: dict[str, Any], **outcomes: Any) -> Graph:
    """The graph of a tree without errors."""
    compiled = compile_yaml(as_yaml(tree(questions, **outcomes)))
    assert compiled.graph is not None, compiled.problems
    return compiled.graph


def diamonds(count: int) -> dict[str, Any]:
    """Ways that part and meet again."""
    questions: dict[str, Any] = {}
    for number in range(count):
        questions[f"top{number}"] = asked(2, {"o0": f"left{number}", "o1": f"right{number}"})
        questions[f"left{number}"] = asked(2, f"top{number + 1}")
        questions[f"right{number}"] = asked(2, f"top{number + 1}")
    return questions | {f"top{count}": asked(2, {"o0": "a", "o1": "b"})}


def test_forty_diamonds_have_a_step_for_each_question() -> None:
    compiled = compile_yaml(as_yaml(tree(diamonds(40))))
    assert compiled.stats.steps == 121
    assert compiled.stats.paths == 2 * 4**40
    assert (compiled.stats.shortest, compiled.stats.longest) == (81, 81)


def test_three_thousand_questions_in_a_row_need_no_recursion() -> None:
    questions = {f"q{number}": asked(2, f"q{number + 1}") for number in range(2999)}
    compiled = compile_yaml(as_yaml(tree(questions | {"q2999": asked(2, {"o0": "a", "o1": "b"})})))
    assert compiled.stats.steps == compiled.stats.longest == 3000


def test_a_wide_table_needs_steps_for_what_its_rows_tell_apart_only() -> None:
    """Twelve columns of four options have 16 million combinations, but 23 different futures."""
    names = [f"c{number}" for number in range(12)]
    rows = [
        dict.fromkeys(names[:place], "not o0") | {name: "o0", "to": "a"}
        for place, name in enumerate(names)
    ]
    rows.append(dict.fromkeys(names, "not o0") | {"to": "b"})
    questions = {name: asked(4, f"c{place + 1}") for place, name in enumerate(names[:-1])}
    last = {"ask": "Which?", "options": questions["c0"]["options"], "table": rows}
    assert len(graph(questions | {names[-1]: last}).steps) == 23


def test_what_no_later_rule_asks_for_is_forgotten() -> None:
    """Which of three options was chosen matters, as far as it is not the third."""
    questions = {
        "first": asked(3, "second"),
        "second": asked(2, "third"),
        "third": asked(2, [{"when": {"first": "o2"}, "to": "a"}, {"else": "b"}]),
    }
    ids = [step.id for step in graph(questions).steps]
    assert ids == [
        "first",
        "second--first-o0-or-o1",
        "second--first-o2",
        "third--first-o0-or-o1",
        "third--first-o2",
    ]


def test_states_with_one_future_are_one_step_whatever_rules_led_to_them() -> None:
    """Two lists of rules that say the same in other words make no difference."""
    questions = {
        "kind": asked(2, {"o0": "left", "o1": "right"}),
        "left": asked(2, "end"),
        "right": asked(2, "end"),
        "end": asked(
            2,
            [
                {"when": {"kind": "o0", "end": "o0"}, "to": "a"},
                {"when": {"kind": "o1", "end": "not o1"}, "to": "a"},
                {"else": "b"},
            ],
        ),
    }
    assert [step.id for step in graph(questions).steps] == ["kind", "left", "right", "end"]


def test_bands_are_cut_where_they_lead_to_different_places_only() -> None:
    number = {"ask": "How many days ago?", "type": "number", "unit": "days", "min": "0"}
    rules = [
        {"when": {"n": "<= 3"}, "to": "a"},
        {"when": {"n": "4..5"}, "to": "a"},
        {"when": {"n": "9"}, "to": "a"},
        {"else": "b"},
    ]
    (step,) = graph({"n": number | {"go": rules}}).steps
    assert [(each.label, each.to) for each in step.choices] == [
        ("5 days ago or less", "a"),
        ("6 to 8 days ago", "b"),
        ("9 days ago", "a"),
        ("10 days ago or more", "b"),
    ]
    assert [(band.least, band.most) for each in step.choices for band in each.bands] == [
        ("0", "5"),
        ("6", "8"),
        ("9", "9"),
        ("10", None),
    ]


def test_a_text_that_varies_has_a_section_for_each_variant_that_is_reached() -> None:
    body = [{"when": {"first": "o2"}, "text": "Two."}, {"else": "You said {{ answers.first }}."}]
    made = graph({"first": asked(3, "second"), "second": asked(2, {"o0": "a", "o1": "b"})}, a=body)
    sections = made.endings["a"].sections
    assert [(each.id, each.text, dict(each.answers)) for each in sections] == [
        ("text-1", "Two.", {}),
        ("text-2--first-o0", "You said {{ answers.first }}.", {"first": "Option 0"}),
        ("text-2--first-o1", "You said {{ answers.first }}.", {"first": "Option 1"}),
    ]
    assert [each.id for each in made.endings["b"].sections] == [None]
    linked = {each.section for step in made.steps for each in step.choices if each.to == "a"}
    assert linked == {each.id for each in sections}


def test_the_way_left_is_the_longest_one() -> None:
    questions = {
        "first": asked(2, {"o0": "a", "o1": "second"}),
        "second": asked(2, {"o0": "third", "o1": "b"}),
        "third": asked(2, {"o0": "a", "o1": "b"}),
    }
    assert [step.remaining for step in graph(questions).steps] == [3, 2, 1]


def independent(count: int) -> dict[str, Any]:
    """Questions all of which matter for ever after."""
    questions: dict[str, Any] = {}
    for number in range(count):
        questions[f"c{number}"] = asked(2, f"c{number + 1}" if number + 1 < count else "e0")
    for number in range(count):
        following = f"e{number + 1}" if number + 1 < count else "b"
        rules = [{"when": {f"c{number}": "o0"}, "to": following}, {"else": "a"}]
        questions[f"e{number}"] = asked(2, rules)
    return questions


def refused(count: int, limit: int) -> Compiled:
    model, facts = load_yaml(as_yaml(tree(independent(count))))
    return compile_tree(model, facts, KNOWN, limit)


def test_a_tree_with_too_many_states_is_refused_with_its_size() -> None:
    compiled = refused(12, 1000)
    (problem,) = [each for each in compiled.problems if each.code == "too-many-states"]
    assert compiled.graph is None
    assert problem.about["question"].startswith("c")
    assert problem.about["size"].startswith("1,0")
    assert problem.about["factor"] == "2"


def test_a_tree_within_the_limit_is_not() -> None:
    assert refused(6, 1000).graph is not None


def test_dates_that_are_all_compared_with_one_another_count_for_more() -> None:
    """Finding out which of them can be together takes longer than the number of steps says."""
    names = [f"d{number}" for number in range(8)]
    days = [(one, other) for place, one in enumerate(names) for other in [*names[:place], "today"]]
    work_out = {f"w{number}": f"days({a}, {b})" for number, (a, b) in enumerate(days)}
    rules = [
        {"when": {name: f"<= {place}", other: f">= {place}"}, "to": "ab"[place % 2]}
        for place, (name, other) in enumerate(zip(work_out, reversed(work_out), strict=True))
    ]
    questions = {
        name: {"ask": "When?", "type": "date", "go": after} for name, after in pairwise(names)
    }
    questions[names[-1]] = {"ask": "When?", "type": "date", "go": [*rules, {"else": "b"}]}
    model, facts = load_yaml(as_yaml(tree(questions) | {"work_out": work_out}))
    compiled = compile_tree(model, facts, KNOWN)
    (problem,) = [each for each in compiled.problems if each.code == "too-many-states"]
    steps = int(problem.about["size"].partition(" ")[0].replace(",", ""))
    assert steps < 20_000


def test_a_question_that_multiplies_is_named() -> None:
    """One number with many thresholds that matter much later."""
    rules = [{"when": {"n": f"<= {number}"}, "to": f"q{number % 2}"} for number in range(200)]
    questions: dict[str, Any] = {
        "n": {"ask": "How many?", "type": "number", "min": "0", "go": "first"},
        "first": asked(2, "second"),
        "second": asked(2, [*rules, {"else": "q0"}]),
        "q0": asked(2, {"o0": "a", "o1": "b"}),
        "q1": asked(2, {"o0": "b", "o1": "a"}),
    }
    model, facts = load_yaml(as_yaml(tree(questions)))
    compiled = compile_tree(model, facts, KNOWN, 150)
    (problem,) = [each for each in compiled.problems if each.code == "too-many-states"]
    assert problem.about["question"] == "n"


@pytest.mark.parametrize("columns", [1, 3])
def test_a_table_of_thousands_of_rows_is_proved_complete(columns: int) -> None:
    names = [f"c{number}" for number in range(columns)]
    size = {1: 3000, 3: 14}[columns]
    number = {"ask": "How many?", "type": "number", "min": "0", "max": str(size - 1)}
    rows = [{"to": "ab"[sum(cells) % 2], **cell(names, cells)} for cells in product(size, columns)]
    questions = {name: number | {"go": after} for name, after in pairwise(names)}
    compiled = compile_yaml(as_yaml(tree(questions | {names[-1]: number | {"table": rows}})))
    assert compiled.graph is not None
    whole = len(rows)
    rows.pop(whole // 2)
    rows.append(dict(rows[0]))
    compiled = compile_yaml(as_yaml(tree(questions | {names[-1]: number | {"table": rows}})))
    codes = [each.code for each in compiled.problems if not each.code.startswith("untested")]
    assert sorted(codes) == ["gap", "overlap"]


def product(size: int, columns: int) -> list[tuple[int, ...]]:
    found: list[tuple[int, ...]] = [()]
    for _ in range(columns):
        found = [(*each, number) for each in found for number in range(size)]
    return found


def cell(names: list[str], cells: tuple[int, ...]) -> dict[str, str]:
    return {name: str(number) for name, number in zip(names, cells, strict=True)}


def test_sections_of_the_least_and_the_greatest_answer_have_names_of_their_own() -> None:
    number = {"ask": "How many?", "type": "number", "min": "0", "max": "9"}
    rules = [{"when": {"n": "0"}, "to": "a"}, {"when": {"n": "9"}, "to": "a"}, {"else": "b"}]
    made = graph({"n": number | {"go": rules}}, a="You said {{ answers.n }}.")
    assert [each.id for each in made.endings["a"].sections] == ["text-1--n-0", "text-1--n-9"]


def test_step_names_tell_bands_apart() -> None:
    number = {"ask": "How many?", "type": "number", "min": "-1", "step": "0.5", "go": "second"}
    rules = [{"when": {"n": "< 0.5"}, "to": "a"}, {"when": {"n": "0.5..2"}, "to": "b"}]
    second = asked(2, [*rules, {"when": {"second": "o0"}, "to": "a"}, {"else": "b"}])
    ids = [step.id for step in graph({"n": number, "second": second}).steps]
    assert ids == ["n", "second--n-to-0", "second--n-0_5-to-2", "second--n-from-2_5"]
