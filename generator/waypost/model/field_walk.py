"""Which fields of a record a check has to look at: found once for each class, since a knowledge
base has many records and most of their fields hold nothing of what is looked for."""

from __future__ import annotations

from functools import cache

from waypost.model import field_types
from waypost.model.loader import RECORDS, fields_of
from waypost.model.records import Placed

Held = tuple[tuple[str, field_types.Kind], ...]
"""The names of fields, each with its kind."""


def holding(cls: type[Placed], *wanted: type[field_types.Kind]) -> Held:
    """The fields of ``cls`` that hold values of the ``wanted`` kinds, themselves or deeper."""
    return _holding(cls.__name__, wanted)


@cache
def _holding(name_of_class: str, wanted: tuple[type[field_types.Kind], ...]) -> Held:
    fields = fields_of(RECORDS[name_of_class])
    found = ((name, field.metadata["kind"]) for name, field in fields.items())
    return tuple((name, kind) for name, kind in found if _leads(kind, wanted, frozenset()))


def _leads(
    kind: field_types.Kind, wanted: tuple[type[field_types.Kind], ...], seen: frozenset[str]
) -> bool:
    if isinstance(kind, wanted):
        return True
    match kind:
        case field_types.Many(item) | field_types.OneOrMany(item):
            return _leads(item, wanted, seen)
        case field_types.Record(name) | field_types.Named(name) if name not in seen:
            fields = fields_of(RECORDS[name]).values()
            return any(_leads(each.metadata["kind"], wanted, seen | {name}) for each in fields)
    return False
