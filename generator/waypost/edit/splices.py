"""Single changes to a mapping or list: splices that follow the style of what is there."""

from collections.abc import Mapping, Sequence
from typing import Final

import yaml

from waypost.edit import yaml_writer
from waypost.edit.document import (
    Splice,
    YamlDocument,
    content_end,
    find,
    inner,
    is_empty,
    is_flow,
    pairs,
)
from waypost.edit.yaml_writer import Plain

INDENT: Final = 2


def value(
    doc: YamlDocument, record: yaml.Node, key: str, text: str, after: str = ""
) -> list[Splice]:
    """Give ``key`` the one-line text ``text``; a new key stands after the key ``after``."""
    old = find(record, key)
    if old is None:
        return [new_key(doc, record, key, yaml_writer.scalar(text), after)]
    if isinstance(old, yaml.ScalarNode) and old.style in ("'", '"'):
        return [Splice(*inner(old), text)]
    return [in_place(doc, old, yaml_writer.scalar(text))]


def in_place(doc: YamlDocument, old: yaml.Node, written: str) -> Splice:
    """Put what is ``written`` in the place of a value, which may be nothing at all."""
    start, end = old.start_mark.index, content_end(doc, old)
    return Splice(start, end, (" " if start == end else "") + written)


def new_key(
    doc: YamlDocument, record: yaml.Node, key: str, written: str, after: str = ""
) -> Splice:
    """Add a key that isn't there; without ``after`` it becomes the last one."""
    if not record.value:
        inside = record.start_mark.index + 1
        return Splice(inside, inside, f"{key}: {written}")
    end = content_end(doc, find(record, after) or record.value[-1][1])
    if is_flow(record):
        return Splice(end, end, f", {key}: {written}")
    at = doc.line_end(end)
    pad = " " * record.start_mark.column
    return Splice(at, at, f"{doc.newline}{pad}{key}: {written}")


def first_key(doc: YamlDocument, record: yaml.Node, key: str, written: str) -> Splice:
    """Add a key that isn't there as the first one."""
    if is_flow(record):
        at = record.start_mark.index + 1
        return Splice(at, at, f"{key}: {written}, " if record.value else f"{key}: {written}")
    at = record.start_mark.index
    pad = " " * record.start_mark.column
    return Splice(at, at, f"{key}: {written}{doc.newline}{pad}")


def any_value(doc: YamlDocument, record: yaml.Node, key: str, new: Plain) -> Splice:
    """Give ``key`` a new value of any shape; a new key becomes the last one."""
    pad = record.start_mark.column
    pair = {key: new}
    block = yaml_writer.block(pair, indent=pad, newline=doc.newline)
    written = yaml_writer.flow(pair)[1:-1] if is_flow(record) else block
    for name, old in pairs(record):
        if name.value == key:
            return Splice(name.start_mark.index, content_end(doc, old), written)
    return new_key(doc, record, key, written.partition(":")[2].lstrip(" "))


def append(
    doc: YamlDocument, key: yaml.Node, node: yaml.Node, new: Sequence[Plain] | Mapping[str, Plain]
) -> Splice:
    """Append items to a list, or records to a mapping by their ids.

    ``node`` is the list or mapping, the value of the key ``key``.
    """
    keyed = isinstance(new, Mapping)
    entries = [{id: fields} for id, fields in new.items()] if isinstance(new, Mapping) else new
    if is_empty(node) or (is_flow(node) and not node.value):
        lead = " " * (key.start_mark.column + INDENT) + ("" if keyed else "- ")
        return _instead(doc, node, [_block(doc, lead, each) for each in entries])
    *_, last = node.value[-1] if isinstance(node, yaml.MappingNode) else node.value[-1:]
    if is_flow(node):
        at = last.end_mark.index
        return Splice(at, at, "".join(f", {_flow(each, keyed=keyed)}" for each in entries))
    lead = " " * node.start_mark.column
    if not keyed:
        lead += "-" + " " * max(1, last.start_mark.column - len(lead) - 1)
    in_brackets = is_flow(last) and not any(map(yaml_writer.has_lines, entries))
    written = [
        lead + _flow(each, keyed=keyed) if in_brackets else _block(doc, lead, each)
        for each in entries
    ]
    return _after(doc, node, last, written)


def _flow(entry: Plain, *, keyed: bool) -> str:
    written = yaml_writer.flow(entry)
    return written[1:-1] if keyed else written


def _block(doc: YamlDocument, lead: str, entry: Plain) -> str:
    return lead + yaml_writer.block(entry, indent=len(lead), newline=doc.newline)


def _instead(doc: YamlDocument, node: yaml.Node, written: Sequence[str]) -> Splice:
    """Lines in the place of an empty value, below its key and the comment behind that."""
    start, end = node.start_mark.index, content_end(doc, node)
    text = "".join(doc.newline + each for each in written)
    if start == end:
        start = end = doc.line_end(end)
        return Splice(start, end, text)
    last = doc.line_end(end)
    start = len(doc.text[:start].rstrip(" "))
    return Splice(start, last, doc.text[end:last].rstrip() + text)


def _after(doc: YamlDocument, node: yaml.Node, last: yaml.Node, written: Sequence[str]) -> Splice:
    """Lines after the last item of a block, with blank lines between where there are some."""
    at = doc.line_end(content_end(doc, last))
    gap = doc.newline if _spaced(doc, node) else ""
    end = doc.newline if at == len(doc.text) else ""
    return Splice(at, at, "".join(doc.newline + gap + each for each in written) + end)


def _spaced(doc: YamlDocument, node: yaml.Node) -> bool:
    """True where blank lines stand between the items of a block."""
    if len(node.value) < 2:
        return False
    before, last = node.value[-2:]
    if isinstance(last, tuple):
        before, last = before[1], last[0]
    between = doc.text[content_end(doc, before) : last.start_mark.index]
    return any(not line.strip() for line in between.split(doc.newline)[1:-1])


def section(doc: YamlDocument, key: str, new: Plain) -> Splice:
    """Add a key at the end of the file."""
    root = doc.root
    if root is not None and is_flow(root):
        return any_value(doc, root, key, new)
    text = yaml_writer.block({key: new}, newline=doc.newline) + doc.newline
    end = len(doc.text)
    gap = "" if not doc.text or doc.text.endswith(("\n", "\r")) else doc.newline
    blank = doc.newline if root is not None and doc.newline in doc.text.rstrip() else ""
    return Splice(end, end, gap + blank + text)
