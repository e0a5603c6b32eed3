"""Constants in tests, limits and scenarios of a tree: numbers, dates, and facts that hold one."""

from fractions import Fraction

from waypost.core.nodes import Text
from waypost.diagnostics import Problem, nearest
from waypost.model import hints, scalars
from waypost.model.facts import Facts
from waypost.model.typed_numbers import typed_numbers

TODAY = "today"
"""Stands for the day on which a reader answers, where dates are compared."""


def number_constant(written: str, facts: Facts) -> Fraction | str:
    """The number that is ``written``, itself or as a fact (``facts.window``).

    Where there is none, the id of the fact that is at fault, or an empty text.
    """
    fact = _fact(written)
    value = facts.number(fact) if fact in facts else scalars.number(written)
    if value is None and fact in facts and (meant := typed_numbers(facts.value(fact).strip())):
        # Its form is told where the fact is.
        return Fraction(meant[0])
    return fact if value is None else Fraction(value)


def day_constant(written: str, facts: Facts) -> Fraction | str:
    """The ordinal of the date that is ``written``, itself or as a fact; else as for a number."""
    fact = _fact(written)
    day = facts.date(fact) if fact in facts else scalars.day(written)
    return fact if day is None else Fraction(day.toordinal())


def _fact(written: str) -> str:
    return written.removeprefix("facts.") if written.startswith("facts.") else ""


def fact_problem(fact: str, at: Text, facts: Facts, wanted: str) -> Problem:
    """The problem with a fact that is no constant; ``wanted`` is "a number" or "a date"."""
    if fact in facts:
        value = facts.value(fact)
        number, unit = hints.split(value)
        apart = f"Write its unit apart: {fact}: {{value: {number}, unit: {unit}}}. " if unit else ""
        return Problem.of("unfit-fact", at, fact=fact, value=value, wanted=wanted, why_mend=apart)
    return Problem.of("unknown-fact", at, name=fact, nearest=nearest(fact, facts))
