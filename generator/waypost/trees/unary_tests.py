"""Reads unary tests (as DMN calls them): ``shipped``, ``not shipped``, ``<= 5``, ``3..5``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

from waypost.core.nodes import Node, Scalar, Sequence, Text
from waypost.diagnostics import Problem, nearest
from waypost.model import hints
from waypost.model.facts import Facts
from waypost.model.typed_numbers import number_form
from waypost.trees.axes import Axes, Axis, Variable
from waypost.trees.constants import TODAY, Report, fact_problem
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


@dataclass(frozen=True, slots=True)
class Result:
    """A test as read: the set on an axis for which it holds, or None where it can't be read."""

    axis: int
    ranges: Ranges | None
    misnamed: bool = False


@dataclass(frozen=True, slots=True)
class Tests:
    """Reads the tests of one tree."""

    axes: Axes
    names: Mapping[str, Variable]
    facts: Facts
    report: Report
    renamed: Renamed

    def read(self, name: str, node: Node) -> Result:
        """The test that ``node`` writes for the known NAME ``name``."""
        return self._one(name, node) if isinstance(node, Scalar) else self._any_of(name, node)

    def _any_of(self, name: str, node: Node) -> Result:
        items = list(node.items) if isinstance(node, Sequence) else [node]
        read = [self._one(name, item) for item in items]
        known = [each for each in read if each.ranges is not None]
        axes = {each.axis for each in known}
        if len(axes) > 1 or not read:
            return self._unreadable(name, node)
        misnamed = any(each.misnamed for each in read)
        if len(known) < len(read):
            return Result(-1, None, misnamed)
        pieces = joined(piece for each in known for piece in each.ranges or ())
        return Result(axes.pop(), pieces, misnamed)

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
            return Result(-1, None)
        if wanted not in ids and known:
            return Result(axis, EVERYTHING if negated else NOTHING, misnamed=True)
        if wanted not in ids:
            about = {
                "option": wanted,
                "question": name,
                "known": ", ".join(ids) or "none",
            }
            self.report(Problem.of("unknown-option", text, **about, nearest=nearest(wanted, ids)))
            return Result(axis, EVERYTHING if negated else NOTHING, misnamed=True)
        index = ids.index(wanted)
        if negated:
            rest = ((place, place) for place in range(len(ids)) if place != index)
            return Result(axis, joined(rest))
        return Result(axis, ((index, index),))

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
            return Result(since, mirrored(ranges))
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
            return Result(-1, None)
        if len(places) == 2:
            ranges = between(places[0], places[1])
        else:
            ranges = compare(cast(Operator, operator or "="), places[0])
        return Result(named.axis, ranges if named.sign > 0 else mirrored(ranges))

    def _unreadable(self, name: str, node: Node) -> Result:
        written = node.text if isinstance(node, Scalar) else ""
        axis = self._axis(name)
        about = {"name": name, "test": written, "wanted": axis.forms}
        if axis.suggests:
            about["nearest"] = hints.test(written)
        self.report(Problem("unreadable-test", node.at, about, width=max(1, len(written))))
        return Result(-1, None)

    def _axis(self, name: str) -> Axis:
        return self.axes.lines[self.names[name].axis]
