"""Single changes to a mapping or list: splices that follow the style of what is there."""

from __future__ import annotations

from typing import Final

import yaml

from waypost.edit import fragment
from waypost.edit.document import (
    Document,
    Splice,
    content_end,
    find,
    inner,
    is_empty,
    is_flow,
    items,
    pairs,
)
from waypost.edit.fragment import Plain

INDENT: Final = 2


def value(doc: Document, record: yaml.Node, key: str, text: str, after: str = "") -> list[Splice]:
    """Give ``key`` the one-line text ``text``; a new key stands after the key ``after``."""
    old = find(record, key)
    if old is None:
        return [new_key(doc, record, key, fragment.scalar(text), after)]
    if isinstance(old, yaml.ScalarNode) and old.style in ("'", '"'):
        return [Splice(*inner(old), text)]
    return [in_place(doc, old, fragment.scalar(text))]


def in_place(doc: Document, old: yaml.Node, written: str) -> Splice:
    """Put what is ``written`` in the place of a value, which may be nothing at all."""
    start, end = old.start_mark.index, content_end(doc, old)
    return Splice(start, end, (" " if start == end else "") + written)


def new_key(doc: Document, record: yaml.Node, key: str, written: str, after: str = "") -> Splice:
    """Add a key that isn't there; without ``after`` it becomes the last one."""
    entries = list(pairs(record))
    anchor = next((node for node in entries if node[0].value == after), entries[-1:] or None)
    if not anchor:
        inside = record.start_mark.index + 1
        return Splice(inside, inside, f"{key}: {written}")
    last = anchor[0] if isinstance(anchor, list) else anchor
    end = content_end(doc, last[1])
    if is_flow(record):
        return Splice(end, end, f", {key}: {written}")
    at = doc.line_end(end)
    pad = " " * record.start_mark.column
    return Splice(at, at, f"{doc.newline}{pad}{key}: {written}")


def first_key(doc: Document, record: yaml.Node, key: str, written: str) -> Splice:
    """Add a key that isn't there as the first one."""
    if is_flow(record):
        at = record.start_mark.index + 1
        return Splice(at, at, f"{key}: {written}, " if record.value else f"{key}: {written}")
    at = record.start_mark.index
    pad = " " * record.start_mark.column
    return Splice(at, at, f"{key}: {written}{doc.newline}{pad}")


def into_list(doc: Document, key: yaml.Node, node: yaml.Node, item: Plain) -> Splice:
    """Append an item to the list ``node``, the value of the key ``key``."""
    if is_empty(node):
        at = content_end(doc, node)
        dash = " " * (key.start_mark.column + INDENT) + "- "
        text = fragment.block(item, indent=len(dash), newline=doc.newline)
        if node.start_mark.index != at:
            return Splice(node.start_mark.index, at, doc.newline + dash + text)
        end = doc.line_end(at)
        return Splice(end, end, doc.newline + dash + text)
    if is_flow(node):
        return _into_flow(node, item)
    last = node.value[-1]
    at = doc.line_end(content_end(doc, last))
    dash = " " * node.start_mark.column + "-"
    dash += " " * max(1, last.start_mark.column - len(dash))
    text = (
        fragment.flow(item)
        if is_flow(last) and not fragment.has_lines(item)
        else fragment.block(item, indent=len(dash), newline=doc.newline)
    )
    gap = doc.newline if _spaced(doc, node) else ""
    return Splice(at, at, doc.newline + gap + dash + text)


def _into_flow(node: yaml.Node, item: Plain) -> Splice:
    last = list(items(node))[-1:]
    at = last[0].end_mark.index if last else node.start_mark.index + 1
    return Splice(at, at, (", " if last else "") + fragment.flow(item))


def _spaced(doc: Document, node: yaml.Node) -> bool:
    """Whether blank lines stand between the items of a list."""
    if len(node.value) < 2:
        return False
    before, last = node.value[-2:]
    between = doc.text[content_end(doc, before) : last.start_mark.index]
    return any(not line.strip() for line in between.split(doc.newline)[1:-1])


def section(doc: Document, key: str, item: Plain) -> Splice:
    """Add a section with one item at the end of the file."""
    root = doc.root
    if root is not None and is_flow(root):
        written = fragment.flow([item])
        return new_key(doc, root, key, written)
    body = fragment.block(item, indent=4, newline=doc.newline)
    text = f"{key}:{doc.newline}  - {body}{doc.newline}"
    end = len(doc.text)
    gap = "" if not doc.text or doc.text.endswith(("\n", "\r")) else doc.newline
    blank = doc.newline if root is not None and "\n" in doc.text.rstrip() else ""
    return Splice(end, end, gap + blank + text)
