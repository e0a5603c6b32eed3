"""The walk along declarations finds what looking into every attribute finds."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest

from tests.data import ROOT
from waypost.model import field_types
from waypost.model.declare import Placed, fields_of
from waypost.model.includes import gather
from waypost.model.records import ENTRY_TYPES, Knowledge, Variant
from waypost.model.walk import records_in, walk

LEAVES = (
    *(field_types.Id, field_types.Ref, field_types.Line, field_types.Inline, field_types.Prose),
    *(field_types.Address, field_types.Date, field_types.Period, field_types.Flag),
    *(field_types.OneOf, field_types.Values, field_types.Variants, field_types.Raw),
    *(field_types.Icon, field_types.Mailbox, field_types.Phone),
)


@pytest.fixture(scope="module")
def sample() -> Knowledge:
    return gather(ROOT / "faq.yaml").knowledge


def in_attributes(record: Placed) -> Iterator[Any]:
    for field in dataclasses.fields(record):
        if field.name not in ("at", "faulty"):
            yield from in_value(getattr(record, field.name))


def in_value(value: Any) -> Iterator[Any]:
    is_list = isinstance(value, tuple) and value and not isinstance(value[0], Variant)
    if isinstance(value, Placed):
        yield from in_attributes(value)
    elif is_list and not isinstance(value[0], tuple):
        for item in value:
            yield from in_value(item)
    elif value:
        yield value


def in_walk(record: Placed) -> Iterator[Any]:
    """The same, with a group of synonyms as one value again."""
    for owner, spec, _, value in walk(record, *LEAVES):
        if spec.name != "synonyms":
            yield value
        elif value is owner.synonyms[0][0]:  # type: ignore[attr-defined]
            yield owner.synonyms  # type: ignore[attr-defined]


def test_a_walk_finds_every_value_in_order(sample: Knowledge) -> None:
    found = list(in_walk(sample))
    assert len(found) > 1000
    assert found == list(in_attributes(sample))


@pytest.mark.parametrize("type_", LEAVES)
def test_a_walk_for_one_type_finds_the_values_of_that_type(
    sample: Knowledge, type_: type[field_types.FieldType]
) -> None:
    """It leaves out fields that can't lead there, and no others."""
    everything = [value for *_, found, value in walk(sample, *LEAVES) if type(found) is type_]
    assert [value for *_, value in walk(sample, type_)] == everything


def test_every_field_that_a_kind_of_entry_names_is_declared() -> None:
    for cls in ENTRY_TYPES:
        declared = {field.name for field in dataclasses.fields(cls)}
        assert {cls.kind.title, *cls.kind.needs} <= declared
        sections = {field.name for field in dataclasses.fields(Knowledge)}
        assert not cls.kind.section or cls.kind.section in sections


def test_no_alias_of_a_field_is_another_field_or_names_two() -> None:
    """A key that is no field of a record means at most one of its fields."""
    for cls in records_in(Knowledge):
        aliases = [alias for spec in fields_of(cls).values() for alias in spec.aliases]
        assert len(aliases) == len({*aliases})
        assert not {*aliases} & fields_of(cls).keys()
