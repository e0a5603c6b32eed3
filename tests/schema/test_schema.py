"""The editor's schema says what the model says."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from waypost.model.declare import FieldSpec, fields_of
from waypost.model.entries import KnownIds
from waypost.model.json_schema import example, schema
from waypost.model.records import Knowledge
from waypost.model.walk import records_in

KNOWN = KnownIds(
    {
        "category": ("cancelling",),
        "policy": ("cancel-before-shipment",),
        "fact": ("cancel_days_max",),
        "question": ("status", "placed"),
        "outcome": ("cancel-now",),
    },
    {"status": ("pending", "shipped")},
)
SCHEMAS = {"without ids": schema(), "with ids": schema(KNOWN)}


RECORDS = {cls.__name__: cls for cls in records_in(Knowledge)}


def objections(of: dict[str, Any], name: str, field: FieldSpec) -> list[str]:
    """What the schema has against a field's own example."""
    record = of if name == "Knowledge" else of["definitions"][name]
    shape = {**record["properties"].get(field.name, {}), "definitions": of["definitions"]}
    found = jsonschema.Draft7Validator(shape).iter_errors(example(field.example))
    return [f"{name}.{field.name}: {error.message}" for error in found]


@pytest.mark.parametrize("which", SCHEMAS)
def test_the_schema_is_a_schema(which: str) -> None:
    """An editor can use it."""
    jsonschema.Draft7Validator.check_schema(SCHEMAS[which])


@pytest.mark.parametrize("which", SCHEMAS)
@pytest.mark.parametrize("name", RECORDS)
def test_every_field_has_an_example_that_fits(which: str, name: str) -> None:
    """What the editor shows beside a field is a value that it would accept."""
    found = [objections(SCHEMAS[which], name, field) for field in fields_of(RECORDS[name]).values()]
    assert [problem for problems in found for problem in problems] == []


@pytest.mark.parametrize("name", RECORDS)
def test_every_field_has_a_meaning_in_a_sentence(name: str) -> None:
    """The editor and the reference can explain every field."""
    meanings = [field.meaning for field in fields_of(RECORDS[name]).values()]
    assert meanings == [text for text in meanings if text[:1].isupper() and text.endswith(".")]


@pytest.mark.parametrize(
    ("where", "value"),
    [
        ("title", {"a": 1}),
        ("titel", "Help"),
        ("review_every", "6 moons"),
        ("faqs", [{"id": "Fee", "question": "A fee?"}]),
        ("faqs", [{"id": "fee", "question": "A fee?", "reviewed": "22.11.2026"}]),
        ("faqs", [{"id": "fee", "answer": "No."}]),
        ("faqs", [{"id": "fee", "question": "A fee?", "draft": "maybe"}]),
        ("trees", [{"id": "t", "title": "T", "questions": {"a": {"ask": "?", "type": "numbr"}}}]),
    ],
)
def test_what_the_loader_refuses_is_marked_in_the_editor(where: str, value: object) -> None:
    """An unknown key, a missing one and a value of another kind are all found while typing."""
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({where: value}, SCHEMAS["without ids"])


@pytest.mark.parametrize("value", [True, 5, 1.1, "5", None])
def test_a_scalar_may_look_like_a_number_or_a_truth_value(value: object) -> None:
    """Waypost keeps every scalar as it was typed, so the schema doesn't object to its look."""
    jsonschema.validate({"facts": {"days": {"value": 5, "unit": value}}}, SCHEMAS["without ids"])
