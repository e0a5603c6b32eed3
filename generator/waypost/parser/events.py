"""YAML events of a text: PyYAML's, from libyaml where it is there, else from Python."""

from collections.abc import Callable
from typing import Any, Final, Protocol

import yaml

EventMark = yaml.Mark
"""A position in a text: ``line``, ``column`` and ``index``, which count from 0."""


class Event(Protocol):
    """The attributes of PyYAML's events; some kinds have but a few of them."""

    start_mark: EventMark
    end_mark: EventMark
    anchor: str
    tag: str | None
    value: str
    style: str | None


NextEvent = Callable[[], Event | None]

LOADER: Final[Any] = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
"""PyYAML's loader of the safe kind: in C where libyaml is there, else in Python."""


def events(text: str, *, pure: bool = False) -> NextEvent:
    """A function that gives the next event of ``text``, and nothing after the last.

    It raises `yaml.MarkedYAMLError` at a mistake. ``pure`` asks for the Python parser.
    """
    loader = yaml.SafeLoader if pure else LOADER
    return loader(text).get_event


Mistake = yaml.MarkedYAMLError
