"""Constants in tests, limits and scenarios of a tree: numbers, dates, and facts that hold one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from waypost.core.nodes import Text
from waypost.diagnostics import Problem, nearest
from waypost.model import hints, scalars
from waypost.trees.intervals import number_of

TODAY = "today"
"""Stands for the day on which a reader answers, where dates are compared."""

Report = Callable[[Problem], None]


class FactValues(Protocol):
    """The facts of a knowledge base, as far as trees need them."""

    def __contains__(self, id: object) -> bool: ...
    def number(self, id: str) -> Decimal | None: ...
    def date(self, id: str) -> date | None: ...
    def text(self, id: str) -> str: ...
    def value(self, id: str) -> str: ...
    def __iter__(self) -> Iterator[str]: ...


def number_constant(written: str, facts: FactValues) -> Fraction | str:
    """The number that is ``written``, itself or as a fact (``facts.window``).

    Where there is none, the id of the fact that is at fault, or an empty text.
    """
    fact = _fact(written)
    value = facts.number(fact) if fact in facts else number_of(written)
    return fact if value is None else Fraction(value)


def day_constant(written: str, facts: FactValues) -> Fraction | str:
    """The ordinal of the date that is ``written``, itself or as a fact; else as for a number."""
    fact = _fact(written)
    day = facts.date(fact) if fact in facts else scalars.day(written)
    return fact if day is None else Fraction(day.toordinal())


def _fact(written: str) -> str:
    return written.removeprefix("facts.") if written.startswith("facts.") else ""


def fact_problem(fact: str, at: Text, facts: FactValues, wanted: str) -> Problem:
    """The problem with a fact that is no constant; ``wanted`` is "a number" or "a date"."""
    if fact in facts:
        about = {"fact": fact, "value": facts.value(fact), "wanted": wanted}
        number, unit = hints.split(facts.value(fact))
        about["why_mend"] = (
            f"Write its unit apart: {fact}: {{value: {number}, unit: {unit}}}. " if unit else ""
        )
        return Problem("unfit-fact", at.at, about, width=len(at))
    about = {"name": fact, "nearest": nearest(fact, facts)}
    return Problem("unknown-fact", at.at, about, width=len(at))
