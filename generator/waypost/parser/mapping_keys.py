"""Keys of mappings: those that can't be one, repeated ones, and the item whose dash is missing."""

import re

from waypost.core.nodes import NULLS, Node, Scalar, Text
from waypost.diagnostics import Problem
from waypost.parser import limits
from waypost.parser.characters import ODD_SPACES
from waypost.parser.open_node import OpenNode
from waypost.parser.problem_log import ProblemLog

_FIRST_KEY = re.compile(r" *([^\s:#][^:#]*?) *:(?: |$)")


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
