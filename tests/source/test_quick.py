"""The quick ways to read give what the thorough way gives, places and problems included."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given

from tests.source.test_generated import damaged
from waypost.core.nodes import Mapping, Node, Scalar, Text
from waypost.parser import Parsed, parse
from waypost.parser.node_builder import Builder

CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))


def thorough(data: bytes) -> Parsed:
    """The file read without any quick way."""
    with patch.object(Builder, "_quick_scalar", lambda builder: builder._scalar):
        return parse(data, "x.yaml")


def told(text: Text) -> tuple[object, ...]:
    """A text with all that it knows of its place."""
    return (str(text), text.at, text.block, text.runs)


def flat(node: Node | None) -> Iterator[object]:
    """All that nodes hold, in order."""
    if isinstance(node, Scalar):
        yield (told(node.text), node.plain)
    elif isinstance(node, Mapping):
        yield ("mapping", node.at)
        for key, value in node.entries:
            yield told(key)
            yield from flat(value)
    elif node is not None:
        yield ("list", node.at)
        for item in node:
            yield from flat(item)


def same(data: bytes) -> bool:
    """Whether all ways agree on ``data``."""
    slow, quick = thorough(data), parse(data, "x.yaml")
    return quick.problems == slow.problems and [*flat(quick.root)] == [*flat(slow.root)]


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_both_ways_read_a_case_alike(case: Path) -> None:
    assert same(case.read_bytes())


@given(damaged())
def test_both_ways_read_a_damaged_file_alike(text: str) -> None:
    assert same(text.encode("utf-8", "surrogatepass"))


def test_a_null_for_a_key_is_an_error_though_a_quoted_one_stood_before() -> None:
    found = parse(b'a: {"null": x}\nb: {null: y}\n', "x.yaml")
    assert [problem.code for problem in found.problems] == ["null-key"]
