"""What is told of a text at a glance is what its conversion would tell."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.test_cases import CASES, converter
from tests.text.test_safety import pieces
from waypost.markdown.tame import Tame

CONVERTER = converter()
TAME = Tame(CONVERTER.names, CONVERTER.facts)

MILD = [
    *("word", "Open **My Orders**.", "The window is {{ facts.window }}.", " ", "\n", "\n\n", "  "),
    *("- ", "1. ", "> ", ">", "* ", "   ", "\n- ", "\n  - ", "\n> ", "\n1. ", "# A", "## B"),
    *("**", "*", "`", "_", "\\", "!", "[", "]", "(", ")", "](", "[x](faq:how-long)", "&amp;", "<"),
    *("![x](img/order.svg)", "[x](img/order.svg)", "[x](faq:none)", "> [!TIP] x\n", "[!NO]", "5"),
    *("{{ facts.window.value }}", "{{", "}}", "{{ facts.none }}", "===", "---", ":", "=", "-", "."),
    *("**a**", "**a b**", "Mr. Who", "? ", "…", "“", "’", "3.5", "请假。", "\u00a0", "\u2028", "|"),
    *(
        "{ facts.window }",
        "{{ window }}",
        "facts.window",
        "{",
        "[x] (faq:none)",
        "(x)[faq:none]",
        "(faq:none)",
    ),
]
mild = st.lists(st.one_of(st.sampled_from(MILD), pieces), max_size=14).map("".join)
nested = st.lists(
    st.tuples(
        st.lists(st.sampled_from(["- ", "> ", ">", "1. ", "  ", "   "]), max_size=9).map("".join),
        st.sampled_from(["a", "", "b\n"]),
    ).map("".join),
    max_size=12,
).map("\n".join)


@given(st.one_of(mild, nested))
def test_a_text_that_is_tame_has_no_problem(text: str) -> None:
    if TAME(text):
        assert not CONVERTER.convert(text).problems


@given(mild)
def test_a_title_that_is_tame_has_no_problem(text: str) -> None:
    if TAME.line(text):
        assert not CONVERTER.line(text).problems


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_no_text_with_a_problem_is_tame(case: Path) -> None:
    text = case.read_text(encoding="utf-8")
    assert not (CONVERTER.convert(text).problems and TAME(text))


@pytest.mark.parametrize(
    "text",
    [
        "Open **My Orders**, choose the one you mean, and read its status.\n\n1. One\n2. Two\n",
        "The window is {{ facts.window }}, see [the policy](policy:before-shipment).\n\n> Quoted\n",
        "> [!TIP] Sooner is better\n> Much better.\n",
        "![The order page](img/order.svg)\n",
        "## When\n\n- a\n  - b\n    - c\n",
    ],
)
def test_what_editors_write_every_day_is_tame(text: str) -> None:
    assert TAME(text)
