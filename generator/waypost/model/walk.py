"""One walk over a record and all that it holds, along the declarations of its fields."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from waypost.core.nodes import Text
from waypost.model.declare import FieldSpec, Placed, fields_of
from waypost.model.field_types import (
    FieldType,
    Inline,
    Line,
    Many,
    Named,
    OneOrMany,
    Phone,
    Prose,
    Record,
    Variants,
)


class FieldValue(NamedTuple):
    """A value that a field holds.

    ``type`` is the value's own: of a list, each item comes by itself. ``owner`` is the record that
    has the field.
    """

    owner: Placed
    field: FieldSpec
    type: FieldType
    value: Any


def walk(record: Placed, *wanted: type[FieldType]) -> Iterator[FieldValue]:
    """Every value of the ``wanted`` types in ``record``, depth first, in order of declaration.

    Absent and empty values are left out. Fields that can't lead to such a value aren't looked at.
    """
    for spec in holding(type(record), wanted):
        value = getattr(record, spec.attribute)
        if value:
            if type(spec.type) in wanted:
                yield FieldValue(record, spec, spec.type, value)
            else:
                yield from _inside(record, spec, spec.type, value, wanted)


def _inside(
    owner: Placed,
    spec: FieldSpec,
    type_: FieldType,
    value: Any,
    wanted: tuple[type[FieldType], ...],
) -> Iterator[FieldValue]:
    match type_:
        case Many(item) | OneOrMany(item) if type(item) in wanted:
            for element in value:
                yield FieldValue(owner, spec, item, element)
        case Named() | Many(Record()):
            for element in value:
                yield from walk(element, *wanted)
        case Many(item) | OneOrMany(item):
            for element in value:
                yield from _inside(owner, spec, item, element, wanted)
        case Record():
            yield from walk(value, *wanted)


def texts(record: Placed) -> Iterator[tuple[Text, FieldType]]:
    """The texts that readers see of ``record`` and of all that it holds, each with its type.

    The type is `Line`, `Inline`, `Phone`, `Prose` or, for the body of an outcome, `Variants`.
    """
    for _, spec, type_, value in walk(record, Line, Inline, Phone, Prose, Variants):
        if spec.shown and isinstance(type_, Variants):
            yield from ((variant.text, type_) for variant in value)
        elif spec.shown:
            yield value, type_


_HOLDING: Final[dict[tuple[type, tuple[type[FieldType], ...]], tuple[FieldSpec, ...]]] = {}


def holding(cls: type[Placed], wanted: tuple[type[FieldType], ...]) -> tuple[FieldSpec, ...]:
    """The fields of ``cls`` that hold values of the ``wanted`` types, themselves or deeper.

    A knowledge base has many records, and most of their fields hold nothing of what is wanted.
    """
    found = _HOLDING.get((cls, wanted))
    if found is None:
        found = tuple(each for each in fields_of(cls).values() if _leads(each.type, wanted))
        _HOLDING[cls, wanted] = found
    return found


def _leads(type_: FieldType, wanted: tuple[type[FieldType], ...]) -> bool:
    match type_:
        case Many(item) | OneOrMany(item):
            return _leads(item, wanted)
    return type(type_) in wanted or (type_.held is not None and bool(holding(type_.held, wanted)))


def records(record: Placed, *above: Placed) -> Iterator[tuple[Placed, ...]]:
    """Every record in ``record``, each behind those ``above`` it that hold it."""
    for spec in holding(type(record), (Record, Named)):
        value = getattr(record, spec.attribute)
        for each in value if isinstance(value, tuple) else filter(None, [value]):
            yield (*above, each)
            yield from records(each, *above, each)


def records_in(cls: type[Placed]) -> Iterator[type[Placed]]:
    """``cls`` and the classes of all records that it holds, in the order in which they come."""
    seen: dict[type[Placed], None] = {}
    ahead = [cls]
    while ahead:
        each = ahead.pop()
        if each not in seen:
            seen[each] = None
            held = [spec.type.held for spec in fields_of(each).values()]
            ahead += [inner for inner in reversed(held) if inner is not None]
    return iter(seen)
