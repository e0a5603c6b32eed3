"""A name in a file: what it names, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import yaml

from waypost.model.records import ENTRY_TYPES

KINDS: Final = (
    *(cls.kind.name for cls in ENTRY_TYPES),
    "question",
    "option",
    "work_out",
    "fact",
    "source",
    "contact",
)
"""What can have an id."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Inside which tree, and which of its questions, a name stands."""

    tree: str = ""
    question: str = ""


NOWHERE: Final = Scope()


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a file, from ``start`` to ``end``.

    ``kind`` is what it names; where several kinds are possible it is ``entry``, ``any`` (a link by
    bare id), ``target`` (a question or outcome) or ``variable`` (a question or worked-out value).
    ``record`` is the node of what it defines, if it does; ``keyed`` where the name is the key
    under which that stands.
    """

    kind: str
    text: str
    start: int
    end: int
    scope: Scope = NOWHERE
    record: yaml.Node | None = None
    keyed: bool = False
