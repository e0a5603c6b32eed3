"""Lists and mappings whose end hasn't come yet, and nodes merged where a key is repeated."""

from dataclasses import dataclass, field
from typing import Any

from waypost.core.nodes import Mapping, Mark, Node, Sequence, Text
from waypost.parser.events import Event


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
        """The finished node."""
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
