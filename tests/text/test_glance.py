"""The words that are read off a text are those that its conversion would give."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.data import ROOT
from tests.text.test_cases import ANSWERS, CASES, converter
from tests.text.test_tame import mild
from waypost.checks.texts import texts
from waypost.core.nodes import Mark, Text
from waypost.markdown import Converter, Names
from waypost.markdown.glance import Glance
from waypost.markdown.plain_text import first_sentence
from waypost.model import field_types
from waypost.model.facts import Facts
from waypost.model.includes import gather
from waypost.model.records import Fact

HERE = Mark("faq.yaml", 1, 1)
VALUES = {
    "window": "5 days",
    "empty": "",
    "spaced": "  x  ",
    "lined": "a\nb",
    "marked-up": "**b** _c_ `d` [e](f) <i>",
    "root": "waypost-root:x",
    "never": "\ufdd0y",
    "with_a_long_name": "z. Z",
}
FACTS = Facts(
    {id: Fact(at=HERE, id=Text(id, HERE), value=Text(said, HERE)) for id, said in VALUES.items()},
    VALUES,
)
GLANCE = Glance(FACTS)
CONVERTER = Converter(Names(), FACTS)
PUT_IN = [f"{{{{ facts.{id} }}}}" for id in VALUES] + ["{{facts.window.value}}", "{{ facts.no }}"]

# Few signs in any order show more of what they mean to one another than many do.
FEW = [
    *("a*", "a* ", "ab* .", "a*_ ", "a*€ ", 'a*("’ )', "a`* ", "a[]() ", "a[]()*", "a[]`*"),
    *("a!b[](c)", "a& #;", "a< @b>", "a_b* ", "a: |-\n", "a#\n ", "a>\n ", "a-\n ", "a1.\n "),
    *(
        "a*\n",
        "ab*\n  ",
        "a=\n",
        "a~\n",
        "a\r\n",
        "a \n\\",
        "a\t\n-",
        "a\u00a0*",
        "a\u0301*",
        "a—*",
    ),
]
signs = st.sampled_from(FEW).flatmap(lambda few: st.text(few, min_size=1, max_size=20))

INSIDE = [
    *("a", "b", "A c", "5", "x.", "“y”", "", "é", "😀", "**a**", "b**", "*a", "c*", "_d_", "e_f"),
    *("**a:** b", "*“a”*", "(**a**)", "[a", "b](x)", "[a b](faq:x)", "[**a**](x)", "**[a](b)**"),
    *("[`a`](x)", "![a](b)", "`c`", "`c", "c`", "a & b", "&amp;", "a < b", "a > b", "<b>", "a|b"),
    *(
        "{",
        "}}",
        "[x]: y",
        "https://a.b/c_d",
        "waypost-root:",
        "a\\",
        "a\\*b",
        "Mr. X",
        "? Yes",
        "。",
    ),
    *PUT_IN,
    "**{{ facts.empty }}**",
    "**{{facts.spaced}}** x",
]
MARKERS = [
    *("", "- ", "* ", "+ ", "1. ", "2. ", "1) ", "3) ", "10. ", "01. ", "0. ", "-  ", "-    "),
    *("-     ", "1.   ", "> ", ">", ">   ", "> > ", "> - ", "- > ", "- - ", "# ", "## ", "#"),
    *("> [!TIP] ", "> [!note]", "[!TIP]", "> [!no] ", "-", "1.", "---", "===", "***", "|-|", "```"),
]
INDENTS = ["", " ", "  ", "   ", "    ", "     ", "      ", "       ", "\t"]
ENDS = ["", " ", "  ", "   ", " #", "\\", "\u00a0", "\n"]


@st.composite
def lined(draw: st.DrawFn) -> str:
    """Lines that begin lists, quotes and headings inside one another, or go on in them."""

    def some(pool: list[str], most: int) -> st.SearchStrategy[str]:
        few = draw(st.lists(st.sampled_from(pool), min_size=1, max_size=most))
        return st.sampled_from(few)

    parts = st.tuples(some(["", *INDENTS], 3), some(["", *MARKERS], 5), some(INSIDE, 6))
    lines = st.tuples(parts.map("".join), some(["", "", *ENDS], 3)).map("".join)
    return "\n".join(draw(st.lists(lines, min_size=1, max_size=8)))


nasty = st.one_of(lined(), signs, mild, st.lists(st.sampled_from(INSIDE), max_size=8).map("".join))


@given(nasty)
@example("> a\n> \n> b")
@example("> [!TIP]: a")
@example("a\n2. b")
@example("1. a\n\n   2. b\n2. c")
@example("a\n1. \n")
@example("**a **b** c**")
@example("“\r”")
def test_words_at_a_glance_are_the_words_of_a_conversion(text: str) -> None:
    found = GLANCE.plain(text)
    if found is not None:
        assert found == CONVERTER.convert(text).plain


@given(nasty)
def test_the_first_sentence_is_the_same_with_and_without_a_conversion(text: str) -> None:
    found = GLANCE.opening(text)
    if found is not None:
        assert found == CONVERTER.convert(text).first_sentence


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_the_words_of_a_case_are_the_same_however_they_are_asked_for(case: Path) -> None:
    text = case.read_text(encoding="utf-8")
    fresh, known = converter(), Converter(converter().names, converter().facts)
    made = fresh.convert(text, ANSWERS)
    assert known.plain(text, ANSWERS) == made.plain
    assert known.opening(text, ANSWERS) == made.first_sentence
    assert known.plain(text) == fresh.convert(text).plain
    assert known.opening(text) == fresh.convert(text).first_sentence


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Open **My Orders** and\nread on.\n", "Open My Orders and read on."),
        ("It is {{ facts.window }} long,\\\nno more.", None),
        ("It is {{ facts.window }}.\n\n- One\n- **Two:** 2\n", "It is 5 days.\nOne\nTwo: 2"),
        ("First:\n1. A\n2. B\n   goes on\n\n   more", "First:\nA\nB goes on\nmore"),
        ("- a\n  - b\n    c\n- d", "a\nb c\nd"),
        ("See [the\nrule](policy:x), my *dear*.", "See the rule, my dear."),
        ("## When\n\nNow.\n> So\nthey say.", "When\nNow.\nSo they say."),
        ("> [!TIP]\n> Be quick.", "Be quick."),
        ("> [!WARNING] Look!\n> Be\n> quick.", "Look!\nBe quick."),
        ("One  \ntwo `x-1` > three & four", "One\ntwo x-1 > three & four"),
        ("5 days\n\n2025. It was", "5 days\nIt was"),
    ],
)
def test_what_editors_write_every_day_is_read_at_a_glance(text: str, words: str | None) -> None:
    assert GLANCE.plain(text) == words


def test_most_of_the_sample_is_read_at_a_glance() -> None:
    """So do its first sentences, as `waypost check` needs them."""
    knowledge = gather(ROOT / "faq.yaml").knowledge
    glance = Glance(Facts({str(fact.id): fact for fact in knowledge.facts}, _Anything()))
    prose = [text for text, kind in texts(knowledge) if not isinstance(kind, field_types.Line)]
    assert sum(glance.plain(text) is not None for text in prose) > 0.9 * len(prose)
    assert all(glance.opening(faq.answer) for faq in knowledge.faqs)


class _Anything(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return key


@pytest.mark.parametrize(
    "text",
    [
        "| a | b |\n|---|---|\n",
        "a\n===",
        "<b>a</b>",
        "a &amp; b",
        "[a]: b",
        "a\tb",
        "```\na\n```",
        "\\*",
    ],
)
def test_what_may_mean_something_is_left_to_a_conversion(text: str) -> None:
    assert GLANCE.plain(text) is None


def test_a_text_that_is_refused_says_nothing_at_a_glance_either() -> None:
    text = "a > b " * 2_500
    assert CONVERTER.convert(text).problems
    assert CONVERTER.plain(text) == CONVERTER.convert(text).plain == ""


def test_a_first_sentence_stands_in_a_paragraph() -> None:
    assert first_sentence("A. B") == GLANCE.opening("# Head\n\n{{ facts.empty }}\n\n- A. B") == "A."
