"""From merged states to a Graph: ids, labels, sections, and how far it still is."""

from collections import Counter
from itertools import chain

from waypost.trees.axes import Box
from waypost.trees.compile_plan import NOWHERE
from waypost.trees.graph import Band, Choice, Ending, Graph, Section, Step
from waypost.trees.intervals import Bound
from waypost.trees.minimise import Merged, Target, minimise
from waypost.trees.states import End, Explored, Hole, ToState
from waypost.trees.step_ids import step_ids


def build_graph(explored: Explored) -> Graph:
    """The graph of everything that was explored. Where the tree has errors it has holes."""
    return _Builder(explored, minimise(explored)).graph()


class _Builder:
    def __init__(self, explored: Explored, merged: Merged) -> None:
        self.explored = explored
        self.merged = merged
        self.plan = explored.plan
        self.rules = explored.plan.rules
        slugs = [[self._slug(box) for box, _ in links] for links in merged.links]
        self.ids = step_ids(explored, merged, slugs)
        self.sections = self._sections()

    def graph(self) -> Graph:
        remaining = self._remaining()
        steps = [self._step(place, remaining[place]) for place in self._in_reading_order()]
        start = steps[0].id if steps else ""
        axes = self.rules.axes
        fields = {id: axes.of_answer(id).field(axes) for id in axes.questions}
        typed = {id: field for id, field in fields.items() if field}
        return Graph(str(self.rules.tree.id), start, tuple(steps), self._endings(), typed)

    def _in_reading_order(self) -> list[int]:
        """The start first, then step by step what can be reached from it."""
        order = [len(self.merged.nodes) - 1] if self.merged.nodes else []
        seen = set(order)
        for place in order:
            for _, target in self.merged.links[place]:
                if isinstance(target, ToState) and target.state not in seen:
                    seen.add(target.state)
                    order.append(target.state)
        return order

    def _remaining(self) -> list[int]:
        remaining: list[int] = []
        for links in self.merged.links:
            ahead = [remaining[end.state] for _, end in links if isinstance(end, ToState)]
            remaining.append(1 + max(ahead, default=0))
        return remaining

    def _step(self, place: int, remaining: int) -> Step:
        node = self.merged.nodes[place]
        choices = tuple(self._choice(node, *link) for link in self.merged.links[place])
        return Step(self.ids[place], self.plan.name(node), choices, remaining)

    def _choice(self, node: int, box: Box, target: Target) -> Choice:
        label = self.plan.label(node, box)
        option, bands = self._option(box), self._bands(self.plan.name(node), box)
        if option is None:
            label = self.rules.axes.messages.sentence(label)
        to = section = None
        hole = ""
        match target:
            case ToState(state):
                to = self.ids[state]
            case End(outcome):
                to, section = self.plan.name(outcome), self.sections[target].id
            case Hole(kind):
                hole = kind
        ends, slug = isinstance(target, End), self._slug(box)
        return Choice(label, to, ends, section, option, bands, slug, hole)

    def _slug(self, box: Box) -> str:
        return self.rules.axes.slug(box)

    def _option(self, box: Box) -> str | None:
        number, low, _ = box[0]
        axis = self.plan.axes[number]
        return axis.value(low) if axis.discrete else None

    def _bands(self, question: str, box: Box) -> tuple[Band, ...]:
        axes = self.plan.axes
        return tuple(
            Band(axis.kind, least, most, other or None, number, low, high)
            for number, low, high in box
            if not (axis := axes[number]).discrete and (low, high) != (axis.low, axis.high)
            for least, most, other in [axis.band(low, high, question)]
        )

    def _sections(self) -> dict[End, Section]:
        """The sections of outcomes, by the way in which some reader comes to one."""
        links = chain.from_iterable(self.merged.links)
        ends = dict.fromkeys(end for _, end in links if isinstance(end, End))
        several = Counter(end.node for end in ends)
        return {end: self._section(end, several[end.node] == 1) for end in sorted(ends, key=_rank)}

    def _section(self, end: End, single: bool) -> Section:
        node, variant, repeated = end
        if variant == NOWHERE:
            return Section(None if single else "text-0", None)
        text = self.plan.lists[node].rules[variant].to
        slugs = [f"{self.plan.name(each)}-{self._slug(box or ())}" for each, box in repeated]
        answers = {self.plan.name(each): self.plan.label(each, box or ()) for each, box in repeated}
        id = None if single else "--".join([f"text-{variant + 1}", *slugs])
        return Section(id, text, answers)

    def _endings(self) -> tuple[Ending, ...]:
        sections: dict[int, list[Section]] = {}
        for end, section in self.sections.items():
            sections.setdefault(end.node, []).append(section)
        return tuple(
            Ending(str(each.id), str(each.title or ""), tuple(sections.get(number, ())))
            for number, each in enumerate(self.rules.tree.outcomes, start=self.plan.questions)
        )


def _rank(end: End) -> tuple[int, list[tuple[Bound, ...]]]:
    return end.variant, [tuple(low for _, low, _ in box or ()) for _, box in end.repeated]
