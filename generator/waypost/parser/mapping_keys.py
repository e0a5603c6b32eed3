"""Keys of mappings: those that can't be one, repeated ones, and the item whose dash is missing."""

from __future__ import annotations

import re

from waypost.core.nodes import NULLS, Node, Scalar, Text
from waypost.diagnostics import Problem
from waypost.parser import limits
from waypost.parser.characters import ODD_SPACES
from waypost.parser.open_node import OpenNode
from waypost.parser.problem_log import ProblemLog

_FIRST_KEY = re.compile(r" *([^\s:#][^:#]*?) *:(?: |$)")


class KeyChecker:
    """Checks the keys of a file's mappings."""

    def __init__(self, log: ProblemLog) -> None:
        self._log = log
        self._lines = log.source.lines

    def begin(self, node: Node, parent: OpenNode, outer: OpenNode | None) -> None:
        """Take ``node`` for the next key of ``parent``, which stands in ``outer``."""
        parent.awaits_value, parent.repeats, parent.key = True, False, None
        if isinstance(node, Scalar) and not parent.drops_key:
            parent.key = key = self._checked(node)
            if parent.keys and key is not None and key in parent.keys:
                self._repeated(key, parent, outer)
        parent.drops_key = False

    def _checked(self, key: Scalar) -> Text | None:
        """A key as it counts; None where it can't be one."""
        text = key.text
        if not text or (key.plain and text in NULLS):
            self._log.incomplete("null-key", text.at, len(text))
            return None
        if key.plain and text == "<<":
            self._log.incomplete("merge-key", text.at, 2)
            return None
        if key.plain and text[0] in ODD_SPACES:
            self._log.report("odd-space", text.at)
            text = Text(text.strip(ODD_SPACES), text.at)
        if len(text) > limits.LONGEST_KEY:
            self._log.stop("key-too-long", text.at, limits.LONGEST_KEY)
        return text

    def _repeated(self, key: Text, parent: OpenNode, outer: OpenNode | None) -> None:
        """Report a second key: the dash of a new item is missing, or one of both is too many."""
        assert parent.keys is not None
        first, old = parent.items[parent.keys[key]]
        in_list = outer is not None and outer.keys is None
        if outer is not None and in_list and self._begins_again(key, parent):
            line = self._lines[key.at.line - 1].strip()
            dashed = " " * (outer.at.column - 1) + "- " + line
            self._log.report("missing-dash", key.at, len(key), text=line, why_line=dashed)
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
        self._log.problems.append(Problem("duplicate-key", key.at, about, (first.at,), len(key)))
        parent.repeats = True

    def _begins_again(self, key: Text, parent: OpenNode) -> bool:
        """True if an item's first key stands again, and the next line repeats one, too."""
        if key.at.line >= len(self._lines) or key != parent.items[0][0] or parent.keys is None:
            return False
        below = _FIRST_KEY.match(self._lines[key.at.line])
        alone = self._lines[key.at.line - 1].lstrip().startswith(key)
        return alone and below is not None and below[1] in parent.keys
