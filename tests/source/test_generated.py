"""Generated files, broken ones most of all: no fault, nothing dropped, both parsers of one mind."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.source.test_places import misplaced
from waypost.core.nodes import Mapping, Node, Scalar
from waypost.diagnostics import Severity, message_format
from waypost.parser import Parsed, parse

SIGNS = [*":-?[]{},#&*!|>'\"%@`~=<\\.\t\n ", "- ", ": ", "\n  ", "\n    ", "\n- ", " #", "---\n"]
WORDS = ["id", "question", "a", "b", "no", "1.10", "é", "😀", "\u00a0", "“", "{{ facts.x }}", "|\n"]
TWIN = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
pieces = st.lists(st.sampled_from(SIGNS + WORDS), max_size=30).map("".join)

LINES = [
    "title: Help",
    "faqs:",
    "  - id: one",
    "    question: How long?",
    "    answer: |",
    "      Up to **5** days.",
    "",
    "      # A heading: with a colon",
    "    tags: [a, b]",
    "    category: 'it''s'",
    "  - {id: two, question: Why?}",
    "contacts:",
    '  seller: {title: "The \\u00e9 seller", how: >',
    "    folded}",
    "# a comment",
]
positions = st.integers(0, len("\n".join(LINES)))
edits = st.lists(
    st.tuples(positions, st.integers(0, 6), st.sampled_from(["", *SIGNS, *WORDS])), max_size=4
)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A knowledge base with a few slips of the keyboard in it."""
    kept = draw(st.lists(st.sampled_from(range(len(LINES))), max_size=3))
    text = "\n".join(line for number, line in enumerate(LINES) if number not in kept)
    for place, length, put in draw(edits):
        text = text[:place] + put + text[place + length :]
    return text


def plain(node: Node) -> Any:
    """A node as lists, dictionaries and text."""
    if isinstance(node, Scalar):
        return str(node.text)
    if isinstance(node, Mapping):
        return {str(key): plain(value) for key, value in node.entries}
    return [plain(item) for item in node]


def refused(parsed: Parsed) -> bool:
    """Whether there is an error."""
    return any(message_format.severity(problem) is Severity.ERROR for problem in parsed.problems)


def holds(data: bytes) -> Parsed:
    """What is true of every file."""
    parsed = parse(data, "f")
    lines = parsed.text.split("\n")
    assert parsed.root is not None or refused(parsed)
    assert list(parsed.problems) == sorted(parsed.problems, key=lambda problem: problem.at)
    for problem in parsed.problems:
        assert 1 <= problem.at.line <= len(lines)
        assert 1 <= problem.at.column <= len(lines[problem.at.line - 1]) + 1
        said = message_format.message(problem) + message_format.hint(problem)
        assert said.isprintable()
        assert len(said) < 700
    return parsed


@given(st.binary(max_size=200))
def test_any_bytes_get_an_answer(data: bytes) -> None:
    """Nodes or errors, each error at a place that exists, in printable words."""
    holds(data)


@given(st.text(max_size=60))
def test_any_text_gets_an_answer(text: str) -> None:
    """The same for every character there is."""
    holds(text.encode("utf-8", "surrogatepass"))


@given(pieces | damaged())
def test_what_passes_is_what_yaml_says(text: str) -> None:
    """A naive twin, PyYAML's own loader, agrees on each file that we don't refuse."""
    parsed = holds(text.encode())
    try:
        wanted = yaml.load(text, Loader=TWIN)
    except (yaml.YAMLError, ValueError, TypeError):
        assert refused(parsed) or "\t" in text
        return
    if not refused(parsed) and parsed.root is not None:
        assert plain(parsed.root) == wanted


@given(pieces | damaged())
def test_letters_keep_their_places(text: str) -> None:
    """Each letter of each text stands where the text says, also after mistakes were mended."""
    parsed = parse(text.encode(), "f")
    if not refused(parsed):
        assert [hit for hit in misplaced(parsed) if hit[0].mark(hit[1]) != hit[0].at] == []


@given(pieces | damaged())
def test_windows_line_ends_change_nothing(text: str) -> None:
    """CRLF or LF: the same problems and nodes at the same places."""
    assert parse(text.replace("\n", "\r\n").encode(), "f") == parse(text.encode(), "f")


@given(damaged())
def test_both_parsers_say_the_same(text: str) -> None:
    """What libyaml and Python both read holds the same; tabs apart. Either may refuse more."""
    quick, pure = (parse(text.encode(), "f", pure=pure) for pure in (False, True))
    if not refused(quick) and not refused(pure) and "\t" not in text:
        assert quick.root is not None
        assert pure.root is not None
        assert plain(quick.root) == plain(pure.root)
