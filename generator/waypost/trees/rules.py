"""Reads the rules of a tree: from nodes to tests on axes, and where each leads.

`go` in its three shapes, `table`, and the variants of an outcome's text all become one thing: a
list of rules, read from the top. What can't be read becomes a problem, and its rule is marked, so
that the proof doesn't blame it twice.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, NamedTuple

from waypost.core.nodes import Mapping as MapNode
from waypost.core.nodes import Mark, Node, Scalar, Sequence, Text
from waypost.diagnostics import Problem, Report, nearest
from waypost.markdown import Converter
from waypost.model.facts import Facts
from waypost.model.records import Outcome, Question, Tree
from waypost.trees.answer_types import days_between, make_axes, type_of
from waypost.trees.axes import Axes, Variable
from waypost.trees.constants import TODAY
from waypost.trees.intervals import Ranges, common
from waypost.trees.renamed_options import Renamed, renamed_options
from waypost.trees.unary_tests import Condition, Tests

Shape = Literal["target", "map", "rules", "table", "texts", "nothing"]


class Rule(NamedTuple):
    """The target of readers for whom all conditions hold."""

    conditions: tuple[Condition, ...]
    to: Text | None
    at: Mark

    @property
    def undecided(self) -> bool:
        """True where a condition can't be read, so that it is unknown if the rule fires."""
        return any(each.ranges is None for each in self.conditions)

    @property
    def loose(self) -> bool:
        """True where it can't be judged, or names an option that doesn't exist."""
        return self.undecided or any(each.misnamed for each in self.conditions)

    def tests(self) -> dict[int, Ranges]:
        """The set of places on each axis for which the rule holds."""
        found: dict[int, Ranges] = {}
        for each in self.conditions:
            if each.ranges is not None:
                known = found.get(each.axis)
                found[each.axis] = each.ranges if known is None else common(known, each.ranges)
        return found


class RuleList(NamedTuple):
    """The rules of a question, or of an outcome's text, in order."""

    owner: str
    shape: Shape
    at: Mark
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True)
class Rules:
    """A tree as read: its axes, its names, and a list of rules for each question and outcome."""

    tree: Tree
    axes: Axes
    names: Mapping[str, Variable]
    of_questions: Mapping[str, RuleList]
    of_outcomes: Mapping[str, RuleList]
    renamed: Renamed

    def targets(self) -> Iterator[Text]:
        """The ids that rules lead to, and that scenarios expect, in the order of the file."""
        for each in self.of_questions.values():
            yield from (rule.to for rule in each.rules if rule.to is not None)
        yield from (each.expect for each in self.tree.scenarios if each.expect)

    @cached_property
    def meant(self) -> Mapping[str, str]:
        """By each unknown target, the question or outcome that it probably means.

        Where it is named more than once, that is the one that nothing leads to: it was renamed.
        """
        ids = [*self.of_questions, *self.of_outcomes]
        named = Counter(map(str, self.targets()))
        idle = [id for id in ids[1:] if id not in named]
        unknown = [id for id in named if id not in ids]
        sole = idle[0] if len(idle) == len(unknown) == 1 else ""
        return {id: (named[id] > 1 and sole) or nearest(id, ids) for id in unknown}


def read_rules(tree: Tree, facts: Facts, report: Report) -> Rules:
    """Read every rule of ``tree``; what is wrong goes to ``report``."""
    return _RulesReader(_with_facts(tree, facts), facts, report).read()


def _with_facts(tree: Tree, facts: Facts) -> Tree:
    """``tree`` with facts in its questions, labels and titles, which are words without markup."""

    converter = Converter(facts=facts)

    def put(text: Text) -> Text:
        return Text(facts.expand(text), text.at, text.block) if "{{" in text else text

    def words(text: Text) -> Text:
        plain = converter.inline(text).plain
        return Text(plain, text.at, text.block) if plain != text.strip() else text

    questions = []
    for each in tree.questions:
        options = tuple(replace(option, label=words(option.label)) for option in each.options)
        hint = each.hint and words(each.hint)
        questions.append(replace(each, ask=words(each.ask), hint=hint, options=options))
    outcomes = (replace(each, title=each.title and put(each.title)) for each in tree.outcomes)
    return replace(tree, questions=tuple(questions), outcomes=tuple(outcomes))


@dataclass(slots=True)
class _RulesReader:
    tree: Tree
    facts: Facts
    report: Report
    axes: Axes = field(init=False)
    names: dict[str, Variable] = field(default_factory=dict)
    tests: Tests = field(init=False)

    def read(self) -> Rules:
        self.axes = make_axes(self.tree, self.facts, self.report)
        self.names = {id: Variable(axis) for id, axis in self.axes.own.items()}
        for name, written in self.tree.work_out:
            self._work_out(name, written)
        renamed = renamed_options(self.tree, self.report)
        self.tests = Tests(self.axes, self.names, self.facts, self.report, renamed)
        questions = {id: self._of_question(each) for id, each in self.axes.questions.items()}
        outcomes = {str(each.id): self._of_outcome(each) for each in self.tree.outcomes}
        return Rules(self.tree, self.axes, self.names, questions, outcomes, renamed)

    def _work_out(self, name: Text, written: Text) -> None:
        """``age: days(delivered_on, today)``."""
        unreadable = Problem.of("unreadable-work-out", written, value=written)
        inside = written.strip()
        if name in self.axes.questions or name in self.names:
            self.report(Problem.of("name-taken", name, name=name))
            return
        self.names[str(name)] = Variable(-1)
        if not (inside.startswith("days(") and inside.endswith(")")):
            self.report(unreadable)
            return
        dates = [date.strip() for date in inside[5:-1].split(",")]
        if len(dates) != 2 or dates[0] == dates[1]:
            self.report(unreadable)
            return
        unknown = [each for each in dates if each != TODAY and each not in self.axes.questions]
        for each in unknown:
            self._unknown_name(each, written, [*self.axes.questions, TODAY])
        if unknown:
            return
        asked = [self.axes.of_answer(each) for each in dates if each != TODAY]
        if not all(each.points for each in asked):
            self.report(unreadable)
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
            case Scalar() if node.empty:
                return RuleList(owner, "nothing", question.at)
            case Scalar():
                return RuleList(owner, "target", node.at, (Rule((), node.text, node.at),))
            case MapNode():
                return self._map(question, node)
            case Sequence():
                rules = tuple(self._rule(item) for item in node)
                return RuleList(owner, "rules", node.at, rules)

    def _map(self, question: Question, node: MapNode) -> RuleList:
        owner = str(question.id)
        if not type_of(question).discrete:
            about = {"question": owner, "type": question.type}
            self.report(Problem("map-without-options", node.at, about))
            meant = (_unreadable(key.at, self._target(value)) for key, value in node.entries)
            return RuleList(owner, "map", node.at, tuple(meant))
        rules = [
            Rule(
                (self._condition(Text(owner, key.at), Scalar(key, plain=True)),),
                self._target(value),
                key.at,
            )
            for key, value in node.entries
        ]
        return RuleList(owner, "map", node.at, tuple(rules))

    def _target(self, node: Node | None) -> Text | None:
        if isinstance(node, Scalar) and not node.empty:
            return node.text
        if node is not None:
            self.report(Problem("unreadable-target", node.at))
        return None

    def _rule(self, node: Node) -> Rule:
        if not isinstance(node, MapNode):
            self.report(Problem("unreadable-rule", node.at))
            return _unreadable(node.at)
        keys = {str(key) for key, _ in node.entries}
        if keys == {"else"}:
            return Rule((), self._target(node.get("else")), node.at)
        if keys == {"when", "to"}:
            return Rule(self._when(node.get("when")), self._target(node.get("to")), node.at)
        self.report(Problem("unreadable-rule", node.at))
        return _unreadable(node.at, self._target(node.get("to")))

    def _when(self, node: Node | None) -> tuple[Condition, ...]:
        if isinstance(node, Scalar) and node.empty:
            return ()
        if not isinstance(node, MapNode):
            at = node.at if node is not None else self.tree.at
            self.report(Problem("unreadable-rule", at))
            return (Condition("", at),)
        return tuple(self._condition(name, value) for name, value in node.entries)

    def _condition(self, name: Text, value: Node) -> Condition:
        if name not in self.names:
            self._unknown_name(name, name, self.names)
        if name not in self.names or self.names[name].axis < 0:
            return Condition(str(name), name.at)
        return self.tests.read(name, value)

    def _table(self, owner: str, node: Node) -> RuleList:
        if not isinstance(node, Sequence):
            self.report(Problem("unreadable-rule", node.at))
            return RuleList(owner, "table", node.at, (_unreadable(node.at),))
        return RuleList(owner, "table", node.at, tuple(self._row(item) for item in node))

    def _row(self, node: Node) -> Rule:
        if not isinstance(node, MapNode) or node.get("to") is None:
            self.report(Problem("unreadable-row", node.at))
            return _unreadable(node.at)
        conditions = tuple(
            self._condition(name, value)
            for name, value in node.entries
            if name != "to" and not (isinstance(value, Scalar) and value.empty)
        )
        return Rule(conditions, self._target(node.get("to")), node.at)

    def _of_outcome(self, outcome: Outcome) -> RuleList:
        rules = tuple(
            Rule(() if each.when is None else self._when(each.when), each.text, each.at)
            for each in outcome.body
        )
        return RuleList(str(outcome.id), "texts" if rules else "nothing", outcome.id.at, rules)

    def _unknown_name(self, name: str, at: Text, known: Iterable[str]) -> None:
        self.report(Problem.of("unknown-name", at, name=name, nearest=nearest(name, known)))


def _unreadable(at: Mark, to: Text | None = None) -> Rule:
    """A rule of which no condition can be read."""
    return Rule((Condition("", at),), to, at)
