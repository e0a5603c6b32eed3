"""YAML events of a text: PyYAML's, from libyaml where it is there, else from Python."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import yaml
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

try:
    from yaml import _yaml
except ImportError:  # PyYAML was built without libyaml
    _yaml = None  # type: ignore[assignment]


class EventMark(Protocol):
    """A position in a text, PyYAML's ``Mark``. All three count from 0."""

    line: int
    column: int
    index: int


class Event(Protocol):
    """The attributes of PyYAML's events; some kinds have but a few of them."""

    start_mark: EventMark
    end_mark: EventMark
    anchor: str
    tag: str | None
    value: str
    style: str | None


NextEvent = Callable[[], Event | None]


class _PythonParser(Reader, Scanner, Parser):
    """PyYAML's own parser without its composer, which would recurse."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)


def events(text: str, *, pure: bool = False) -> NextEvent:
    """A function that gives the next event of ``text``, and nothing after the last.

    It raises `yaml.MarkedYAMLError` at a mistake. ``pure`` asks for the Python parser.
    """
    parser: Any = _PythonParser(text) if pure or _yaml is None else _yaml.CParser(text.encode())
    return parser.get_event  # type: ignore[no-any-return]


Mistake = yaml.MarkedYAMLError
