"""``waypost fmt``: one way to lay out a file, by ruamel.yaml's round trip.

Indentation and spacing are made even and trailing blanks go; comments, order, quoting, line breaks
within texts, and what the file says stay. A second run changes nothing.
"""

import io
import re
from pathlib import Path
from typing import Final

from ruamel.yaml.error import YAMLError
from yaml import YAMLError as PyYAMLError

from waypost import parser
from waypost.core.nodes import Mapping, Node, Scalar
from waypost.edit.comments import realigned, to_margin
from waypost.edit.document import BOM, document
from waypost.edit.edit_transaction import EditRefused, well_formed
from waypost.edit.yaml_writer import ruamel

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
