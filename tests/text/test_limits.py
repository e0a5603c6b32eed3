"""Whatever signs a text repeats, it is read in time that grows with its length and no faster."""

from __future__ import annotations

import gc
import os
import random
import string
import time
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from tests.text.safe import assert_safe
from waypost.checks.analyse import analyse
from waypost.core.nodes import Mark, Text
from waypost.diagnostics import message_format
from waypost.markdown import Converter
from waypost.markdown.conversion import LONGEST_TEXT, MOST_LESS
from waypost.markdown.converter import LONGEST_LINE

SIZE = 200_000
"""Characters of a long text."""

SECONDS = 1.0
"""Of processor time for checking it."""

ALL = "WAYPOST_ALL_SIGNS"
"""An environment variable with which every pair of signs is tried, and a thousand triples."""

SIGNS = string.punctuation
PAIRS = ["".join(pair) for pair in permutations(SIGNS, 2)]
TRIPLES = ["".join(random.Random(number).choices(SIGNS + "a1 \n", k=3)) for number in range(1_000)]


def sample(patterns: list[str], count: int) -> list[str]:
    """Some of ``patterns``, other ones on each day."""
    if os.environ.get(ALL):
        return patterns
    return random.Random(date.today().toordinal()).sample(patterns, count)


REPEATED = [*SIGNS, *sample(PAIRS, 40), *sample(TRIPLES, 25)]


def fill(piece: str, size: int = SIZE) -> str:
    """``piece`` over and over."""
    return (piece * (size // len(piece) + 1))[:size]


def test_repeated_signs_are_checked_in_a_second(tmp_path: Path) -> None:
    file = tmp_path / "faq.yaml"
    for piece in REPEATED:
        text = f"a\n{fill(piece)}".replace("\n", "\n      ")
        file.write_text(
            "facts: {window: {value: 5, unit: days}}\n"
            "faqs:\n  - id: a\n    question: Is it {{ facts.window }}?\n"
            f"    answer: |2\n      {text}\n"
        )
        before = time.process_time()
        analyse(file, date(2026, 11, 23))
        assert time.process_time() - before < SECONDS, piece


NESTED = {
    "emphasis": ("*a ", "*"),
    "strong": ("**a ", "a**"),
    "emphasis in strong": ("*a **a ", "a** a*"),
    "pictures": ("![", "](x)"),
    "brackets": ("[", "]"),
    "brackets before an address": ("[", "](x)"),
    "unclosed links": ("[a](", ""),
    "unclosed addresses": ("[a](<", ""),
    "unclosed titles": ('[a](b "', ""),
    "references": ("[a]", ""),
    "nested quotes and lists": ("> - ", ""),
    "growing ticks": ("`a ``a ```a ````a ", ""),
    "many small tables": ("a|b\n-|-\n\n", ""),
    "one long table": ("a|b\n-|-\n" + "a|b\n" * 1_000, ""),
    "definitions": ("[a]: x\n", ""),
    "definitions of one name": ("[a]: x\n[a]: y\n\n", ""),
    "headings": ("# a\n", ""),
    "callouts": ("> [!NOTE] x\n\n", ""),
    "unknown callouts": ("> [!NO] x\n\n", ""),
    "lists by turns": ("1)\n2.\n", ""),
    "lazy lines": ("> a\nb\n", ""),
    "placeholders": ("{{facts.x}}", ""),
    "known facts": ("{{ facts.window }} ", ""),
    "links": ("[a](x)", ""),
    "pictures of nothing": ("![a](b)", ""),
    "foreign hosts": ("[a](https://ä.b) ", ""),
    "HTML": ("a <b c='d'>", ""),
    "broken links": ("[a] (faq:b) ", ""),
    "words": ("word ", ""),
    "foreign words": ("请假 **{{ facts.x }}** ", ""),
    "percents": ("[a](%41%zz) ", ""),
}


@pytest.mark.parametrize("pattern", NESTED.values(), ids=NESTED)
def test_twice_the_text_takes_twice_the_time(pattern: tuple[str, str]) -> None:
    """Sizes differ eightfold: a quadratic conversion would take sixty-four times as long."""
    opening, closing = pattern

    def seconds(size: int) -> float:
        count = size // (len(opening) + len(closing))
        text = opening * count + closing * count
        text = text.replace("<", "&lt;") if text.count("<") > MOST_LESS else text
        before = time.process_time()
        converted = Converter().convert(text)
        assert_safe(converted.html)
        return time.process_time() - before

    # What the tests before have left behind isn't to be looked through while the clock runs.
    gc.disable()
    try:
        small = min(seconds(SIZE // 16) for _ in range(2))
        large = min(seconds(SIZE // 2) for _ in range(2))
    finally:
        gc.enable()
    assert large < 24 * small + 0.1


DEEP = {
    "lists": "\n".join("  " * depth + "- a" for depth in range(60)),
    "quotes": "> " * 500 + "a",
    "quotes and lists": "> - " * 50 + "a",
    "empty quotes": ">" * SIZE,
    "empty lists": "+ " * SIZE,
    "numbers": "1. " * SIZE,
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_what_is_nested_too_deeply_is_refused(text: str) -> None:
    """Readers, browsers and the sanitiser have their limits, whatever the parser can do."""
    converted = Converter().convert(text)
    assert [problem.code for problem in converted.problems] == ["deep-text"]
    assert converted.html == ""


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


def test_a_page_of_html_is_refused() -> None:
    (problem,) = Converter().convert("<a " * 16_000).problems
    assert (
        message_format.message(problem)
        == "This text uses “<” more than 2,000 times, which is too much to read as Markdown."
    )


def test_a_text_as_long_as_a_book_is_read_to_its_end() -> None:
    text = fill("word *word* [a](#x)\n\n", LONGEST_TEXT - 4) + "last"
    converted = Converter().convert(text)
    assert {problem.code for problem in converted.problems} == {"unknown-link"}
    assert converted.plain.endswith("last")


def test_a_refusal_names_the_limit_and_the_line() -> None:
    text = Text("x" * 2_000_000, Mark("faq.yaml", 4, 13))
    (problem,) = Converter().convert(text).problems
    assert problem.at.line == 4
    assert (
        message_format.message(problem)
        == "This text is 2,000,000 characters long; 1,200,000 are allowed."
    )


def test_a_title_has_a_limit_too() -> None:
    (problem,) = Converter().line("x" * (LONGEST_LINE + 1)).problems
    assert (
        message_format.message(problem) == "This text is 5,001 characters long; 5,000 are allowed."
    )
