"""``waypost fmt``: one way to lay out a file, by ruamel.yaml's round trip.

Indentation and spacing are made even and trailing blanks go; comments, order, quoting, line breaks
within texts, and what the file says stay. A second run changes nothing.

ruamel.yaml leaves comments on lines of their own in their old column. After a block text that would
make them part of the text, so they are taken to the margin first and put back afterwards.
"""

import io
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml
from ruamel.yaml.error import YAMLError
from yaml import YAMLError as PyYAMLError

from waypost import parser
from waypost.core.nodes import Mapping, Node, Scalar
from waypost.edit.document import BLOCK_STYLES, BOM, Splice, YamlDocument, content_end, document
from waypost.edit.edit_transaction import EditRefused, well_formed
from waypost.edit.yaml_writer import ruamel


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


RUNS: Final = 4
"""How often a file is laid out before it is given up that the result settles."""

COMMENT: Final = re.compile(r"(?:^|\s)#[^\n]*")


def formatted(data: bytes, name: str) -> bytes:
    """The content of a file, laid out.

    Raises:
        EditRefused: the file isn't well-formed, or its layout can't be changed without losing
            something.
    """
    parsed = well_formed(data, name)
    if parsed.root is None:
        return data
    text = data.decode()
    newline = "\r\n" if "\r\n" in text else "\n"
    plain = text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")
    result = _settled(plain, name)
    new = ((BOM if text.startswith(BOM) else "") + result.replace("\n", newline)).encode()
    again = parser.parse(new, name)
    if (
        again.root is None
        or _value(again.root) != _value(parsed.root)
        or _comments(result) != _comments(plain)
    ):
        raise EditRefused(f"{name} is left as it is: its layout can't be changed safely.")
    return new


def _settled(text: str, name: str) -> str:
    for _ in range(RUNS):
        result = _once(text, name)
        if result == text:
            return result
        text = result
    raise EditRefused(f"{name} is left as it is: its layout doesn't settle.")


def _once(text: str, name: str) -> str:
    before = document(Path(name), text.encode())
    yaml = ruamel()
    out = io.StringIO()
    try:
        yaml.dump(yaml.load(to_margin(before)), out)
        result = realigned(before, document(Path(name), out.getvalue().encode()))
    except (YAMLError, PyYAMLError):
        # Rare layouts that ruamel.yaml can't write back, such as comments inside a plain text.
        result = None
    if result is None:
        raise EditRefused(f"{name} is left as it is: its layout can't be changed safely.")
    return result


def _comments(text: str) -> list[str]:
    return sorted(found.strip() for found in COMMENT.findall(text))


def _value(node: Node) -> object:
    """The value of a node, without its place."""
    if isinstance(node, Scalar):
        return ("", str(node.text), node.empty)
    if isinstance(node, Mapping):
        return {str(key): _value(value) for key, value in node.entries}
    return [_value(item) for item in node]
