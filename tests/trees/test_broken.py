"""Whatever stands where rules should be, the compiler says so and goes on."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.trees.loading import KNOWN
from waypost.diagnostics import Problem
from waypost.diagnostics.report import in_order, one_line
from waypost.model.facts import resolve
from waypost.model.loader import load
from waypost.parser import parse
from waypost.trees import compile_tree

WORDS = st.sampled_from(
    [
        *("a", "b", "c", "d", "", "today", "else", "when", "to", "o1", "o2", "not o1", "not"),
        *("<= 5", "<=", ">", "5..3", "..", "1..", "-0", "9" * 40, "1e5", "∞", "\u0663"),
        *("facts.f", "<= facts.f", "facts.", "facts.n", "2027-02-29", "<= 2027-02-28"),
        *("days(c, today)", "days(a, b)", "days(,)", "{{ answers.a }}", "{{ facts.n }}"),
    ]
)
ANYTHING = st.recursive(
    WORDS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(WORDS, inner, max_size=4)),
    max_leaves=12,
)
RULES = st.lists(
    st.one_of(
        ANYTHING,
        st.fixed_dictionaries({"when": st.dictionaries(WORDS, ANYTHING, max_size=3), "to": WORDS}),
        st.fixed_dictionaries({"else": WORDS}),
    ),
    max_size=5,
)
QUESTION = st.fixed_dictionaries(
    {"ask": WORDS},
    optional={
        "type": st.sampled_from(["choice", "number", "date"]),
        "options": st.dictionaries(WORDS, WORDS, max_size=3),
        "min": WORDS,
        "max": WORDS,
        "step": WORDS,
        "unit": WORDS,
        "go": st.one_of(ANYTHING, RULES),
        "table": st.one_of(ANYTHING, RULES),
    },
)
OUTCOME = st.fixed_dictionaries(
    {}, optional={"title": WORDS, "body": st.one_of(ANYTHING, RULES), "cites": ANYTHING}
)
TREE = st.fixed_dictionaries(
    {
        "id": st.just("tree"),
        "title": WORDS,
        "questions": st.dictionaries(st.sampled_from("abcd"), QUESTION, max_size=4),
        "outcomes": st.dictionaries(st.sampled_from("cde"), OUTCOME, max_size=3),
    },
    optional={
        "work_out": st.dictionaries(WORDS, WORDS, max_size=2),
        "scenarios": st.lists(
            st.fixed_dictionaries(
                {
                    "name": WORDS,
                    "given": st.dictionaries(WORDS, WORDS, max_size=3),
                    "expect": WORDS,
                },
                optional={"today": WORDS},
            ),
            max_size=2,
        ),
    },
)


@settings(max_examples=max(600, settings().max_examples))
@given(TREE)
def test_no_tree_is_too_odd_to_be_judged(tree: dict[str, Any]) -> None:
    text = json.dumps({"facts": {"f": "5", "n": "3 to 5"}, "trees": [tree]}, indent=1)
    problems: list[Problem] = []
    parsed = parse(text.encode(), "faq.yaml")
    if parsed.root is None:
        return
    fields = load(parsed.root, problems.append)
    facts = resolve(fields.get("facts", ())).facts
    for each in fields.get("trees", ()):
        compiled = compile_tree(each, facts, KNOWN)
        problems += compiled.problems
        assert str(compiled.stats)
    for problem in in_order(problems):
        assert one_line(problem)
