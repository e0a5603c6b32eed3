"""A parsed file as text: its problems in words, and its nodes with their places."""

from __future__ import annotations

from collections.abc import Iterator

from waypost.core.nodes import Mapping, Node, Scalar, Sequence
from waypost.diagnostics import Problem, message_format
from waypost.parser import Parsed


def outline(parsed: Parsed) -> str:
    """Problems first, then one line a node."""
    nodes = _node(parsed.root, 0) if parsed.root else ["(nothing)"]
    return "\n".join([*map(_problem, parsed.problems), "---", *nodes]) + "\n"


def _problem(problem: Problem) -> str:
    severity = message_format.severity(problem).value
    also = "".join(f" (also {mark.line}:{mark.column})" for mark in problem.also)
    said = f"{severity}: {message_format.message(problem)}{also} [{problem.code}]"
    return f"{problem.at.line}:{problem.at.column}: {said}\n    {message_format.hint(problem)}"


def _node(node: Node, depth: int) -> Iterator[str]:
    indent = "  " * depth
    place = f"{indent}{node.at.line}:{node.at.column} "
    if isinstance(node, Scalar):
        yield f"{place}{str(node.text)!a}{'' if node.plain else ' (quoted)'}"
    elif isinstance(node, Sequence):
        yield f"{place}list"
        for item in node:
            yield from _node(item, depth + 1)
    else:
        yield from _mapping(node, place, depth)


def _mapping(node: Mapping, place: str, depth: int) -> Iterator[str]:
    yield f"{place}mapping"
    for key, value in node.entries:
        yield f"{'  ' * depth}  {key.at.line}:{key.at.column} {str(key)!a}:"
        yield from _node(value, depth + 2)
