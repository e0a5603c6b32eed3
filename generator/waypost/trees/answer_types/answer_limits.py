"""The limits of a question's answers."""

from dataclasses import dataclass
from fractions import Fraction

from waypost.core.nodes import Text
from waypost.diagnostics import Problem
from waypost.model.facts import Facts
from waypost.model.records import Question
from waypost.model.typed_numbers import number_form
from waypost.trees.axes import Axis
from waypost.trees.constants import Report, fact_problem
from waypost.trees.intervals import Bound


@dataclass(frozen=True, slots=True)
class Limits:
    """Reads the limits of a question's answers; ``wanted`` is what may stand there, in words."""

    question: Question
    axis: type[Axis]
    wanted: str
    facts: Facts
    report: Report

    def read(self, text: Text | None) -> Fraction | None:
        """The value of a limit; None where there is none, or one that can't be read."""
        if text is None or not text.strip():
            return None
        value = self.axis.constant(text.strip(), self.facts)
        if isinstance(value, Fraction):
            return value
        if value:
            self.report(fact_problem(value, text, self.facts, "a number or a date"))
        elif self.axis.suggests and (odd := number_form(text.strip(), text)):
            self.report(odd)
        else:
            self.refuse(text, width=len(text))
        return None

    def refuse(self, text: Text, width: int = 1) -> None:
        """Report a limit that is none."""
        about = {"question": self.question.id, "value": text, "wanted": self.wanted}
        self.report(Problem("unreadable-limit", text.at, about, width=width))

    def refuse_empty(self, low: Bound, high: Bound) -> None:
        """Report limits between which no answer is left."""
        least, most = self.question.min, self.question.max
        if low > high and most is not None:
            about = {"question": self.question.id, "min": least or "", "max": most}
            self.report(Problem.of("empty-range", most, **about))
