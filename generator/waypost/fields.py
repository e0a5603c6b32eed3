"""Which fields of a record a check has to look at: found once for each class, since a knowledge
base has many records and most of their fields hold nothing of what is looked for."""

from __future__ import annotations

from functools import cache

from waypost import kinds
from waypost.load import RECORDS, fields_of
from waypost.model import Placed

Held = tuple[tuple[str, kinds.Kind], ...]
"""The names of fields, each with its kind."""


def holding(cls: type[Placed], *wanted: type[kinds.Kind]) -> Held:
    """The fields of ``cls`` that hold values of the ``wanted`` kinds, themselves or deeper."""
    return _holding(cls.__name__, wanted)


@cache
def _holding(name_of_class: str, wanted: tuple[type[kinds.Kind], ...]) -> Held:
    fields = fields_of(RECORDS[name_of_class])
    found = ((name, field.metadata["kind"]) for name, field in fields.items())
    return tuple((name, kind) for name, kind in found if _leads(kind, wanted, frozenset()))


def _leads(kind: kinds.Kind, wanted: tuple[type[kinds.Kind], ...], seen: frozenset[str]) -> bool:
    if isinstance(kind, wanted):
        return True
    match kind:
        case kinds.Many(item) | kinds.OneOrMany(item):
            return _leads(item, wanted, seen)
        case kinds.Record(name) | kinds.Named(name) if name not in seen:
            fields = fields_of(RECORDS[name]).values()
            return any(_leads(each.metadata["kind"], wanted, seen | {name}) for each in fields)
    return False
