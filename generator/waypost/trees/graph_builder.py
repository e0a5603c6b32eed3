"""From merged states to a Graph: ids, labels, sections, and how far it still is."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from waypost.trees import labels as bands
from waypost.trees.axes import FIRST_DAY, LAST_DAY, Axes, Axis
from waypost.trees.compile_plan import NOWHERE
from waypost.trees.graph import Band, Choice, Ending, Field, Graph, Section, Step
from waypost.trees.intervals import Bound, decimal_of
from waypost.trees.minimise import Merged, Target, To, shrink
from waypost.trees.states import Box, End, Explored, Hole
from waypost.trees.step_ids import step_ids

SectionKey = tuple[int, int, tuple[tuple[int, Box | None], ...]]


def build(explored: Explored) -> Graph:
    """The graph of everything that was explored. Where the tree has errors it has holes."""
    return _Builder(explored, shrink(explored)).graph()


class _Builder:
    def __init__(self, explored: Explored, merged: Merged) -> None:
        self.explored = explored
        self.merged = merged
        self.plan = explored.plan
        self.rules = explored.plan.rules
        self.questions = self.rules.axes.questions
        slugs = [[self._slug(box) for box, _ in links] for links in merged.links]
        self.ids = step_ids(explored, merged, slugs)
        self.sections = self._sections()

    def graph(self) -> Graph:
        remaining = self._remaining()
        steps = [self._step(place, remaining[place]) for place in self._in_reading_order()]
        start = steps[0].id if steps else ""
        fields = fields_of(self.rules.axes)
        return Graph(str(self.rules.tree.id), start, tuple(steps), self._endings(), fields)

    def _in_reading_order(self) -> list[int]:
        """The start first, then step by step what can be reached from it."""
        order = [len(self.merged.nodes) - 1] if self.merged.nodes else []
        seen = set(order)
        for place in order:
            for _, target in self.merged.links[place]:
                if isinstance(target, To) and target.state not in seen:
                    seen.add(target.state)
                    order.append(target.state)
        return order

    def _remaining(self) -> list[int]:
        remaining: list[int] = []
        for links in self.merged.links:
            ahead = [remaining[end.state] for _, end in links if isinstance(end, To)]
            remaining.append(1 + max(ahead, default=0))
        return remaining

    def _step(self, place: int, remaining: int) -> Step:
        question = self.plan.name(self.merged.nodes[place])
        choices = tuple(self._choice(question, *link) for link in self.merged.links[place])
        return Step(self.ids[place], question, choices, remaining)

    def _choice(self, question: str, box: Box, target: Target) -> Choice:
        label = bands.label(box, self.plan.axes, self.questions, question)
        label = label[:1].upper() + label[1:] if self._option(question, box) is None else label
        option = self._option(question, box)
        parts = () if option is not None else self._bands(question, box)
        slug = self._slug(box)
        match target:
            case To(state):
                return Choice(label, self.ids[state], False, None, option, parts, slug)
            case End(node, variant, told):
                section = self.sections[node][node, variant, told].id
                return Choice(label, self.plan.name(node), True, section, option, parts, slug)
            case Hole(kind):
                return Choice(label, None, False, None, option, parts, slug, kind)

    def _slug(self, box: Box) -> str:
        return bands.slug(box, self.plan.axes, self.questions)

    def _option(self, question: str, box: Box) -> str | None:
        if self.questions[question].type in ("number", "date"):
            return None
        return str(self.questions[question].options[int(box[0][1])].id)

    def _bands(self, question: str, box: Box) -> tuple[Band, ...]:
        axes = self.plan.axes
        return tuple(
            _band(number, axes[number], low, high, question)
            for number, low, high in box
            if (low, high) != (axes[number].low, axes[number].high)
        )

    def _sections(self) -> Mapping[int, Mapping[SectionKey, Section]]:
        """The sections of each outcome that some reader comes to, by what tells them apart."""
        found: dict[int, dict[SectionKey, None]] = {}
        for links in self.merged.links:
            for _, end in links:
                if isinstance(end, End):
                    found.setdefault(end.node, {})[end.node, end.variant, end.told] = None
        return {node: self._sections_of(list(keys)) for node, keys in found.items()}

    def _sections_of(self, keys: Sequence[SectionKey]) -> dict[SectionKey, Section]:
        single = len(keys) == 1
        return {key: self._section(key, single) for key in sorted(keys, key=self._rank)}

    def _rank(self, key: SectionKey) -> tuple[int, list[tuple[Bound, ...]]]:
        _, variant, told = key
        return variant, [tuple(low for _, low, _ in box or ()) for _, box in told]

    def _section(self, key: SectionKey, single: bool) -> Section:
        node, variant, told = key
        if variant == NOWHERE:
            return Section(None if single else "text-0", None)
        text = self.plan.lists[node].rules[variant].to
        slugs = [f"{self.plan.name(each)}-{self._slug(box or ())}" for each, box in told]
        labels = {self.plan.name(each): self._label(each, box or ()) for each, box in told}
        id = None if single else "--".join([f"text-{variant + 1}", *slugs])
        return Section(id, text, labels)

    def _label(self, node: int, box: Box) -> str:
        return bands.label(box, self.plan.axes, self.questions, self.plan.name(node))

    def _endings(self) -> tuple[Ending, ...]:
        endings = []
        for number, outcome in enumerate(self.rules.tree.outcomes, start=self.plan.questions):
            sections = tuple(self.sections.get(number, {}).values())
            endings.append(Ending(str(outcome.id), str(outcome.title or ""), sections))
        return tuple(endings)


def _band(number: int, axis: Axis, low: Bound, high: Bound, question: str) -> Band:
    if axis.kind == "option":
        raise ValueError("an option is no band")
    least, most = _end(axis, low), _end(axis, high)
    if axis.kind == "between" and question == axis.first:
        other = axis.second
        return Band("between", _minus(most), _minus(least), other, number, low, high)
    other_question = axis.first if axis.kind == "between" else None
    return Band(axis.kind, least, most, other_question, number, low, high)


def fields_of(axes: Axes) -> dict[str, Field]:
    """What may be typed for each number and date of a tree."""
    fields = {}
    for axis in axes.lines:
        question = axes.questions[axis.first]
        if axis.kind == "number":
            step = f"{decimal_of(axis.scale.step):f}"
            ends = _end(axis, axis.low), _end(axis, axis.high)
            fields[axis.first] = Field("number", bands.unit_of(question), *ends, step)
        elif axis.kind == "day":
            since = axes.find("ago", axis.first)
            today = (since.high == 0, since.low == 0) if since else (False, False)
            fields[axis.first] = Field(
                "date", "", _end(axis, axis.low), _end(axis, axis.high), "1", *today
            )
    return fields


def _end(axis: Axis, place: Bound) -> str | None:
    if math.isinf(place):
        return None
    if axis.kind == "day":
        return None if place in (FIRST_DAY, LAST_DAY) else bands.iso(place)
    return f"{axis.scale.value(place):f}" if axis.kind == "number" else str(int(place))


def _minus(number: str | None) -> str | None:
    return None if number is None else str(-int(number))
