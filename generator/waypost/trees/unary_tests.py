"""Reads unary tests (as DMN calls them): ``shipped``, ``not shipped``, ``<= 5``, ``3..5``."""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple, cast

from waypost.core.nodes import Mark, Node, Scalar, Sequence, Text
from waypost.diagnostics import Problem, Report, nearest
from waypost.model import hints
from waypost.model.facts import Facts
from waypost.model.typed_numbers import number_form
from waypost.trees.axes import Axes, Axis, Variable
from waypost.trees.constants import TODAY, fact_problem
from waypost.trees.intervals import (
    EVERYTHING,
    NOTHING,
    Operator,
    Ranges,
    between,
    compare,
    joined,
    mirrored,
)
from waypost.trees.renamed_options import Renamed

TEST = re.compile(r"(<=|>=|<|>)?[ \t]*(.*)\Z", re.DOTALL)


class Condition(NamedTuple):
    """One condition of a rule.

    ``ranges`` is None where it couldn't be read. A ``misnamed`` one names an option that doesn't
    exist, so it doesn't say what was meant.
    """

    name: str
    at: Mark
    axis: int = -1
    ranges: Ranges | None = None
    misnamed: bool = False
    written: Text | None = None


Result = tuple[int, Ranges | None, bool]
"""The axis, ranges and misnaming of a `Condition`."""

UNREAD: Result = (-1, None, False)


class Tests(NamedTuple):
    """Reads the tests of one tree."""

    axes: Axes
    names: Mapping[str, Variable]
    facts: Facts
    report: Report
    renamed: Renamed

    def read(self, name: Text, node: Node) -> Condition:
        """The test that ``node`` writes for the known NAME ``name``."""
        if isinstance(node, Scalar):
            return Condition(str(name), name.at, *self._one(name, node), node.text)
        return Condition(str(name), name.at, *self._any_of(name, node))

    def _any_of(self, name: str, node: Node) -> Result:
        items = list(node.items) if isinstance(node, Sequence) else [node]
        read = [self._one(name, item) for item in items]
        known = [(axis, ranges) for axis, ranges, _ in read if ranges is not None]
        axes = {axis for axis, _ in known}
        if len(axes) > 1 or not read:
            return self._unreadable(name, node)
        misnamed = any(each for _, _, each in read)
        if len(known) < len(read):
            return -1, None, misnamed
        pieces = joined(piece for _, ranges in known for piece in ranges)
        return axes.pop(), pieces, misnamed

    def _one(self, name: str, node: Node) -> Result:
        if not isinstance(node, Scalar) or node.empty:
            return self._unreadable(name, node)
        if self._axis(name).discrete:
            return self._option(name, node.text)
        return self._threshold(name, node)

    def _option(self, name: str, text: Text) -> Result:
        axis = self.names[name].axis
        ids = [str(option.id) for option in self.axes.questions[name].options]
        wanted = text.strip()
        negated = wanted.startswith("not ")
        wanted = wanted.removeprefix("not ").strip()
        known = (name, wanted) in self.renamed
        wanted = self.renamed.get((name, wanted)) or wanted
        if not ids:
            return UNREAD
        if wanted not in ids:
            if not known:
                about = {"option": wanted, "question": name, "known": ", ".join(ids)}
                about["nearest"] = nearest(wanted, ids)
                self.report(Problem.of("unknown-option", text, **about))
            return axis, EVERYTHING if negated else NOTHING, True
        index = ids.index(wanted)
        if negated:
            rest = ((place, place) for place in range(len(ids)) if place != index)
            return axis, joined(rest), False
        return axis, ((index, index),), False

    def _threshold(self, name: str, node: Scalar) -> Result:
        text = node.text
        match = cast(re.Match[str], TEST.match(text.strip()))
        operator, rest = match[1], match[2].strip()
        low, dots, high = rest.partition("..")
        ends = [low.strip(), high.strip()] if dots and not operator else [rest]
        named = self.names[name]
        axis = self.axes.lines[named.axis]
        if ends == [TODAY] and (since := axis.today(self.axes)) is not None:
            ranges = compare(cast(Operator, operator or "="), Fraction(0))
            return since, mirrored(ranges), False
        values = [axis.constant(end, self.facts) for end in ends]
        for end, value in zip(ends, values, strict=True):
            if value == "" and axis.suggests and (odd := number_form(end, text)):
                self.report(odd)
            elif value == "":
                self._unreadable(name, node)
            elif isinstance(value, str):
                self.report(fact_problem(value, text, self.facts, axis.wanted))
        places = [axis.scale.index(value) for value in values if isinstance(value, Fraction)]
        if len(places) < len(values):
            return UNREAD
        if len(places) == 2:
            ranges = between(places[0], places[1])
        else:
            ranges = compare(cast(Operator, operator or "="), places[0])
        return named.axis, ranges if named.sign > 0 else mirrored(ranges), False

    def _unreadable(self, name: str, node: Node) -> Result:
        written = node.text if isinstance(node, Scalar) else ""
        axis = self._axis(name)
        about = {"name": name, "test": written, "wanted": axis.forms}
        if axis.suggests:
            about["nearest"] = hints.test(written)
        self.report(Problem("unreadable-test", node.at, about, width=max(1, len(written))))
        return UNREAD

    def _axis(self, name: str) -> Axis:
        return self.axes.lines[self.names[name].axis]
