"""A key that can't be one is an error wherever it stands."""

from __future__ import annotations

from waypost.parser import parse


def test_a_null_for_a_key_is_an_error_though_a_quoted_one_stood_before() -> None:
    found = parse(b'a: {"null": x}\nb: {null: y}\n', "x.yaml")
    assert [problem.code for problem in found.problems] == ["null-key"]
