"""YAML laid out as nearly all knowledge bases are, read without a parser.

A key and its value on a line, lists with a dash, texts behind a bar, brackets that end on their
line: of such lines there is only one way to read them, and it takes half of the time. A file with
any other line is left to the parser as a whole, which also tells what is wrong with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from waypost.core.nodes import NULLS, Mapping, Mark, Node, Scalar, Sequence, Text
from waypost.model.records import NOWHERE
from waypost.parser import limits
from waypost.parser.source_text import LINE_SEPARATORS

DEEPEST: Final = 20
"""Lists and mappings inside one another."""

UNUSUAL: Final = ("\t", *LINE_SEPARATORS)

_NAME: Final = rf"[A-Za-z0-9_][A-Za-z0-9_-]{{0,{limits.LONGEST_KEY - 1}}}+"
# A text without quotes: it begins with no sign, and a colon in it touches what follows.
_BEGINS: Final = r"(?:[^\W_]|[(“‘„«¿¡$€£…<=])"
_PLAIN: Final = rf"{_BEGINS}(?:[^\n:#]|:(?=\S))*+(?<! )"
_INNER: Final = rf"{_BEGINS}[^\n:#,\[\]{{}}?]*+(?<! )"
_QUOTED: Final = r"\"([^\"\\\n]++)\"|'([^'\n]++)'"

LINE: Final = re.compile(
    rf"( *+)(?:(-) ++)?+(?:({_NAME}):(?: ++|(?=\n)))?+(?:([|>]-?)|{_QUOTED}|([\[{{])|({_PLAIN}))?+"
)
KEY, BAR, QUOTED, BRACKET, PLAIN = 3, 4, (5, 6), 7, 8
"""The groups of `LINE` behind the indent and the dash."""

SKIPPED: Final = re.compile(r" *+(?:#[^\n]*+)?+\n")
INNER_KEY: Final = re.compile(rf"(?:{_QUOTED}|({_NAME})): ++")
INNER: Final = re.compile(rf"{_QUOTED}|({_INNER})")
FIRST: Final = re.compile(r"\n( ++)(?=[^ \n])")
SHORT: Final = re.compile(r"( *+)(\n?)")

# What `Mark(…)`, `Scalar(…)` and `Text(…)` do, without their detours: a file has many values.
_new_tuple = tuple.__new__
_new_text = str.__new__


class UnusualError(Exception):
    """A line of another kind."""


@dataclass(slots=True)
class Open:
    """A list or mapping whose end hasn't come yet; ``key`` waits for what stands below it."""

    indent: int
    at: Mark
    items: list[Any]
    keys: set[str] | None
    key: Text | None = None

    def put(self, node: Node) -> None:
        """Take a value."""
        if self.keys is None:
            self.items.append(node)
        elif self.key is None:
            raise UnusualError
        else:
            self.items.append((self.key, node))
            self.key = None

    def node(self) -> Node:
        """The finished node."""
        if self.key is not None:
            raise UnusualError
        items = tuple(self.items)
        return Sequence(items, self.at) if self.keys is None else Mapping(items, self.at)


NOTHING: Final = Open(-1, NOWHERE, [], None)
"""What the first line stands in."""


def usual(text: str, name: str) -> Node | None:
    """What ``text`` says, with the places that the parser would give; None where it takes one."""
    if not text.endswith("\n") or any(sign in text for sign in UNUSUAL):
        return None
    try:
        return _Reader(text, name).root()
    except UnusualError:
        return None


class _Reader:
    """A text, and how far it has been read. Lines and places count from 0."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name
        self.start = 0
        self.line = 0
        self.nodes = 0
        self.stack: list[Open] = []

    def root(self) -> Node:
        """What the whole text says."""
        end = len(self.text)
        while self.start < end:
            self._line()
        while len(self.stack) > 1:
            self._close()
        if not self.stack or self.nodes > limits.MOST_NODES:
            raise UnusualError
        return self.stack[0].node()

    def _line(self) -> None:
        text, start = self.text, self.start
        found = LINE.match(text, start)
        assert found is not None
        last = found.lastindex or 0
        if last < KEY:
            if not SKIPPED.match(text, start):
                raise UnusualError
            end = text.index("\n", start)
        else:
            key, dash = found[KEY], found[2] is not None
            parent = self.stack[-1] if self.stack else NOTHING
            if dash or parent.key or parent.keys is None or parent.indent != len(found[1]):
                parent = self._parent(found, dash=dash)
            if key is not None:
                self._name(parent, key, found.start(KEY) - start)
            elif not dash:
                raise UnusualError
            end = found.end()
            if last == BAR:
                return self._block(parent, found)
            if last == BRACKET:
                node, end = self._brackets(end - 1, len(self.stack))
                parent.put(node)
            elif last != KEY:
                parent.put(self._scalar(found[last], found.start(last), quoted=last in QUOTED))
            if text[end] != "\n":
                raise UnusualError
        self.start = end + 1
        self.line += 1
        return None

    def _parent(self, found: re.Match[str], *, dash: bool) -> Open:
        """The list or mapping that a line stands in; it begins here where none is open."""
        stack, indent = self.stack, len(found[1])
        while stack and stack[-1].indent > indent:
            self._close()
        parent = stack[-1] if stack else None
        if dash:
            # A list may stand right below its key, without being indented.
            if parent is not None and parent.keys is not None and parent.key is not None:
                parent = self._open(indent, None)
            elif parent is None or parent.keys is not None or parent.indent != indent:
                raise UnusualError
            if found[KEY] is None:
                return parent
            return self._open(found.start(KEY) - self.start, set())
        if parent is not None and parent.keys is None and parent.indent == indent:
            self._close()
            parent = stack[-1] if stack else None
        if parent is None or (parent.key is not None and parent.indent < indent):
            if parent is None and indent:
                raise UnusualError
            return self._open(indent, set())
        if parent.keys is None or parent.key is not None or parent.indent != indent:
            raise UnusualError
        return parent

    def _open(self, indent: int, keys: set[str] | None) -> Open:
        at = _new_tuple(Mark, (self.name, self.line + 1, indent + 1))
        opened = Open(indent, at, [], keys)
        self.stack.append(opened)
        self.nodes += 1
        if len(self.stack) > DEEPEST:
            raise UnusualError
        return opened

    def _close(self) -> None:
        node = self.stack.pop().node()
        if not self.stack:
            raise UnusualError
        self.stack[-1].put(node)

    def _name(self, parent: Open, key: str, column: int) -> None:
        """The key of a mapping's next value."""
        assert parent.keys is not None
        if key in parent.keys or key in NULLS:
            raise UnusualError
        parent.keys.add(key)
        parent.key = text = _new_text(Text, key)
        text.at = text.block = _new_tuple(Mark, (self.name, self.line + 1, column + 1))
        text.runs = ()
        self.nodes += 1

    def _scalar(self, value: str, place: int, *, quoted: bool) -> Scalar:
        """A text on this line that stands at ``place``, behind its quote."""
        column = place - self.start + 1
        text = _new_text(Text, value)
        text.block = block = _new_tuple(Mark, (self.name, self.line + 1, column))
        text.at = _new_tuple(Mark, (self.name, self.line + 1, column - 1)) if quoted else block
        text.runs = ()
        self.nodes += 1
        if len(value) > limits.LONGEST_TEXT:
            raise UnusualError
        return _new_tuple(Scalar, (text, not quoted))

    def _block(self, parent: Open, found: re.Match[str]) -> None:
        """A text behind a bar, and the lines that it stands on."""
        text, start = self.text, found.end()
        first = FIRST.match(text, start)
        width = len(first[1]) if first else 0
        if width <= parent.indent:
            raise UnusualError
        end = _lines(width).match(text, start + 1).end()  # type: ignore[union-attr]
        short = SHORT.match(text, end)
        assert short is not None
        # What follows is neither a blank line with spaces nor one that stands too far right.
        if short[1] and (short[2] or len(short[1]) > parent.indent):
            raise UnusualError
        written = text[start + 1 : end]
        sign, chomped = found[BAR][0], found[BAR][1:]
        value = written.rstrip("\n")[width:].replace("\n" + " " * width, "\n")
        made = self._scalar(value + ("" if chomped else "\n"), found.start(BAR), quoted=False).text
        made.block = _new_tuple(Mark, (self.name, self.line + 2, width + 1))
        if sign == ">":
            made = self._folded(value, made, width)
        parent.put(_new_tuple(Scalar, (made, False)))
        self.start = end
        self.line += 1 + written.count("\n")

    def _folded(self, value: str, made: Text, width: int) -> Text:
        """A text whose lines are one."""
        runs: list[tuple[int, Mark]] = []
        offset = 0
        for number, line in enumerate(value.split("\n"), self.line + 2):
            if line[:1] in ("", " ") or line[-1] == " " or len(runs) >= limits.MOST_RUNS:
                raise UnusualError
            runs.append((offset, Mark(self.name, number, width + 1)))
            offset += len(line) + 1
        return Text(made.replace("\n", " ", len(runs) - 1), made.at, None, tuple(runs))

    def _brackets(self, place: int, depth: int) -> tuple[Node, int]:
        """What stands in the brackets that open at ``place``, and the place behind them."""
        text, sign = self.text, self.text[place]
        at = _new_tuple(Mark, (self.name, self.line + 1, place - self.start + 1))
        held = Open(0, at, [], None if sign == "[" else set())
        closing = "]" if sign == "[" else "}"
        self.nodes += 1
        place += 1
        if depth > DEEPEST or text[place] == closing:
            raise UnusualError
        while True:
            if held.keys is not None:
                place = self._inner_key(held, place)
            node, place = self._inner(place, depth)
            held.put(node)
            if text[place] == closing:
                return held.node(), place + 1
            if not text.startswith(", ", place):
                raise UnusualError
            place += 2

    def _inner_key(self, held: Open, place: int) -> int:
        found = INNER_KEY.match(self.text, place)
        if found is None or found.lastindex is None:
            raise UnusualError
        column = found.start(found.lastindex) - self.start
        self._name(held, found[found.lastindex], column)
        if found.lastindex < 3 and held.key is not None:
            held.key.at = _new_tuple(Mark, (self.name, self.line + 1, column))
        return found.end()

    def _inner(self, place: int, depth: int) -> tuple[Node, int]:
        if self.text[place] in "[{":
            return self._brackets(place, depth + 1)
        found = INNER.match(self.text, place)
        if found is None or found.lastindex is None:
            raise UnusualError
        last = found.lastindex
        return self._scalar(found[last], found.start(last), quoted=last < 3), found.end()


@cache
def _lines(width: int) -> re.Pattern[str]:
    """Lines of a text that stands ``width`` columns further right, and empty ones."""
    return re.compile(rf"(?:(?: {{{width}}} *+[^ \n][^\n]*+)?\n)++")
