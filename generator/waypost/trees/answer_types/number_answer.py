"""Answers of type `number`: readers type a decimal number, of some unit."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import ClassVar

from waypost.core.cldr import clear_signs
from waypost.core.messages import ENGLISH, Messages
from waypost.diagnostics import Report
from waypost.model.facts import Facts
from waypost.model.records import Question
from waypost.model.typed_numbers import typed_numbers
from waypost.model.units import JOINED_UNITS, UnitWords, is_currency, unit_words
from waypost.trees.axes import AnswerAxis, Axes, Limits, Position, quoted
from waypost.trees.graph import Field
from waypost.trees.intervals import Bound, Scale, decimal_of


@dataclass(frozen=True, slots=True)
class NumberAxis(AnswerAxis):
    """A number between ``min`` and ``max``, in steps of ``step``; places are those of its scale."""

    name: ClassVar[str] = "number"
    kind: ClassVar[str] = "number"
    unfit: ClassVar[tuple[str, ...]] = ("options",)
    language: str = "en"

    @classmethod
    def axes(cls, question: Question, facts: Facts, report: Report) -> Sequence[AnswerAxis]:
        limits = Limits(question, cls, "a number", facts, report)
        low, high, step = map(limits.read, (question.min, question.max, question.step))
        if step is not None and step <= 0 and question.step is not None:
            limits.refuse(question.step)
            step = None
        scale = Scale(low or Fraction(0), step or Fraction(1))
        top = math.floor(scale.index(high)) if high is not None else math.inf
        bottom = 0 if low is not None else -math.inf
        limits.refuse_empty(bottom, top)
        return [cls(question, None, bottom, max(bottom, top), scale, facts.language)]

    def value(self, place: Bound) -> str:
        return f"{self.scale.value(place):f}"

    @property
    def words(self) -> UnitWords:
        """How readers see an answer: ``5 days ago`` where the question asks how many days ago."""
        words = unit_words(self.first.unit, self.language)
        if not self.first.unit or self.language.partition("-")[0].lower() != "en":
            return words
        if f"{self.first.unit.other} ago" not in " ".join(self.first.ask.split()).casefold():
            return words
        return replace(words, forms={name: f"{form} ago" for name, form in words.forms.items()})

    @property
    def unit(self) -> str:
        """The unit in a label: ``days ago``, ``Tage``, ``EUR``; nothing where there is none."""
        unit = str(self.first.unit.other) if self.first.unit else ""
        return unit if is_currency(unit) else self.words.form("").replace("{}", "").strip()

    def label(self, low: Bound, high: Bound, asked: str, say: Messages) -> str:
        words = self.words
        if low == -math.inf:
            # l10n: an amount has its unit: “5 days or less”, “£5 or less”
            return say.gettext("%(amount)s or less", amount=words.say(self.value(high)))
        if high == math.inf:
            return say.gettext("%(amount)s or more", amount=words.say(self.value(low)))
        if low == high:
            return words.say(self.value(low))
        # A unit before the number stands at both ends.
        behind = words.form(self.value(low)).startswith("{}")
        first = (words.number if behind else words.say)(self.value(low))
        # l10n: “6 to 15 days”, “£5 to £10”: the second has its unit, the first may have it
        return say.gettext("%(first)s to %(last)s", first=first, last=words.say(self.value(high)))

    def range(self) -> str:
        """The numbers that may be answered, in words for errors."""
        low, high = self.end(self.low), self.end(self.high)
        if low and high:
            return f"{low} to {high}"
        return f"{low} or more" if low else f"{high} or less"

    def steps(self) -> str:
        """The numbers between which none may be answered, in words for errors."""
        if self.scale.step == 1 and self.scale.is_whole:
            return "whole numbers"
        return f"numbers in steps, such as {self.value(0)} and {self.value(1)}"

    def place(self, answer: str, position: Position) -> str | None:
        meanings = typed_numbers(answer)
        if len(meanings) > 1:
            meanings = typed_numbers(answer, clear_signs(self.language))
        if not meanings:
            return f"{quoted(answer)} is not a number; “{self.first.id}” wants one in digits."
        faults = {each: self._fault(each, answer) for each in meanings}
        fitting = [each for each, fault in faults.items() if fault is None]
        if not fitting:
            return faults[meanings[0]]
        if len(meanings) > 1:
            return f"{quoted(answer)} can be misread; did you mean {' or '.join(fitting)}?"
        number = position.axes.own[self.first.id]
        position.places[number] = int(self.scale.index(Fraction(meanings[0])))
        return None

    def _fault(self, number: str, answer: str) -> str | None:
        index = self.scale.index(Fraction(number))
        if not self.low <= index <= self.high:
            return f"{quoted(answer)} is out of range: “{self.first.id}” takes {self.range()}."
        if index.denominator != 1:
            steps = self.steps()
            return f"{quoted(answer)} lies between two steps: “{self.first.id}” takes {steps}."
        return None

    def anything(self, say: Messages) -> str:
        if self.unit and not self.unit.startswith(JOINED_UNITS):
            # l10n: a unit is the owner’s word, such as “days” or “EUR”
            return say.gettext("any number of %(unit)s", unit=self.unit)
        return say.gettext("any number")

    def field(self, axes: Axes) -> Field | None:
        return Field(
            label=_asked_for(self.unit, axes.messages),
            input="text",
            keyboard="numeric" if self.scale.is_whole else "decimal",
            forms=self.words.forms,
            digits=self.words.digits,
            min=self.end(self.low) or "",
            max=self.end(self.high) or "",
            step=f"{decimal_of(self.scale.step):f}",
        )

    def prompt(self) -> str:
        return _asked_for(str(self.first.unit.other) if self.first.unit else "", ENGLISH)


def _asked_for(unit: str, say: Messages) -> str:
    if not unit:
        # l10n: the label of a field
        return say.gettext("Number")
    if is_currency(unit):
        # l10n: the label of a field; the currency is a sign or a code
        return say.gettext("Amount in %(currency)s", currency=unit)
    # l10n: the label of a field; a unit is the owner’s word, such as “days”
    return say.gettext("Number of %(unit)s", unit=unit)
