"""The layout of a tree's diagram: boxes and arrows. Wide trees are split into panels.

Columns follow the order of asking, from left to right; in a column boxes stand near those that
lead to them (the barycentre rule of Sugiyama, Tagawa and Toda). Drawing is up to the page.
"""

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from waypost.trees.graph import Graph, Step

MOST_STEPS = 12
"""Steps of one panel; more don't fit a screen."""

MOST_OUTCOMES = 14
"""Outcomes of one panel, for the same reason."""

MOST_PANELS = 40
"""Panels after which a diagram helps less than the table of paths."""

WIDTH, GAP_X, GAP_Y, PADDING, LINE = 190, 130, 22, 10, 17
CHARACTERS, MOST_LINES = 24, 4
LABEL_CHARACTERS = 18

BoxKind = Literal["step", "outcome", "elsewhere"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with its words. ``elsewhere`` stands for a step that another panel draws.

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


@dataclass(frozen=True, slots=True)
class Arrow:
    """A line from one box to another, with the answers that take it.

    The curve is a cubic one from ``x1, y1`` to ``x2, y2``, level at both ends.
    """

    x1: int
    y1: int
    x2: int
    y2: int
    lines: tuple[str, ...]
    label: str

    @property
    def path(self) -> str:
        """The curve as the ``d`` of an SVG path."""
        middle = (self.x1 + self.x2) // 2
        return f"M{self.x1} {self.y1}C{middle} {self.y1} {middle} {self.y2} {self.x2} {self.y2}"


@dataclass(frozen=True, slots=True)
class Panel:
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
        columns = _columns([("step", id) for id in part], links)
        boxes = self._boxes(number, columns)
        arrows = tuple(
            _arrow(boxes[start], boxes[end], labels) for (start, end), labels in links.items()
        )
        width = max(box.x + box.width for box in boxes.values()) + PADDING
        height = max(box.y + box.height for box in boxes.values()) + PADDING
        return Panel(number, part[0], width, height, tuple(boxes.values()), arrows)

    def _links(self, part: list[str]) -> dict[tuple[Key, Key], list[str]]:
        links: dict[tuple[Key, Key], list[str]] = {}
        for id in part:
            for choice in self.graph.by_id[id].choices:
                to = str(choice.to)
                kind: BoxKind = "outcome" if choice.ends else "step" if to in part else "elsewhere"
                links.setdefault((("step", id), (kind, to)), []).append(choice.label)
        return links

    def _boxes(self, number: int, columns: list[list[Key]]) -> dict[Key, Box]:
        lines = {key: self._lines(key) for column in columns for key in column}
        height = {key: 2 * PADDING + LINE * len(text) for key, text in lines.items()}
        total = [sum(height[key] + GAP_Y for key in column) - GAP_Y for column in columns]
        boxes = {}
        for place, column in enumerate(columns):
            y = PADDING + (max(total) - total[place]) // 2
            for key in column:
                kind, id = key
                x = PADDING + place * (WIDTH + GAP_X)
                panel = number if kind == "outcome" else self.panel_of[id]
                boxes[key] = Box(kind, id, lines[key], x, y, WIDTH, height[key], panel)
                y += height[key] + GAP_Y
        return boxes

    def _lines(self, key: Key) -> tuple[str, ...]:
        kind, id = key
        if kind == "outcome":
            return _wrapped(self.graph.endings[id].title, CHARACTERS, MOST_LINES)
        words = _wrapped(self.asks[self.graph.by_id[id].question], CHARACTERS, MOST_LINES)
        if kind == "elsewhere":
            return (*words, f"(part {self.panel_of[id]})")
        return words


def _columns(steps: list[Key], links: Mapping[tuple[Key, Key], list[str]]) -> list[list[Key]]:
    """The boxes by column: each one to the right of all that lead to it."""
    into: dict[Key, list[Key]] = {}
    for start, end in links:
        into.setdefault(end, []).append(start)
    rank: dict[Key, int] = dict.fromkeys(steps, 0)
    for _ in steps:
        for start, end in links:
            rank[end] = max(rank.get(end, 0), rank[start] + 1)
    columns: list[list[Key]] = [[] for _ in range(max(rank.values()) + 1)]
    for key in dict.fromkeys([*steps, *(end for _, end in links)]):
        columns[rank[key]].append(key)
    height: dict[Key, float] = {}
    for column in columns:
        column.sort(key=lambda key: _middle([height[each] for each in into.get(key, [])]))
        height.update({key: place / len(column) for place, key in enumerate(column)})
    return columns


def _middle(heights: list[float]) -> float:
    return sum(heights) / len(heights) if heights else 0.0


def _arrow(start: Box, end: Box, labels: list[str]) -> Arrow:
    label = ", ".join(labels)
    lines = _wrapped(label, LABEL_CHARACTERS, 2)
    y1, y2 = start.y + start.height // 2, end.y + end.height // 2
    return Arrow(start.x + start.width, y1, end.x, y2, lines, label)


def _wrapped(text: str, characters: int, most: int) -> tuple[str, ...]:
    lines = textwrap.wrap(text, characters, max_lines=most, placeholder=" …")
    return tuple(lines) or ("…",)
