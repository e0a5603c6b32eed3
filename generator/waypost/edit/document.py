"""A YAML file as text with the place of every node, and changes to it as splices.

PyYAML's parser says where each node stands; what is written anew comes from ruamel.yaml
(`edit.yaml_writer`). Everything between the splices is copied, so comments, order, quoting, line
breaks and a byte order mark stay as they are.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

from waypost.core.nodes import NULLS
from waypost.parser.events import LOADER

BOM: Final = "\ufeff"
BLOCK_STYLES: Final = ("|", ">")


@dataclass(frozen=True, slots=True)
class Splice:
    """Put ``text`` in place of the characters from ``start`` to ``end``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """A file. ``text`` is its content without a byte order mark; ``root`` its top node, if any."""

    path: Path
    text: str
    bom: bool
    root: yaml.Node | None

    @property
    def newline(self) -> str:
        """The line break that the file uses."""
        if "\r\n" in self.text:
            return "\r\n"
        return "\r" if "\r" in self.text and "\n" not in self.text else "\n"

    def raw(self, node: yaml.Node) -> str:
        return self.text[node.start_mark.index : node.end_mark.index]

    def line_end(self, index: int) -> int:
        """The end of the line that holds ``index``, before its line break."""
        ends = [at for at in (self.text.find(char, index) for char in "\r\n") if at >= 0]
        return min(ends, default=len(self.text))

    def changed(self, splices: Iterable[Splice]) -> bytes:
        """The file's new content; splices don't overlap, and equal places keep their order."""
        parts: list[str] = [BOM if self.bom else ""]
        done = 0
        for splice in sorted(splices, key=lambda each: (each.start, each.end)):
            parts += [self.text[done : splice.start], splice.text]
            done = splice.end
        return "".join([*parts, self.text[done:]]).encode()


def document(path: Path, data: bytes) -> YamlDocument:
    """The file at ``path`` that holds ``data``, which `parser` has found to be well-formed."""
    text = data.decode()
    bom = text.startswith(BOM)
    text = text.removeprefix(BOM)
    return YamlDocument(path, text, bom, yaml.compose(text, Loader=LOADER))


def pairs(node: yaml.Node | None) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
    """The keys and values of a mapping; nothing where ``node`` is something else."""
    if isinstance(node, yaml.MappingNode):
        yield from ((k, v) for k, v in node.value if isinstance(k, yaml.ScalarNode))


def items(node: yaml.Node | None) -> Iterator[yaml.Node]:
    """The items of a list; nothing where ``node`` is something else."""
    if isinstance(node, yaml.SequenceNode):
        yield from node.value


def find(node: yaml.Node | None, key: str) -> yaml.Node | None:
    return next((value for name, value in pairs(node) if name.value == key), None)


def is_empty(node: yaml.Node | None) -> bool:
    """True where a node is absent, or an unquoted ``~``, ``null`` or nothing."""
    if node is None:
        return True
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value in {"", *NULLS}


def is_flow(node: yaml.Node) -> bool:
    """True where a list or mapping is written in brackets."""
    return bool(getattr(node, "flow_style", False))


def content_end(doc: YamlDocument, node: yaml.Node) -> int:
    """The end of a node's own content, before the blank lines and comments that follow it."""
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, yaml.ScalarNode):
        raw = doc.text[start:end]
        if node.style in BLOCK_STYLES:
            return start + len(_without_last_break(raw) if _keeps(raw) else raw.rstrip())
        return end
    if is_flow(node) or not node.value:
        return end
    last = node.value[-1]
    return content_end(doc, last[1] if isinstance(last, tuple) else last)


def _without_last_break(raw: str) -> str:
    """A block that keeps its trailing blank lines, up to the last of them."""
    raw = raw.rstrip(" ")
    return raw[: -2 if raw.endswith("\r\n") else -1] if raw.endswith(("\n", "\r")) else raw


def _keeps(raw: str) -> bool:
    """True where a block text keeps its trailing blank lines (``|+``)."""
    return "+" in raw.split("\n", 1)[0].split("#", 1)[0]


def inner(node: yaml.Node) -> tuple[int, int]:
    """The start and end of a one-line scalar's text, without its quotes."""
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, yaml.ScalarNode) and node.style in ("'", '"'):
        return start + 1, end - 1
    return start, end
