"""Comments on lines of their own, moved along when the lines around them are indented anew.

ruamel.yaml leaves such comments in their old column. After a block text that would make them part
of the text, so they are taken to the margin first and put back afterwards.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from waypost.edit.document import BLOCK_STYLES, Splice, YamlDocument, content_end


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scalar, and the columns of the lists and mappings around it, outermost first."""

    start: int
    end: int
    columns: tuple[int, ...]
    block: bool


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on a line of its own; it follows the leaf ``after``."""

    line: int
    column: int
    after: int


def leaves(doc: YamlDocument) -> list[Leaf]:
    """Every scalar of ``doc`` in order."""
    return list(_leaves(doc, doc.root, ())) if doc.root is not None else []


def _leaves(doc: YamlDocument, node: yaml.Node, columns: tuple[int, ...]) -> Iterator[Leaf]:
    if isinstance(node, yaml.ScalarNode):
        block = node.style in BLOCK_STYLES
        yield Leaf(node.start_mark.index, content_end(doc, node), columns, block)
        return
    inside = (*columns, node.start_mark.column)
    for item in node.value:
        for part in item if isinstance(item, tuple) else (item,):
            yield from _leaves(doc, part, inside)


def comments(doc: YamlDocument, found: list[Leaf]) -> Iterator[Comment]:
    """Every comment of ``doc`` on a line of its own."""
    starts = [leaf.start for leaf in found]
    at = 0
    for line in doc.text.split("\n"):
        column = len(line) - len(line.lstrip(" \t"))
        after = bisect_left(starts, at + column) - 1
        inside = after >= 0 and at + column < found[after].end
        if line[column : column + 1] == "#" and not inside:
            yield Comment(at, column, after)
        at += len(line) + 1


def to_margin(doc: YamlDocument) -> str:
    """The text of ``doc`` with the comments after block texts at the margin."""
    found = leaves(doc)
    kept = comments(doc, found)
    splices = [
        Splice(c.line, c.line + c.column, "") for c in kept if c.after >= 0 and found[c.after].block
    ]
    return doc.changed(splices).decode()


def realigned(before: YamlDocument, after: YamlDocument) -> str | None:
    """The text of ``after`` with its comments beside what they stood beside in ``before``.

    Nothing where the two don't hold the same comments.
    """
    old, new = leaves(before), leaves(after)
    olds, news = list(comments(before, old)), list(comments(after, new))
    if len(old) != len(new) or [c.after for c in olds] != [c.after for c in news]:
        return None
    splices = [
        Splice(there.line, there.line + there.column, " " * _column(here, there, old, new))
        for here, there in zip(olds, news, strict=True)
    ]
    return after.changed(splices).decode()


def _column(here: Comment, there: Comment, old: list[Leaf], new: list[Leaf]) -> int:
    """The column of what stood in the comment's column, next after it or before it."""
    following, before = old[here.after + 1 :][:1], here.after
    if following and here.column in following[0].columns:
        # Of a list and a mapping in one column the inner one is meant: a list of its records.
        depth = len(following[0].columns) - following[0].columns[::-1].index(here.column)
        return new[before + 1].columns[depth - 1]
    if before >= 0 and here.column in old[before].columns:
        return new[before].columns[old[before].columns.index(here.column)]
    if before < 0 or not old[before].block:
        return there.column
    outer = [column for column in old[before].columns if column <= here.column]
    return new[before].columns[max(len(outer) - 1, 0)]
