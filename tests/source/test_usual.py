"""What is read without a parser is what the parser would read, places included."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.data import ROOT
from tests.source.test_generated import damaged
from tests.source.test_quick import CASES, flat, parsed
from waypost.parser.usual import usual

USUAL = """\
title: Help
# a comment
faqs:
  - id: one
    question: "How long?"
    answer: |
      Up to **5** days.

      # A heading: with a colon
        - b
    note: >-
      folded
      text
    tags: [a, "b c", 'd']

    category: 'its'
  - {id: two, question: Why, more: {k: [v, w], "l": x}}
  -   id: three
      also:
      - a b
      - c, d
      more:
        - x: y
          z: https://a.example/?b
        - |-
          e
contacts:
  seller: {title: "The seller", how: x}
trees:
- id: t
  go:
  - when: {a: <= 5, b: 3}
    to: x
"""
LINES = USUAL.split("\n")

VALUES = [
    *(
        "a",
        "a b",
        "5",
        "it’s",
        "“q”",
        "(x)",
        "a: b",
        "a:b",
        "a #b",
        "a#b",
        "#b",
        "'q'",
        '"q"',
        "a?",
    ),
    *("'it''s'", '"a\\n"', '""', "''", "[a, b]", "[a,b]", "[a , b]", "[ a]", "[]", "{}", "{k: v}"),
    *("{k: v,}", "{k}", "{'k': v}", "[a\nb]", "|", "|-", "|+", ">", ">-", "|2", "| #c", "> ", "a "),
    *("- a", "-", "- - a", "~", "null", "yes", "?", "? a", "a ?b", "&a b", "*a", "!t x", "%", "@"),
    *("<= 5", ">= 5", "{{ facts.x }}", "[x](y)", "**b**", "\u00a0x", "x\u00a0", "x\u2028y", "a\tb"),
    *("...", "---", "a]b", "a: ", "a:", "<<", "", "'a' b", '"a" ', "[a]x", "[a] ", "{k: 12:30}"),
]
KEYS = ["a", "b", "id", "k-1", "_x", "1a", "null", "<<", '"q"', "a b", "é", "~"]
SLIPS = ["", " ", "  ", ":", "-", "#", "'", '"', "|", "\n", "\n  ", "{", "]", ", ", "\t", "?", "é"]

indents = st.sampled_from(["", "", "  ", "  ", "    ", " ", "   ", "      "])
values = st.sampled_from(VALUES)
colons = st.sampled_from([": ", ": ", ": ", ":", ":  ", " : "])
dashes = st.sampled_from(["", "", "", "- ", "-  ", "- - ", "-"])
lines = st.one_of(
    st.tuples(indents, dashes, st.sampled_from(KEYS), colons, values).map("".join),
    st.tuples(indents, dashes, values).map("".join),
    indents,
)
laid_out = st.lists(lines, max_size=9).map(lambda found: "\n".join([*found, ""]))


@st.composite
def slipped(draw: st.DrawFn) -> str:
    """Some lines of a usual file with a few slips of the keyboard."""
    start = draw(st.integers(0, len(LINES) - 1))
    chosen = [*LINES[:3], *LINES[start : start + draw(st.integers(1, 30))]]
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(chosen) - 1))
        match draw(st.sampled_from(["drop", "add", "slip"])):
            case "drop":
                chosen[place] = ""
            case "add":
                chosen.insert(place, draw(lines))
            case _:
                line = chosen[place]
                at = draw(st.integers(0, len(line)))
                behind = line[at + draw(st.integers(0, 2)) :]
                chosen[place] = line[:at] + draw(st.sampled_from(SLIPS)) + behind
    return "\n".join(chosen) + draw(st.sampled_from(["\n", "\n\n", "", "\n  \n", "\n#x\n"]))


@given(st.one_of(slipped(), laid_out, damaged()))
@example("a: |\n  b\n c: d\n")
@example("a: >\n  b\n\n  c\n")
@example("a:\n- b\n  c\n")
@example("a: b\n  c: d\n")
@example("a: {b: c}: d\n")
@example("a: 'b'\n\n  'c'\n")
def test_what_is_read_without_a_parser_is_what_the_parser_reads(text: str) -> None:
    found = usual(text, "x.yaml")
    if found is not None:
        expected = parsed(text.encode("utf-8", "surrogatepass"))
        assert not expected.problems
        assert [*flat(found)] == [*flat(expected.root)]


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_case_with_a_problem_is_left_to_the_parser(case: Path) -> None:
    expected = parsed(case.read_bytes())
    found = usual(expected.text, "x.yaml")
    assert found is None or ([*flat(found)] == [*flat(expected.root)] and not expected.problems)


@pytest.mark.parametrize("text", [USUAL, (ROOT / "faq.yaml").read_text(encoding="utf-8")])
def test_usual_files_take_no_parser(text: str) -> None:
    found = usual(text, "x.yaml")
    assert found is not None
    assert [*flat(found)] == [*flat(parsed(text.encode()).root)]


@pytest.mark.parametrize(
    "text", ["", "\n", "a: b", "a: &b c\n", "a: b # c\n", "a:\n", "- a\n", "a: 1\na: 2\n", "%a\n"]
)
def test_what_may_mean_more_is_left_to_the_parser(text: str) -> None:
    assert usual(text, "x.yaml") is None
