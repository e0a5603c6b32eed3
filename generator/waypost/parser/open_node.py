"""Lists and mappings whose end hasn't come yet: their keys, and what a repeated one merges."""

import re
from dataclasses import dataclass, field
from typing import Any

from waypost.core.nodes import NULLS, Mapping, Mark, Node, Scalar, Sequence, Text
from waypost.diagnostics import Problem
from waypost.parser import limits
from waypost.parser.characters import ODD_SPACES
from waypost.parser.events import Event
from waypost.parser.problem_log import ProblemLog

_FIRST_KEY = re.compile(r" *([^\s:#][^:#]*?) *:(?: |$)")


@dataclass(slots=True)
class OpenNode:
    """A list or mapping while it is parsed.

    ``items`` are the nodes of a list, or the pairs of a mapping. ``keys`` maps each key of a
    mapping to its index in ``items``; it is None for a list. ``key`` is the key whose value comes
    next where ``awaits_value``, or None if that value is dropped; ``repeats`` tells that it stood
    before. ``drops_key`` tells that the next key is a collection, and ``in_braces`` that the whole
    mapping is a text that begins with ``{{``.
    """

    at: Mark
    event: Event
    keys: dict[str, int] | None
    items: list[Any] = field(default_factory=list)
    key: Text | None = None
    awaits_value: bool = False
    repeats: bool = False
    drops_key: bool = False
    in_braces: bool = False

    def node(self) -> Node:
        if self.keys is None:
            return Sequence(tuple(self.items), self.at)
        return Mapping(tuple(self.items), self.at)

    def add_value(self, node: Node) -> None:
        """Add the value of `key` to a mapping; a repeated key's is merged with the first one's."""
        self.awaits_value = False
        key, keys = self.key, self.keys
        if key is None or keys is None:
            return
        if self.repeats:
            first, old = self.items[keys[key]]
            self.items[keys[key]] = (first, merged(old, node))
        else:
            keys[key] = len(self.items)
            self.items.append((key, node))


def merged(first: Node, second: Node) -> Node:
    """Both, so that a key written twice hides nothing from the checks; the first value wins."""
    if isinstance(first, Mapping) and isinstance(second, Mapping):
        entries: dict[str, tuple[Text, Node]] = {key: (key, node) for key, node in first.entries}
        for key, node in second.entries:
            old = entries.get(key)
            entries[key] = (old[0], _joined(old[1], node)) if old else (key, node)
        return Mapping(tuple(entries.values()), first.at)
    return _joined(first, second)


def _joined(first: Node, second: Node) -> Node:
    if isinstance(first, Sequence) and isinstance(second, Sequence):
        return Sequence(first.items + second.items, first.at)
    return first


def begin_key(node: Node, parent: OpenNode, outer: OpenNode | None, log: ProblemLog) -> None:
    """Check ``node`` as the next key of ``parent``, which stands in ``outer``."""
    parent.awaits_value, parent.repeats, parent.key = True, False, None
    if isinstance(node, Scalar) and not parent.drops_key:
        parent.key = key = _checked(node, log)
        if parent.keys and key is not None and key in parent.keys:
            _repeated(key, parent, outer, log)
    parent.drops_key = False


def _checked(key: Scalar, log: ProblemLog) -> Text | None:
    """A key as it counts; None where it can't be one."""
    text = key.text
    if not text or (key.plain and text in NULLS):
        log.incomplete("null-key", text.at, len(text))
        return None
    if key.plain and text == "<<":
        log.incomplete("merge-key", text.at, 2)
        return None
    if key.plain and text[0] in ODD_SPACES:
        log.report("odd-space", text.at)
        text = Text(text.strip(ODD_SPACES), text.at)
    if len(text) > limits.LONGEST_KEY:
        log.stop("key-too-long", text.at, limits.LONGEST_KEY)
    return text


def _repeated(key: Text, parent: OpenNode, outer: OpenNode | None, log: ProblemLog) -> None:
    """Report a second key: the dash of a new item is missing, or one of both is too many."""
    assert parent.keys is not None
    first, old = parent.items[parent.keys[key]]
    lines = log.source.lines
    in_list = outer is not None and outer.keys is None
    if outer is not None and in_list and _begins_again(key, parent, lines):
        line = lines[key.at.line - 1].strip()
        dashed = " " * (outer.at.column - 1) + "- " + line
        log.report("missing-dash", key.at, len(key), text=line, why_line=dashed)
        outer.items.append(parent.node())
        parent.at, parent.keys, parent.items = key.at, {}, []
        return
    if isinstance(old, Scalar) and not in_list:
        remedy = "Keep one of the two."
    elif outer is None:
        remedy = f"Put what stands below it under the first one, on line {first.at.line}."
    elif in_list:
        remedy = "Keep one of the two. If a new entry begins here, it starts with a dash."
    else:
        remedy = "Keep one of the two, or give one of them a name of its own."
    about = {"key": str(key), "first": str(first.at.line), "why_mend": remedy}
    log.problems.append(Problem("duplicate-key", key.at, about, (first.at,), len(key)))
    parent.repeats = True


def _begins_again(key: Text, parent: OpenNode, lines: list[str]) -> bool:
    """True if an item's first key stands again, and the next line repeats one, too."""
    if key.at.line >= len(lines) or key != parent.items[0][0] or parent.keys is None:
        return False
    below = _FIRST_KEY.match(lines[key.at.line])
    alone = lines[key.at.line - 1].lstrip().startswith(key)
    return alone and below is not None and below[1] in parent.keys
