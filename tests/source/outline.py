"""A parsed file as text: its problems in words, and its nodes with their places."""

from __future__ import annotations

from collections.abc import Iterator

from waypost.nodes import Mapping, Node, Scalar, Sequence
from waypost.problems import Problem, say
from waypost.source import Parsed


def outline(parsed: Parsed) -> str:
    """Problems first, then one line a node."""
    nodes = _node(parsed.root, 0) if parsed.root else ["(nothing)"]
    return "\n".join([*map(_problem, parsed.problems), "---", *nodes]) + "\n"


def _problem(problem: Problem) -> str:
    severity = say.severity(problem).value
    also = "".join(f" (also {mark.line}:{mark.column})" for mark in problem.also)
    said = f"{severity}: {say.message(problem)}{also} [{problem.code}]"
    return f"{problem.at.line}:{problem.at.column}: {said}\n    {say.hint(problem)}"


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
