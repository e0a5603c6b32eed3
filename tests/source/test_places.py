"""Every character of a text is found again where it was written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.source.test_cases import CASES
from waypost.core.nodes import Mapping, Node, Scalar, Text
from waypost.parser import Parsed, parse


def texts(node: Node | None) -> Iterator[Text]:
    """All texts below a node, keys too."""
    if isinstance(node, Scalar):
        yield node.text
    elif isinstance(node, Mapping):
        for key, value in node.entries:
            yield key
            yield from texts(value)
    elif node:
        for item in node:
            yield from texts(item)


def misplaced(parsed: Parsed) -> list[tuple[Text, int]]:
    """The letters that don't stand where `Text.mark` says, as themselves or as an escape."""
    lines = parsed.text.split("\n")
    return [
        (text, offset)
        for text in texts(parsed.root)
        for offset, char in enumerate(text)
        if char.isalnum()
        for mark in [text.mark(offset)]
        if lines[mark.line - 1][mark.column - 1 : mark.column] not in (char, "\\")
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_letters_are_found_where_they_stand(case: Path) -> None:
    """Also in files with mistakes, whose lines were mended before they were read."""
    data = case.read_bytes()
    assert [hit for hit in misplaced(parse(data, "f")) if hit[0].at != hit[0].mark(hit[1])] == []


@pytest.mark.parametrize(
    ("value", "letter", "line", "column"),
    [
        ("one Two", "T", 1, 8),
        ("'one Two'", "T", 1, 9),
        ('"one Two"', "T", 1, 9),
        ("'it''s Two'", "T", 1, 11),
        ('"a\\tb\\u00e9 Two"', "T", 1, 16),
        ("one\n  two\n\n  Three", "T", 4, 3),
        ('"one\n  two\\\n   Three"', "T", 3, 4),
        ("|\n  one\n\n  two Three\n", "T", 4, 7),
        ("|2\n    one\n  Two\n", "T", 3, 3),
        ("|\n\n  one\n  Two\n", "T", 4, 3),
        (">\n  one\n  two Three\n", "T", 3, 7),
        (">-\n  one\n\n    two\n  Three\n", "T", 5, 3),
        ("\u2028one Two", "T", 1, 9),
        ("\U0001f600 Two", "T", 1, 6),
    ],
)
def test_a_letter_inside_a_text_has_a_place(
    value: str, letter: str, line: int, column: int
) -> None:
    """In every style of writing a text, over folds, escapes and astral characters."""
    root = parse(f"k: {value}".encode(), "f").root
    assert isinstance(root, Mapping)
    (text,) = (node.text for _, node in root.entries if isinstance(node, Scalar))
    place = text.mark(text.index(letter))
    assert (place.line, place.column) == (line, column)
