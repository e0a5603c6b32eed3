"""A diagram shows every link of the graph once, boxes apart, in columns from left to right."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from tests.trees.loading import as_yaml, compile_yaml
from waypost.trees import Graph
from waypost.trees.diagram import MOST_STEPS, Box, diagram


def row(length: int) -> Graph:
    """A row of questions, each with a way out."""
    questions: dict[str, Any] = {}
    for number in range(length):
        following = f"q{number + 1}" if number + 1 < length else "last"
        options = {"on": "Go on", "out": "Leave here"}
        go = {"on": following, "out": "out"}
        questions[f"q{number}"] = {"ask": f"Question {number}?", "options": options, "go": go}
    outcomes = {id: {"title": id.title(), "body": "…"} for id in ("out", "last")}
    tree = {"id": "row", "title": "Row", "questions": questions, "outcomes": outcomes}
    graph = compile_yaml(as_yaml(tree)).graph
    assert graph is not None
    return graph


@pytest.mark.parametrize("length", [1, 5, MOST_STEPS, MOST_STEPS + 1, 40])
def test_every_step_is_drawn_once_and_every_link_has_its_arrow(length: int) -> None:
    graph = row(length)
    panels = diagram(graph, {step.question: "Question?" for step in graph.steps})
    steps = [box.to for panel in panels for box in panel.boxes if box.kind == "step"]
    assert sorted(steps) == sorted(step.id for step in graph.steps)
    arrows = sum(len(panel.arrows) for panel in panels)
    assert arrows == sum(len({each.to for each in step.choices}) for step in graph.steps)


def test_boxes_never_overlap_and_arrows_lead_to_the_right() -> None:
    graph = row(30)
    for panel in diagram(graph, {step.question: "A long question, " * 9 for step in graph.steps}):
        assert not any(overlap(*pair) for pair in itertools.combinations(panel.boxes, 2))
        assert all(int(each.path[1:].split()[0]) < each.x2 for each in panel.arrows)
        assert all(box.x + box.width <= panel.width for box in panel.boxes)
        assert all(box.y + box.height <= panel.height for box in panel.boxes)


def overlap(one: Box, other: Box) -> bool:
    across = one.x < other.x + other.width and other.x < one.x + one.width
    return across and one.y < other.y + other.height and other.y < one.y + one.height


def test_a_step_in_another_part_says_in_which() -> None:
    panels = diagram(row(20), {f"q{number}": "Question?" for number in range(20)})
    (elsewhere,) = [box for box in panels[0].boxes if box.kind == "elsewhere"]
    assert elsewhere.lines[-1] == "(part 2)"
    assert panels[1].start == elsewhere.to


def test_a_tree_too_large_to_draw_has_no_diagram() -> None:
    graph = row(1000)
    assert diagram(graph, {step.question: "Question?" for step in graph.steps}) == ()
