"""Every answer type that the model declares has an implementation."""

from __future__ import annotations

from waypost.model.field_types import Choice
from waypost.model.loader import FIELDS
from waypost.trees.answers import ANSWER_TYPES


def test_every_type_that_a_question_may_have_is_implemented() -> None:
    declared = FIELDS["Question"]["type"].metadata["kind"]
    assert isinstance(declared, Choice)
    assert set(ANSWER_TYPES) == set(declared.words)
