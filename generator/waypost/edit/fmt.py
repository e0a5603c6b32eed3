"""``waypost fmt``: one way to lay out a file, by ruamel.yaml's round trip.

Indentation and spacing are made even and trailing blanks go; comments, order, quoting, line breaks
within texts, and what the file says stay. A second run changes nothing.
"""

from __future__ import annotations

import io
import re
from typing import Final

from waypost import source
from waypost.edit.document import BOM
from waypost.edit.fragment import ruamel
from waypost.edit.save import Refused
from waypost.nodes import Mapping, Node, Scalar

RUNS: Final = 4
"""How often a file is laid out before it is given up that the result settles."""

COMMENT: Final = re.compile(r"(?:^|\s)#[^\n]*")


def formatted(data: bytes, name: str) -> bytes:
    """The content of a file, laid out.

    Raises:
        Refused: the file isn't well-formed, or its layout can't be changed without losing
            something.
    """
    parsed = source.parse(data, name)
    if parsed.root is None:
        if parsed.problems:
            raise Refused(f"{name} can't be read as YAML; mend it first.", parsed.problems)
        return data
    text = data.decode()
    newline = "\r\n" if "\r\n" in text else "\n"
    result = _settled(text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n"), name)
    new = ((BOM if text.startswith(BOM) else "") + result.replace("\n", newline)).encode()
    again = source.parse(new, name)
    if again.root is None or _said(again.root) != _said(parsed.root) or _lost(text, result):
        raise Refused(f"{name} is left as it is: its layout can't be changed safely.")
    return new


def _settled(text: str, name: str) -> str:
    for _ in range(RUNS):
        result = _once(text)
        if result == text:
            return result
        text = result
    raise Refused(f"{name} is left as it is: its layout doesn't settle.")


def _once(text: str) -> str:
    yaml = ruamel()
    out = io.StringIO()
    yaml.dump(yaml.load(text), out)
    return out.getvalue()


def _lost(before: str, after: str) -> bool:
    """Whether a comment is gone."""
    return sorted(_comments(before)) != sorted(_comments(after))


def _comments(text: str) -> list[str]:
    return [found.strip() for found in COMMENT.findall(text.replace("\r\n", "\n"))]


def _said(node: Node) -> object:
    """What a node says, without its place."""
    if isinstance(node, Scalar):
        return ("", str(node.text), node.empty)
    if isinstance(node, Mapping):
        return {str(key): _said(value) for key, value in node.entries}
    return [_said(item) for item in node]
