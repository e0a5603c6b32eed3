"""Every answer type that the model declares has an implementation."""

from __future__ import annotations

import ast

from tests.data import ROOT
from waypost.model.declare import fields_of
from waypost.model.field_types import OneOf
from waypost.model.records import Question
from waypost.trees.answer_types import ANSWER_TYPES


def test_every_type_that_a_question_may_have_is_implemented() -> None:
    declared = fields_of(Question)["type"].type
    assert isinstance(declared, OneOf)
    assert set(ANSWER_TYPES) == set(declared.words)


def test_only_its_own_module_knows_a_type_by_its_name() -> None:
    """A new type needs no change where trees are compiled, walked or drawn."""
    package = ROOT / "generator" / "waypost"
    names = set(ANSWER_TYPES)
    compared = [
        f"{path.relative_to(package)}:{node.lineno}"
        for room in ("trees", "pages", "cli")
        for path in sorted((package / room).rglob("*.py"))
        if path.parent.name != "answer_types"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Compare | ast.match_case)
        and names & {each.value for each in ast.walk(node) if isinstance(each, ast.Constant)}
    ]
    assert compared == []
