"""Advice on what is written: facts stated twice, questions asked twice, answers that come late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from waypost.checks.answers import answers_come_first
from waypost.checks.fact_usage import facts_are_used, numbers_are_facts, sources_are_valid
from waypost.diagnostics import Problem
from waypost.markdown import Converter
from waypost.model.facts import Facts
from waypost.model.publication import days_make_sense
from waypost.model.records import Knowledge

__all__ = ["compare_questions", "lint"]


def compare_questions(knowledge: Knowledge) -> list[Problem]:
    """Questions that say nearly the same, and phrasings that stand with the wrong one."""
    from waypost.checks.duplicate_questions import questions_are_apart

    return list(questions_are_apart(knowledge))


def lint(knowledge: Knowledge, facts: Facts, converter: Converter, day: date) -> Iterator[Problem]:
    """What else could be written better, and what contradicts a fact."""
    yield from numbers_are_facts(knowledge, facts)
    yield from facts_are_used(knowledge)
    yield from sources_are_valid(knowledge, day)
    yield from answers_come_first(knowledge, converter)
    yield from days_make_sense(knowledge)
