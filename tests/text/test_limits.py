"""No text costs more than it is worth: too much is refused by count, and the rest is quick."""

from __future__ import annotations

import pytest

from tests.text.safe import assert_safe
from waypost.core.nodes import Mark, Text
from waypost.diagnostics import message_format
from waypost.markdown import Converter, text_limits

SIZE = 40_000
"""Characters of a long answer."""

COUNTS = {"long-text", "many-lines", "crowded-text", "deep-text"}
"""What refuses a text by counting. Only ``slow-text`` looks at the clock."""


def fill(piece: str) -> str:
    return piece * (SIZE // len(piece))


REFUSED = {
    "tags": fill("<a "),
    "brackets": fill("["),
    "pictures": fill("!["),
    "links": fill("[a]("),
    "empty links": fill("[]()"),
    "autolinks": fill("<https://a.b>"),
    "comments": fill("<!--"),
    "instructions": fill("<?"),
    "cdata": fill("<![CDATA["),
    "strong": fill("**a "),
    "mixed emphasis": fill("*a **a "),
    "underlines": fill("_a __a "),
    "emphasis in words": fill("a*b"),
    "code": fill("`a "),
    "entities": fill("&amp;"),
    "bare ampersands": fill("&"),
    "backslashes": fill("\\"),
    "escapes": fill("\\*"),
    "quotes on a line": fill(">"),
    "spaced quotes": fill("> "),
    "lists on a line": fill("+ "),
    "numbers on a line": fill("1. "),
    "nested lists": "\n".join("  " * depth + "- a" for depth in range(60)),
    "nested quotes": "> " * 500 + "a",
    "quotes and lists": "> - " * 50 + "a",
    "one long line": "x" * (text_limits.LONGEST_TEXT + 1),
    "many lines": "x\n" * (text_limits.MOST_LINES + 1),
    "signs in a book": ("[a](b" + "x" * 500) * 2_000,
    "the published case": "<a " * 16_000,
}

QUICK = {
    "brackets": "[" * text_limits.MOST_SIGNS,
    "bracket pairs": "[" * text_limits.MOST_SIGNS + "]" * text_limits.MOST_SIGNS,
    "pictures": "![" * text_limits.MOST_SIGNS,
    "nested pictures": "![" * text_limits.MOST_SIGNS + "](x)" * text_limits.MOST_SIGNS,
    "unclosed links": "[a](" * text_limits.MOST_SIGNS,
    "unclosed addresses": "[a](<" * text_limits.MOST_SIGNS,
    "unclosed titles": '[a](b "' * text_limits.MOST_SIGNS,
    "references": "[a]" * text_limits.MOST_SIGNS,
    "definitions": "".join(f"[a{number}]: x\n" for number in range(text_limits.MOST_SIGNS)),
    "closed tags": "<a>" * text_limits.MOST_SIGNS,
    "addresses": "<a:" * text_limits.MOST_SIGNS,
    "strong": "**a " * text_limits.MOST_SIGNS,
    "mixed emphasis": ("*a **a " * text_limits.MOST_SIGNS)[: text_limits.MOST_SIGNS * 3],
    "runs of stars": "*" * SIZE,
    "runs of ticks": "`" * SIZE,
    "growing ticks": "".join("`" * (run % 60) + "a" for run in range(text_limits.MOST_SIGNS)),
    "placeholders": fill("{{facts.x}}"),
    "braces": fill("{{ "),
    "wide table": "|".join(["a"] * 8000) + "\n" + "|".join(["-"] * 8000) + "\n" + "a\n" * 2000,
    "long table": "a|b\n-|-\n" + fill("a|b\n"),
    "many tables": fill("a|b\n-|-\n\n"),
    "headings": fill("# a\n"),
    "underlined headings": fill("a\n=\n"),
    "rules": fill("---\n"),
    "fences": fill("~~~\n"),
    "loose list": fill("- a\n\n"),
    "lists by turns": fill("1)\n2.\n"),
    "lazy lines": "> a\n" + fill("a\n"),
    "lines": fill("\n"),
    "spaces": fill(" "),
    "tabs": fill("\t"),
    "words": fill("word "),
    "one word": fill("a"),
    "parentheses": "[a](" + fill("("),
    "long address": "[a](https://" + fill("x.") + ")",
    "long foreign host": "[a](https://" + fill("ä.") + ")",
    "long entry": "[a](faq:" + fill("x") + ")",
    "up and up": "[a](" + fill("../") + ")",
    "colons": "[a](" + fill("a:") + ")",
    "percents": "[a](" + fill("%41") + ")",
    "callouts": "> [!NOTE] x\n\n" * (text_limits.MOST_SIGNS - 1),
    "deepest list": "\n".join("  " * depth + "- a" for depth in range(7)),
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_what_is_too_much_is_refused_by_count(text: str) -> None:
    """So it is refused on every machine alike, before anything slow is tried."""
    converted = Converter().convert(text)
    assert [message_format.severity(problem) for problem in converted.problems] == ["error"]
    assert {problem.code for problem in converted.problems} <= COUNTS
    assert converted.html == ""


@pytest.mark.parametrize("text", QUICK.values(), ids=QUICK)
def test_what_is_within_the_limits_is_never_given_up(text: str) -> None:
    """The deadline for one text, which backs the counts up, isn't reached."""
    converted = Converter().convert(text)
    assert_safe(converted.html)
    assert not {"long-text", "slow-text"} & {problem.code for problem in converted.problems}


BOOK = 1_000_000
APART = BOOK // text_limits.most_signs(BOOK) + 1
"""Characters from one opening sign to the next in a book that has as many as it may."""

BOOKS = {
    "words": "word " * (BOOK // 5),
    "one word": "x" * BOOK,
    "pages": ("word " * 40 + "\n\n") * (BOOK // 202),
    "a table": "a|b\n-|-\n" + "a|b\n" * (text_limits.MOST_LINES - 5),
    "brackets": ("[a](b" + "x" * (APART - 5)) * (BOOK // APART),
    "comments": ("<!--" + "x" * (APART - 4)) * (BOOK // APART),
    "hashes": "#" * BOOK,
    "facts": "{{facts.x}}" * (BOOK // 11),
}


@pytest.mark.parametrize("text", BOOKS.values(), ids=BOOKS)
def test_a_text_as_long_as_a_book_is_read_to_its_end(text: str) -> None:
    """Before the deadline for one text."""
    converted = Converter().convert(text)
    assert {problem.code for problem in converted.problems} <= {"html-in-text", "unknown-fact"}
    assert converted.plain


def test_a_refusal_names_the_limit_and_the_line() -> None:
    text = Text("x" * 2_000_000, Mark("faq.yaml", 4, 13))
    (problem,) = Converter().convert(text).problems
    assert problem.at.line == 4
    assert (
        message_format.message(problem)
        == "This text is 2,000,000 characters long; 1,200,000 are allowed."
    )


def test_a_title_has_a_limit_too() -> None:
    (problem,) = Converter().line("x" * (text_limits.LONGEST_LINE + 1)).problems
    assert (
        message_format.message(problem) == "This text is 5,001 characters long; 5,000 are allowed."
    )


def test_eight_lists_inside_one_another_are_read_and_none_is_lost() -> None:
    for depth in range(1, 20):
        converted = Converter().convert(
            "\n".join("  " * level + f"- word{level}" for level in range(depth))
        )
        if converted.problems:
            assert [problem.code for problem in converted.problems] == ["deep-text"]
            assert depth > 8
        else:
            assert f"word{depth - 1}" in converted.plain


def test_a_text_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """The counts above make this hard to reach, so the clock is set to be over at once."""
    monkeypatch.setattr(text_limits.Deadline.__init__, "__defaults__", (-1.0,))
    converted = Converter().convert("word")
    assert [problem.code for problem in converted.problems] == ["slow-text"]
