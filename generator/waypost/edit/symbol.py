"""Symbols: ids in a file, where they are defined or referred to."""

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
"""The kinds of things that have ids."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The tree, and the question of it, inside which a symbol stands."""

    tree: str = ""
    question: str = ""


NOWHERE: Final = Scope()


@dataclass(frozen=True, slots=True)
class Symbol:
    """An id in a file, from ``start`` to ``end``.

    Where several kinds are possible, ``kind`` is ``entry``, ``any`` (a link by bare id), ``target``
    (a question or outcome) or ``variable`` (a question or worked-out value). A definition has the
    node of its ``record``; it is ``keyed`` where the id is the key of that.
    """

    kind: str
    text: str
    start: int
    end: int
    scope: Scope = NOWHERE
    record: yaml.Node | None = None
    keyed: bool = False
