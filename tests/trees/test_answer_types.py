"""Every answer type that the model declares has an implementation."""

from __future__ import annotations

from waypost.model.declare import fields_of
from waypost.model.field_types import OneOf
from waypost.model.records import Question
from waypost.trees.answer_types import ANSWER_TYPES


def test_every_type_that_a_question_may_have_is_implemented() -> None:
    declared = fields_of(Question)["type"].type
    assert isinstance(declared, OneOf)
    assert set(ANSWER_TYPES) == set(declared.words)
