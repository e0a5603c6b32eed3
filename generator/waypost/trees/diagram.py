"""The layout of a tree's diagram: boxes and arrows. Wide trees are split into panels.

Columns follow the order of asking, from left to right; in a column boxes stand near those that
lead to them (the barycentre rule of Sugiyama, Tagawa and Toda). Lines bend behind a column and run
level before the next, each at a height of its own: there its label stands, clear of all lines.
Drawing is up to the page.
"""

import textwrap
from collections.abc import Mapping
from itertools import pairwise
from typing import Literal, NamedTuple

from waypost.trees.graph import Graph, Step

MOST_STEPS = 12
"""Steps of one panel; more don't fit a screen."""

MOST_OUTCOMES = 14
"""Outcomes of one panel, for the same reason."""

MOST_PANELS = 40
"""Panels after which a diagram helps less than the table of paths."""

WIDTH, BEND, LANE, GAP_Y, PADDING, LINE = 190, 60, 136, 22, 10, 17
PORT = 38
"""The height that a line with its label takes beside the box to which it leads."""

CHARACTERS, MOST_LINES = 24, 4
LABEL_CHARACTERS = 18

BoxKind = Literal["step", "outcome", "elsewhere", "pass"]


class Box(NamedTuple):
    """A rectangle with its words. ``elsewhere`` stands for a step that another panel draws, and
    ``pass`` for the room that a line takes on its way through a column.

    ``to`` is the id of the step or outcome; ``panel`` is the number of the panel that draws it.
    """

    kind: BoxKind
    to: str
    lines: tuple[str, ...]
    x: int
    y: int
    width: int
    height: int
    panel: int


class Arrow(NamedTuple):
    """A line from one box to another, with the answers that take it.

    ``path`` is the ``d`` of an SVG path that ends at ``x2, y2``, level at both ends.
    """

    x2: int
    y2: int
    path: str
    lines: tuple[str, ...]


class Panel(NamedTuple):
    """One part of a diagram. ``number`` counts from 1; ``start`` is its first step."""

    number: int
    start: str
    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


Key = tuple[BoxKind, str]


def diagram(graph: Graph, asks: Mapping[str, str]) -> tuple[Panel, ...]:
    """The panels of ``graph``; ``asks`` has the questions' words. None where there are too many."""
    parts = _parts(graph)
    if len(parts) > MOST_PANELS:
        return ()
    panel_of = {step: number for number, part in enumerate(parts, start=1) for step in part}
    drawn = _Drawing(graph, asks, panel_of)
    return tuple(drawn.panel(number, part) for number, part in enumerate(parts, start=1))


def _parts(graph: Graph) -> list[list[str]]:
    """The steps of each panel: those nearest to its first one, as many as fit."""
    parts: list[list[str]] = []
    taken: set[str] = set()
    starts = [graph.start] if graph.steps else []
    for start in starts:
        if start in taken:
            continue
        if len(parts) > MOST_PANELS:
            break
        part = _part(graph, start, taken)
        parts.append(part)
        for id in part:
            starts += [each for each in _following(graph.by_id[id]) if each not in taken]
    return parts


def _part(graph: Graph, start: str, taken: set[str]) -> list[str]:
    part = [start]
    taken.add(start)
    ends: set[str] = set()
    for id in part:
        ends |= {str(each.to) for each in graph.by_id[id].choices if each.ends}
        for each in _following(graph.by_id[id]):
            if each not in taken and len(part) < MOST_STEPS and len(ends) < MOST_OUTCOMES:
                taken.add(each)
                part.append(each)
    return part


def _following(step: Step) -> list[str]:
    return list(dict.fromkeys(str(each.to) for each in step.choices if not each.ends))


class _Drawing:
    def __init__(self, graph: Graph, asks: Mapping[str, str], panel_of: Mapping[str, int]) -> None:
        self.graph = graph
        self.asks = asks
        self.panel_of = panel_of

    def panel(self, number: int, part: list[str]) -> Panel:
        links = self._links(part)
        columns, chains = _columns([("step", id) for id in part], links)
        into: dict[Key, list[Key]] = {}
        for chain in chains.values():
            into.setdefault(chain[-1], []).append(chain[-2])
        boxes = self._boxes(number, columns, {end: len(starts) for end, starts in into.items()})
        for starts in into.values():
            starts.sort(key=lambda key: boxes[key].y)
        arrows = tuple(
            _arrow(
                [boxes[key] for key in chain],
                into[chain[-1]].index(chain[-2]),
                len(into[chain[-1]]),
                links[ends],
            )
            for ends, chain in chains.items()
        )
        width = max(box.x + box.width for box in boxes.values()) + PADDING
        height = max(box.y + box.height for box in boxes.values()) + PADDING
        shown = tuple(box for box in boxes.values() if box.kind != "pass")
        return Panel(number, part[0], width, height, shown, arrows)

    def _links(self, part: list[str]) -> dict[tuple[Key, Key], list[str]]:
        links: dict[tuple[Key, Key], list[str]] = {}
        for id in part:
            for choice in self.graph.by_id[id].choices:
                to = str(choice.to)
                kind: BoxKind = "outcome" if choice.ends else "step" if to in part else "elsewhere"
                links.setdefault((("step", id), (kind, to)), []).append(choice.label)
        return links

    def _boxes(
        self, number: int, columns: list[list[Key]], ports: Mapping[Key, int]
    ) -> dict[Key, Box]:
        lines = {key: self._lines(key) for column in columns for key in column}
        height = {
            key: max(2 * PADDING + LINE * len(text) if text else LINE, PORT * ports.get(key, 0))
            for key, text in lines.items()
        }
        total = [sum(height[key] + GAP_Y for key in column) - GAP_Y for column in columns]
        boxes = {}
        for place, column in enumerate(columns):
            y = PADDING + (max(total) - total[place]) // 2
            for key in column:
                kind, id = key
                x = PADDING + place * (WIDTH + BEND + LANE)
                panel = self.panel_of.get(id, number) if kind != "outcome" else number
                boxes[key] = Box(kind, id, lines[key], x, y, WIDTH, height[key], panel)
                y += height[key] + GAP_Y
        return boxes

    def _lines(self, key: Key) -> tuple[str, ...]:
        kind, id = key
        if kind == "pass":
            return ()
        if kind == "outcome":
            return _wrapped(self.graph.endings[id].title, CHARACTERS, MOST_LINES)
        words = _wrapped(self.asks[self.graph.by_id[id].question], CHARACTERS, MOST_LINES)
        if kind == "elsewhere":
            return (*words, f"(part {self.panel_of[id]})")
        return words


def _columns(
    steps: list[Key], links: Mapping[tuple[Key, Key], list[str]]
) -> tuple[list[list[Key]], dict[tuple[Key, Key], list[Key]]]:
    """The boxes by column, each one to the right of all that lead to it; and for each link the
    boxes from its start to its end, one in each column."""
    rank: dict[Key, int] = dict.fromkeys(steps, 0)
    for _ in steps:
        for start, end in links:
            rank[end] = max(rank.get(end, 0), rank[start] + 1)
    columns: list[list[Key]] = [[] for _ in range(max(rank.values()) + 1)]
    chains: dict[tuple[Key, Key], list[Key]] = {}
    into: dict[Key, list[Key]] = {}
    for start, end in links:
        way = range(rank[start] + 1, rank[end])
        through: list[Key] = [("pass", f"{start}{end}{place}") for place in way]
        rank.update(zip(through, way, strict=True))
        chain = chains[start, end] = [start, *through, end]
        for before, after in pairwise(chain):
            into.setdefault(after, []).append(before)
    for key in dict.fromkeys([*steps, *(key for chain in chains.values() for key in chain)]):
        columns[rank[key]].append(key)
    height: dict[Key, float] = {}
    for column in columns:
        column.sort(key=lambda key: _middle([height[each] for each in into.get(key, [])]))
        height.update({key: place / len(column) for place, key in enumerate(column)})
    return columns, chains


def _middle(heights: list[float]) -> float:
    return sum(heights) / len(heights) if heights else 0.0


def _arrow(chain: list[Box], port: int, ports: int, labels: list[str]) -> Arrow:
    """The line through the boxes of ``chain``; it ends at one of the ``ports`` of the last."""
    start, *rest = chain
    x, y = start.x + start.width, start.y + start.height // 2
    path = f"M{x} {y}"
    for box in rest:
        share = (2 * port + 1, 2 * ports) if box is chain[-1] else (1, 2)
        level, middle = box.y + box.height * share[0] // share[1], x + BEND // 2
        through = box.x + (box.width if box.kind == "pass" else 0)
        path += f"C{middle} {y} {middle} {level} {x + BEND} {level}H{through}"
        x, y = through, level
    lines = _wrapped(", ".join(labels), LABEL_CHARACTERS, 2)
    return Arrow(x, y, path, lines)


def _wrapped(text: str, characters: int, most: int) -> tuple[str, ...]:
    lines = textwrap.wrap(text, characters, max_lines=most, placeholder=" …")
    return tuple(lines) or ("…",)
