"""From the nodes of a tree to its rules: where each answer leads, as tests on axes.

`go` in its three shapes, `table`, and the variants of an outcome's text all become one thing: a
list of rules, read from the top. What can't be read becomes a problem, and its rule is marked, so
that the proof doesn't blame it twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from waypost.core.nodes import Mapping as MapNode
from waypost.core.nodes import Mark, Node, Scalar, Sequence, Text
from waypost.diagnostics import Problem, nearest
from waypost.model.records import Outcome, Question, Tree
from waypost.trees.answer_types import days_between, make_axes, type_of
from waypost.trees.axes import Axes, Name
from waypost.trees.constants import TODAY, FactValues, Report
from waypost.trees.expand_facts import with_facts
from waypost.trees.intervals import NOTHING, Ranges, common
from waypost.trees.unary_tests import Tests

Shape = Literal["target", "map", "rules", "table", "texts", "nothing"]


@dataclass(frozen=True, slots=True)
class Part:
    """One condition of a rule. ``ranges`` is None where it couldn't be read."""

    name: str
    at: Mark
    axis: int = -1
    ranges: Ranges | None = None
    written: Text | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """Where readers go for whom all parts hold.

    ``unjudged``: a part can't be read, so nobody knows whether it fires. ``astray``: it names an
    option that doesn't exist, so what it meant isn't what it says.
    """

    parts: tuple[Part, ...]
    to: Text | None
    at: Mark
    unjudged: bool = False
    astray: bool = False

    def tests(self) -> dict[int, Ranges]:
        """What must hold on each axis."""
        found: dict[int, Ranges] = {}
        for part in self.parts:
            if part.ranges is not None:
                known = found.get(part.axis)
                found[part.axis] = part.ranges if known is None else common(known, part.ranges)
        return found


@dataclass(frozen=True, slots=True)
class RuleList:
    """The rules of a question, or of an outcome's text, in order."""

    owner: str
    shape: Shape
    at: Mark
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """A tree as read: its axes, its names, and a list of rules for each question and outcome."""

    tree: Tree
    axes: Axes
    names: Mapping[str, Name]
    of_questions: Mapping[str, RuleList]
    of_outcomes: Mapping[str, RuleList]


def read_rules(tree: Tree, facts: FactValues, report: Report) -> Rules:
    """Read every rule of ``tree``; what is wrong goes to ``report``."""
    return _Reader(with_facts(tree, facts), facts, report).read()


@dataclass(slots=True)
class _Reader:
    tree: Tree
    facts: FactValues
    report: Report
    axes: Axes = field(init=False)
    names: dict[str, Name] = field(default_factory=dict)
    tests: Tests = field(init=False)

    def read(self) -> Rules:
        self.axes = make_axes(self.tree, self.facts, self.report)
        self.names = {id: self.axes.name(id) for id in self.axes.questions}
        for name, written in self.tree.work_out:
            self._work_out(name, written)
        self.tests = Tests(self.axes, self.names, self.facts)
        questions = {id: self._of_question(each) for id, each in self.axes.questions.items()}
        outcomes = {str(each.id): self._of_outcome(each) for each in self.tree.outcomes}
        return Rules(self.tree, self.axes, self.names, questions, outcomes)

    def _work_out(self, name: Text, written: Text) -> None:
        """``age: days(delivered_on, today)``."""
        inside = written.strip()
        if name in self.axes.questions or name in self.names:
            self._tell("name-taken", name, name=name)
            return
        self.names[str(name)] = Name(-1)
        if not (inside.startswith("days(") and inside.endswith(")")):
            self._tell("unreadable-work-out", written, value=written)
            return
        dates = [part.strip() for part in inside[5:-1].split(",")]
        if len(dates) != 2 or dates[0] == dates[1]:
            self._tell("unreadable-work-out", written, value=written)
            return
        unknown = [each for each in dates if each != TODAY and each not in self.axes.questions]
        for each in unknown:
            self._unknown_name(each, written, [*self.axes.questions, TODAY])
        if unknown:
            return
        asked = [self.axes.questions[each] for each in dates if each != TODAY]
        if not all(type_of(each).is_date for each in asked):
            self._tell("unreadable-work-out", written, value=written)
            return
        self.names[str(name)] = days_between(self.axes, *dates)

    def _of_question(self, question: Question) -> RuleList:
        owner = str(question.id)
        if question.go is not None and question.table is not None:
            self.report(Problem("go-and-table", question.table.at, {"question": owner}))
        if question.go is not None:
            return self._go(question, question.go)
        if question.table is not None:
            return self._table(owner, question.table)
        return RuleList(owner, "nothing", question.at)

    def _go(self, question: Question, node: Node) -> RuleList:
        owner = str(question.id)
        match node:
            case Scalar():
                if node.empty:
                    return RuleList(owner, "nothing", question.at)
                return RuleList(owner, "target", node.at, (Rule((), node.text, node.at),))
            case MapNode():
                return self._map(question, node)
            case Sequence():
                rules = tuple(self._rule(item) for item in node)
                return RuleList(owner, "rules", node.at, rules)

    def _map(self, question: Question, node: MapNode) -> RuleList:
        owner = str(question.id)
        if not type_of(question).has_options:
            about = {"question": owner, "type": question.type}
            self.report(Problem("map-without-options", node.at, about))
            meant = tuple(
                Rule((), self._target(value), key.at, unjudged=True) for key, value in node.entries
            )
            return RuleList(owner, "map", node.at, meant)
        rules = tuple(self._mapped(question, key, value) for key, value in node.entries)
        return RuleList(owner, "map", node.at, rules)

    def _mapped(self, question: Question, key: Text, value: Node) -> Rule:
        result = self.tests.read(str(question.id), Scalar(key, plain=True))
        for problem in result.problems:
            self.report(problem)
        part = Part(str(question.id), key.at, result.axis, result.ranges, key)
        return Rule((part,), self._target(value), key.at, astray=result.astray)

    def _target(self, node: Node | None) -> Text | None:
        if isinstance(node, Scalar) and not node.empty:
            return node.text
        if node is not None:
            self.report(Problem("unreadable-target", node.at))
        return None

    def _rule(self, node: Node) -> Rule:
        if not isinstance(node, MapNode):
            self.report(Problem("unreadable-rule", node.at))
            return Rule((), None, node.at, unjudged=True)
        keys = {str(key) for key, _ in node.entries}
        if keys == {"else"}:
            return Rule((), self._target(node.get("else")), node.at)
        if keys == {"when", "to"}:
            parts, astray = self._when(node.get("when"))
            to = self._target(node.get("to"))
            return self._made(parts, to, node.at, astray)
        self.report(Problem("unreadable-rule", node.at))
        return Rule((), self._target(node.get("to")), node.at, unjudged=True)

    def _made(self, parts: tuple[Part, ...], to: Text | None, at: Mark, astray: bool) -> Rule:
        unjudged = any(part.ranges is None for part in parts)
        return Rule(parts, to, at, unjudged, astray)

    def _when(self, node: Node | None) -> tuple[tuple[Part, ...], bool]:
        if isinstance(node, Scalar) and node.empty:
            return (), False
        if not isinstance(node, MapNode):
            at = node.at if node is not None else self.tree.at
            self.report(Problem("unreadable-rule", at))
            return (Part("", at),), False
        read = [self._part(name, value) for name, value in node.entries]
        return tuple(part for part, _ in read), any(astray for _, astray in read)

    def _part(self, name: Text, value: Node) -> tuple[Part, bool]:
        if name not in self.names:
            self._unknown_name(name, name, self.names)
            return Part(str(name), name.at), False
        if self.names[name].axis < 0:
            return Part(str(name), name.at), False
        result = self.tests.read(str(name), value)
        for problem in result.problems:
            self.report(problem)
        written = value.text if isinstance(value, Scalar) else None
        return Part(str(name), name.at, result.axis, result.ranges, written), result.astray

    def _table(self, owner: str, node: Node) -> RuleList:
        if not isinstance(node, Sequence):
            self.report(Problem("unreadable-rule", node.at))
            return RuleList(owner, "table", node.at, (Rule((), None, node.at, unjudged=True),))
        return RuleList(owner, "table", node.at, tuple(self._row(item) for item in node))

    def _row(self, node: Node) -> Rule:
        if not isinstance(node, MapNode) or node.get("to") is None:
            self.report(Problem("unreadable-row", node.at))
            return Rule((), None, node.at, unjudged=True)
        cells = [
            self._part(name, value)
            for name, value in node.entries
            if name != "to" and not (isinstance(value, Scalar) and value.empty)
        ]
        parts = tuple(part for part, _ in cells)
        astray = any(astray for _, astray in cells)
        return self._made(parts, self._target(node.get("to")), node.at, astray)

    def _of_outcome(self, outcome: Outcome) -> RuleList:
        rules = []
        for variant in outcome.body:
            parts, astray = self._when(variant.when) if variant.when is not None else ((), False)
            rules.append(self._made(parts, variant.text, variant.at, astray))
        shape: Shape = "texts" if rules else "nothing"
        return RuleList(str(outcome.id), shape, outcome.id.at, tuple(rules))

    def _unknown_name(
        self, name: str, at: Text, known: Iterator[str] | Mapping[str, Name] | list[str]
    ) -> None:
        self._tell("unknown-name", at, name=name, nearest=nearest(name, known))

    def _tell(self, code: str, at: Text, **about: str) -> None:
        self.report(Problem(code, at.at, about, width=max(1, len(at))))


__all__ = ["NOTHING", "Part", "Rule", "RuleList", "Rules", "read_rules"]
