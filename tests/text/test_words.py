"""The words of a text as search, descriptions and machines get them, and its headings."""

from __future__ import annotations

import pytest

from tests.text.test_cases import converter
from waypost.core.nodes import Mark, Text
from waypost.markdown import Converter


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Open **My Orders** and\nread on.\n", "Open My Orders and read on."),
        ("It is {{ facts.window }} long,\\\nno more.", "It is 5 days long,\nno more."),
        ("It is {{ facts.window }}.\n\n- One\n- **Two:** 2\n", "It is 5 days.\nOne\nTwo: 2"),
        ("First:\n1. A\n2. B\n   goes on\n\n   more", "First:\nA\nB goes on\nmore"),
        ("- a\n  - b\n    c\n- d", "a\nb c\nd"),
        ("See [the\nrule](policy:before-shipment), my *dear*.", "See the rule, my dear."),
        ("## When\n\nNow.\n> So\nthey say.", "When\nNow.\nSo they say."),
        ("> [!TIP]\n> Be quick.", "Be quick."),
        ("> [!WARNING] Look!\n> Be\n> quick.", "Look!\nBe quick."),
        ("> [!NOTE] *Not\n> ends* here\n> but here.", "Not ends here\nbut here."),
        ("One  \ntwo `x-1` > three & four", "One\ntwo x-1 > three & four"),
        ("5 days\n\n2025. It was", "5 days\nIt was"),
        ("| a | b |\n|---|---|\n| *c* |", "a | b\nc | "),
        ("<div>\n*a*\n</div>\n\n- <p>b", "<div> a </div>\n<p>b"),
        ("a &amp; \\* [r]\n\n[r]: /", "a & * r"),
        ("[]({{ facts.nope }}) [](faq:how-long)", " How long do I have?".strip()),
    ],
)
def test_markup_leaves_no_trace_in_words(text: str, words: str) -> None:
    assert converter().convert(text).plain == words


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("# Head\n\n{{ facts.window }}\n\n- A. B", "5 days"),
        ("> [!TIP] Title\n\nA. B", "A."),
        ("| a |\n| - |\n\n1. No fee, e.g. none. B", "No fee, e.g. none."),
        ("# Only a head", "Only a head"),
        ("", ""),
    ],
)
def test_the_first_sentence_stands_in_a_paragraph(text: str, sentence: str) -> None:
    assert converter().convert(text).first_sentence == sentence


def test_headings_have_their_level_on_the_page_and_their_words() -> None:
    headings = Converter().convert("# A *b*\n\n### C `d`\n\n- ## E\n").headings
    assert headings == ((3, "A b", "a-b"), (4, "C d", "c-d"), (4, "E", "e"))


def test_problems_stand_where_they_are_typed_whatever_stands_before() -> None:
    """Placeholders, and letters that take several bytes, shift nothing."""
    text = (
        "请 {{ facts.window }}{{facts.window.value}} 🎉\r\né {{ facts.no }} [x](faq:no) \\<b> <b>"
    )
    start = Mark("faq.yaml", 3, 5)
    found = converter().convert(Text(text, start, start)).problems
    assert [(each.code, each.at[1:]) for each in found] == [
        ("unknown-fact", (4, 7)),
        ("unknown-link", (4, 22)),
        ("html-in-text", (4, 39)),
    ]


def test_a_text_that_stands_twice_is_reported_twice() -> None:
    texts = [Text("[x](faq:no)", mark, mark) for mark in (Mark("a", 1, 1), Mark("b", 9, 1))]
    problems = [problem for text in texts for problem in converter().convert(text).problems]
    assert [problem.at.line for problem in problems] == [1, 9]
