"""HTML of other tools as Markdown: cases of a text and what is made of it, and any text at all."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as some

from waypost.markdown.from_html import markdown

CASES = sorted((Path(__file__).parent / "html").glob("*.html"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_html_becomes_the_markdown_that_says_the_same(
    case: Path, agree: Callable[[Path, str], None]
) -> None:
    """Cells stay cells, code stays as it is, and no sign is seen that was none."""
    agree(case.with_suffix(".md"), markdown(case.read_text(encoding="utf-8")) + "\n")


NESTED = [
    *("p", "div", "b", "i", "em", "strong", "a", "ul", "ol", "li", "h2", "table", "tr", "td"),
    *("th", "blockquote", "pre", "code", "del", "dl", "dt", "dd"),
]
WORDS = some.integers(0, 9_999).map(lambda number: f" w{number:04} ")
SIGNS = some.sampled_from(["*", "_", "`", "- ", "1. ", "# ", "|", "&lt;", "[x]", "~~", "\n", ": "])
HTML = some.recursive(
    some.one_of(WORDS, SIGNS, some.sampled_from(["<br>", "<hr>", "<p>"])),
    lambda inner: some.builds(
        lambda name, parts: f"<{name}>{''.join(parts)}</{name}>",
        some.sampled_from(NESTED),
        some.lists(inner, max_size=4),
    ),
    max_leaves=20,
)


@given(HTML)
def test_no_word_is_lost_however_tags_are_nested(html: str) -> None:
    """Each word stands in the Markdown once, in whatever element it stood."""
    wanted = re.findall(r"w\d{4}", unescape(nh3.clean(html, tags=set())))
    assert sorted(re.findall(r"w\d{4}", markdown(html))) == sorted(wanted)
