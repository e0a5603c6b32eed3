"""Events to nodes: a stack instead of recursion, and a problem for what YAML has and we don't."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from waypost.core.nodes import NULLS, Mapping, Mark, Node, Scalar, Sequence, Text
from waypost.diagnostics import Problem
from waypost.parser import limits
from waypost.parser.characters import ODD_SPACES
from waypost.parser.escapes import escaped
from waypost.parser.events import Event, NextEvent, Place
from waypost.parser.positions import placed
from waypost.parser.source_text import Draft, reveal

_SURROGATE = re.compile("[\ud800-\udfff]")
_HASH = re.compile("#")
_COMMENT = re.compile(r"[ \t]+#")
_ROOMY_COMMENT = re.compile(r" {2,}#(?: |$)")
# Behind a quote or a comma the parser takes even this for a comment.
_TIGHT_COMMENT = re.compile(r",?#")
_TIGHT_BLOCK = re.compile(r"[|>][-+0-9]*#")

_FIRST_KEY = re.compile(r" *([^\s:#][^:#]*?) *:(?: |$)")
_INNER_DASH = re.compile(r"\n *(- .*)")

# In brackets the parser takes a question mark before a text for a sign of its own.
_QUESTIONS = (" ?", ",?", "[?", "{?")

# What `Mark(…)`, `Scalar(…)` and `Text(…)` do, without their detours: a file has many values.
_new_tuple = tuple.__new__
_new_text = str.__new__


Action = Callable[[Event], None]


class LimitReached(Exception):
    """The file holds more than it may; reading stops."""


@dataclass(slots=True)
class Open:
    """A list or mapping whose end hasn't come yet. ``keys`` is absent for a list."""

    at: Mark
    event: Event
    keys: dict[str, int] | None
    items: list[Any] = field(default_factory=list)
    key: Text | None = None
    awaits_value: bool = False
    repeats: bool = False
    drops: bool = False
    braces: bool = False

    def node(self) -> Node:
        """The finished node."""
        if self.keys is None:
            return Sequence(tuple(self.items), self.at)
        return Mapping(tuple(self.items), self.at)


class Builder:
    """Takes events; has the nodes and problems so far, also when the text turns out broken.

    ``whole`` is false as soon as something had to be left out, so that the nodes can't be trusted
    to hold all that the file says.
    """

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.text = draft.text
        self.problems: list[Problem] = []
        self.stack: list[Open] = []
        self.roots: list[Node] = []
        self.whole = True
        self.last: Event | None = None
        self._name = draft.name
        self._moved = draft.moved
        self._usual = not draft.disguised and not any(sign in self.text for sign in _QUESTIONS)
        self._anchors: dict[str, Node] = {}
        self._aliases: set[str] = set()
        self._sound: set[str] = set()
        self._nodes = 0
        self._comments = 0
        self._hashes = draft.lines_with(_HASH) if "#" in self.text else frozenset()

    def run(self, next_event: NextEvent) -> None:
        """Take all events. A mistake that the parser raises passes through."""
        actions: dict[type, Action] = {
            ScalarEvent: self._scalar,
            MappingStartEvent: self._start,
            SequenceStartEvent: self._start,
            MappingEndEvent: self._end,
            SequenceEndEvent: self._end,
            AliasEvent: self._alias,
            DocumentStartEvent: self._document,
        }
        if self._usual and not self._moved:
            actions[ScalarEvent] = self._quick_scalar()
        try:
            while (event := next_event()) is not None:
                action = actions.get(type(event))
                if action:
                    action(event)
                    self.last = event
        except LimitReached:
            self.whole = False

    def _quick_scalar(self) -> Action:
        """How a scalar is taken where all is well, as nearly always; else it goes to `_scalar`.

        It does what `_scalar` and `_add` do, without asking what can't be asked here.
        """
        # A file has a hundred thousand scalars, and each look at ``self`` takes its time.
        name, stack, problems, hashes, sound = (
            self._name,
            self.stack,
            self.problems,
            self._hashes,
            self._sound,
        )
        thorough, block = self._scalar, self._block
        longest, most = limits.LONGEST_TEXT, limits.MOST_NODES

        def take(event: Event) -> None:
            start, end, value, style = event.start_mark, event.end_mark, event.value, event.style
            line = start.line
            if (
                problems
                or line in hashes
                or event.anchor is not None
                or event.tag is not None
                or not stack
                or self._nodes >= most
                or len(value) > longest
            ):
                return thorough(event)
            if end.line != line:
                place = block(event) if style == "|" else None
            elif end.index - start.index - len(value) == (2 if style else 0):
                place = _new_tuple(Mark, (name, line + 1, start.column + (2 if style else 1)))
            else:
                place = None
            if place is None:
                return thorough(event)
            text = _new_text(Text, value)
            text.at = _new_tuple(Mark, (name, line + 1, start.column + 1)) if style else place
            text.block = place
            text.runs = ()
            parent = stack[-1]
            keys = parent.keys
            if keys is None:
                parent.items.append(_new_tuple(Scalar, (text, not style)))
            elif not parent.awaits_value:
                if text not in sound or text in keys or parent.drops:
                    return thorough(event)
                parent.key, parent.awaits_value, parent.repeats = text, True, False
            elif parent.key is None or parent.repeats:
                return thorough(event)
            else:
                keys[parent.key] = len(parent.items)
                parent.items.append((parent.key, _new_tuple(Scalar, (text, not style))))
                parent.awaits_value = False
            self._nodes += 1
            return None

        return take

    def _block(self, event: Event) -> Mark | None:
        """Where the first line of a literal block stands, where that is plain to see."""
        value, lines, first = event.value, self.draft.lines, event.start_mark.line + 1
        if value[:1] in ("", "\n") or event.end_mark.line in self._hashes or first >= len(lines):
            return None
        end = value.find("\n")
        column = len(lines[first]) - (end if end >= 0 else len(value))
        return _new_tuple(Mark, (self._name, first + 1, column + 1))

    @property
    def brackets(self) -> tuple[Place, ...]:
        """Where the lists and mappings in brackets start that aren't closed yet."""
        starts = (opened.event.start_mark for opened in self.stack)
        return tuple(start for start in starts if self.text.startswith(("[", "{"), start.index))

    @property
    def root(self) -> Node | None:
        """What the file says; several documents are read as one."""
        if not self.roots:
            return None
        first, *more = self.roots
        for other in more:
            first = merged(first, other)
        return first

    def _mark(self, mark: Place) -> Mark:
        if self._moved:
            return self.draft.mark(mark.line, mark.column)
        return _new_tuple(Mark, (self._name, mark.line + 1, mark.column + 1))

    def _report(self, code: str, at: Mark, width: int = 1, **about: str) -> None:
        shown = {name: reveal(value) for name, value in about.items()}
        self.problems.append(Problem(code, at, shown, width=max(1, width)))

    def _stop(self, code: str, at: Mark, limit: int) -> None:
        self._report(code, at, limit=f"{limit:,}")
        raise LimitReached

    def _document(self, event: Event) -> None:
        if self.roots:
            self._report("second-document", self._mark(event.start_mark), 3)

    def _scalar(self, event: Event) -> None:
        start, end, value = event.start_mark, event.end_mark, event.value
        at = self._mark(start)
        if len(value) > limits.LONGEST_TEXT:
            self._stop("text-too-long", at, limits.LONGEST_TEXT)
        commented = start.line in self._hashes or end.line in self._hashes
        if self._usual and not (commented or event.anchor or event.tag):
            self._add(Scalar(self._text(event, at), not event.style))
        else:
            self._unusual_scalar(event, at, commented=commented)

    def _text(self, event: Event, at: Mark) -> Text:
        """The text of a scalar without properties."""
        raw, value = self._raw(event), event.value
        if event.style == '"' and "\\" in raw:
            value = self._without_surrogates(raw, value, at)
        if not event.style and "\n" in raw:
            self._dashes(event, raw)
        return placed(value, at, event, self.draft, raw)

    def _unusual_scalar(self, event: Event, at: Mark, *, commented: bool) -> None:
        raw = self._raw(event)
        value = reveal(event.value)
        if event.style == '"' and "\\" in raw:
            value = self._without_surrogates(raw, value, at)
        if event.anchor or event.tag:
            node = self._with_properties(event, value, at)
        else:
            node = Scalar(placed(value, at, event, self.draft, raw), not event.style)
            if not event.style and "\n" in raw:
                self._dashes(event, raw)
        if commented:
            self._comment(event, raw)
        start = event.start_mark
        if raw and start.column and self.text[start.index - 1] == "?":
            self._report("reserved-sign", at._replace(column=at.column - 1), sign="?")
        self._add(node)

    def _raw(self, event: Event) -> str:
        return self.text[event.start_mark.index : event.end_mark.index]

    def _without_surrogates(self, raw: str, value: str, at: Mark) -> str:
        """Report the forbidden characters that escapes made; those that can't be kept go."""
        self.problems.extend(escaped(raw, at))
        return _SURROGATE.sub("\ufffd", value)

    def _with_properties(self, event: Event, value: str, at: Mark) -> Scalar:
        self._properties(event, at)
        raw = reveal(self._raw(event))
        # `!important text` lost its first word to the tag, but the text was meant.
        if not event.style and "\n" not in raw and (event.tag or not value):
            value = "" if raw.startswith("!<") else raw
        node = Scalar(Text(value, at), not event.style)
        if event.anchor:
            self._anchors[event.anchor] = node
        return node

    def _comment(self, event: Event, raw: str) -> None:
        """Warn of a comment that may well have been meant as text."""
        if event.style in ("|", ">"):
            block = _TIGHT_BLOCK.match(raw)
            if block:
                self._lost(event.start_mark, block.end() - 1)
            return
        end = event.end_mark
        rest = self.draft.lines[end.line][end.column :]
        found = _TIGHT_COMMENT.match(rest) or (not event.style and _COMMENT.match(rest))
        if found and not _ROOMY_COMMENT.match(rest):
            self._lost(end, found.end() - 1)

    def _dashes(self, event: Event, raw: str) -> None:
        """Warn of a list that YAML takes for more of the text above it."""
        found = _INNER_DASH.search(raw)
        if found:
            line = event.start_mark.line + raw.count("\n", 0, found.start()) + 1
            column = found.start(1) - found.start() - 1
            at = self._mark(event.start_mark)._replace(line=self.draft.mark(line, 0).line)
            self._report(
                "dash-in-text", at._replace(column=column + 1), len(found[1]), text=found[1]
            )

    def _tight(self, end: Place) -> None:
        if self.draft.lines[end.line].startswith("#", end.column) and end.column:
            self._lost(end, 0)

    def _lost(self, place: Place, offset: int) -> None:
        self._comments += 1
        at = self._mark(place)
        at = at._replace(column=at.column + offset)
        if self._comments <= limits.MOST_PROBLEMS:
            lost = reveal(self.draft.lines[place.line][place.column + offset :].rstrip())
            self._report("comment-in-text", at, len(lost), lost=lost)
        elif self._comments == limits.MOST_PROBLEMS + 1:
            self._report("more-comments", at, limit=f"{limits.MOST_PROBLEMS:,}")

    def _properties(self, event: Event, at: Mark) -> None:
        if event.anchor:
            self._report("anchor", at, len(event.anchor) + 1, name=event.anchor)
        if event.tag:
            self._report("tag", at, tag=event.tag.replace("tag:yaml.org,2002:", "!!"))

    def _alias(self, event: Event) -> None:
        at = self._mark(event.start_mark)
        name = event.anchor
        if name not in self._aliases:
            self._aliases.add(name)
            self._report("alias", at, len(name) + 1, name=name)
        known = self._anchors.get(name)
        if known is None:
            self.whole = False
        self._add(known or Scalar(Text(f"*{name}", at), plain=True))

    def _start(self, event: Event) -> None:
        at = self._mark(event.start_mark)
        if len(self.stack) >= limits.DEEPEST_NESTING:
            self._stop("nested-too-deep", at, limits.DEEPEST_NESTING)
        if event.anchor or event.tag:
            self._properties(event, at)
        opened = Open(at, event, {} if isinstance(event, MappingStartEvent) else None)
        parent = self.stack[-1] if self.stack else None
        if parent and parent.keys is not None and not parent.awaits_value:
            self._complex_key(parent, at)
        self.stack.append(opened)

    def _complex_key(self, parent: Open, at: Mark) -> None:
        outer = parent.event.start_mark
        parent.drops = True
        if parent.keys == {} and self.text.startswith("{{", outer.index):
            parent.braces = True
            self._report("leading-braces", parent.at, 2)
        else:
            self.whole = False
            self._report("complex-key", at)

    def _end(self, event: Event) -> None:
        opened = self.stack.pop()
        node = opened.node()
        if event.end_mark.line in self._hashes:
            self._tight(event.end_mark)
        if opened.braces:
            raw = self.text[opened.event.start_mark.index : event.end_mark.index]
            node = Scalar(Text(reveal(raw), opened.at), plain=True)
        self._add(node)

    def _add(self, node: Node) -> None:
        self._nodes += 1
        if self._nodes > limits.MOST_NODES:
            self._stop("too-many-values", node.at, limits.MOST_NODES)
        if self.problems and len(self.problems) - self._comments > limits.MOST_PROBLEMS:
            self._stop("too-many-problems", node.at, limits.MOST_PROBLEMS)
        if not self.stack:
            self.roots.append(node)
            return
        parent = self.stack[-1]
        if parent.keys is None:
            parent.items.append(node)
        elif parent.awaits_value:
            self._value(parent, node)
        else:
            self._key(parent, node)

    def _key(self, parent: Open, node: Node) -> None:
        parent.awaits_value = True
        parent.key = None
        parent.repeats = False
        if isinstance(node, Scalar) and not parent.drops:
            parent.key = self._checked_key(node, parent)
        parent.drops = False

    def _checked_key(self, node: Scalar, parent: Open) -> Text | None:
        key, keys = node.text, parent.keys
        assert keys is not None
        if not key or (node.plain and key in NULLS):
            self.whole = False
            self._report("null-key", key.at, len(key))
            return None
        if node.plain and key == "<<":
            self.whole = False
            self._report("merge-key", key.at, 2)
            return None
        if node.plain and key[0] in ODD_SPACES:
            self._report("odd-space", key.at)
            key = Text(key.strip(ODD_SPACES), key.at)
        if len(key) > limits.LONGEST_KEY:
            self._stop("key-too-long", key.at, limits.LONGEST_KEY)
        if node.plain:
            self._sound.add(str(key))
        if key in keys:
            self._repeated(key, parent)
        return key

    def _repeated(self, key: Text, parent: Open) -> None:
        """A key stands twice: the dash of a new item is missing, or one of the two is too many."""
        assert parent.keys is not None
        first, old = parent.items[parent.keys[key]]
        outer = self.stack[-2] if len(self.stack) > 1 else None
        in_list = outer is not None and outer.keys is None
        if outer is not None and in_list and self._begins_again(key, parent):
            line = self.draft.lines[key.at.line - 1].strip()
            dashed = " " * (outer.at.column - 1) + "- " + line
            self._report("missing-dash", key.at, len(key), text=line, why_line=dashed)
            outer.items.append(parent.node())
            parent.at, parent.keys, parent.items = key.at, {}, []
            return
        if isinstance(old, Scalar) and not in_list:
            mend = "Keep one of the two."
        elif outer is None:
            mend = f"Put what stands below it under the first one, on line {first.at.line}."
        elif in_list:
            mend = "Keep one of the two. If a new entry begins here, it starts with a dash."
        else:
            mend = "Keep one of the two, or give one of them a name of its own."
        about = {"key": str(key), "first": str(first.at.line), "why_mend": mend}
        self.problems.append(Problem("duplicate-key", key.at, about, (first.at,), len(key)))
        parent.repeats = True

    def _begins_again(self, key: Text, parent: Open) -> bool:
        """Whether the first key of an item stands again, and the next line repeats one too."""
        lines = self.draft.lines
        if key.at.line >= len(lines) or key != parent.items[0][0] or parent.keys is None:
            return False
        below = _FIRST_KEY.match(lines[key.at.line])
        alone = lines[key.at.line - 1].lstrip().startswith(key)
        return alone and below is not None and below[1] in parent.keys

    def _value(self, parent: Open, node: Node) -> None:
        parent.awaits_value = False
        key, keys = parent.key, parent.keys
        if key is None or keys is None:
            return
        if parent.repeats:
            first, old = parent.items[keys[key]]
            parent.items[keys[key]] = (first, merged(old, node))
        else:
            keys[key] = len(parent.items)
            parent.items.append((key, node))


def merged(first: Node, second: Node) -> Node:
    """Both, so that a key written twice hides nothing from the checks; the first value wins."""
    if isinstance(first, Sequence) and isinstance(second, Sequence):
        return Sequence(first.items + second.items, first.at)
    if isinstance(first, Mapping) and isinstance(second, Mapping):
        entries: dict[str, tuple[Text, Node]] = {key: (key, node) for key, node in first.entries}
        for key, node in second.entries:
            old = entries.get(key)
            entries[key] = (old[0], _joined(old[1], node)) if old else (key, node)
        return Mapping(tuple(entries.values()), first.at)
    return first


def _joined(first: Node, second: Node) -> Node:
    if isinstance(first, Sequence) and isinstance(second, Sequence):
        return Sequence(first.items + second.items, first.at)
    return first
