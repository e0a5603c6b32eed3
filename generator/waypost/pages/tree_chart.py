"""The page on which a tree's owner sees it whole: its diagram, all its paths, its scenarios."""

from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from waypost.core import urls
from waypost.core.language_tag import direction
from waypost.model.records import Tree
from waypost.pages.page import Page, View
from waypost.pages.page_context import PageContext
from waypost.pages.tree_steps import OWNER, graph_of
from waypost.trees import Compiled
from waypost.trees.diagram import LINE, Box, diagram
from waypost.trees.graph import Graph
from waypost.trees.tree_export import paths

MOST_ROWS: Final = 400
"""Paths in the page's table; `waypost tree --format csv` has them all."""


def chart(context: PageContext, compiled: Compiled, page: Page) -> View:
    """The tree as a diagram, as the same in words, as a table of paths, and its scenarios."""
    known, graph = compiled.tree, graph_of(compiled)
    line = context.text.line
    asks = {str(each.id): str(context.text.rich(each.ask)) for each in known.questions}
    rows = list(_rows(graph, asks))
    values = {
        "tree": known.kind.address(known.id),
        "stats": str(compiled.stats),
        "panels": [
            {"drawn": panel, "boxes": [(box, _leads_to(graph, box)) for box in panel.boxes]}
            for panel in diagram(graph, asks)
        ],
        "steps": [_step(graph, asks, step) for step in graph.steps],
        "columns": list(asks.values()),
        "rows": rows[:MOST_ROWS],
        "more": len(rows) > MOST_ROWS,
        "scenarios": [
            {
                "name": line(tried.scenario.name),
                "given": [(asks.get(id, id), value) for id, value in tried.scenario.given],
                "title": _title(graph, tried.walked.outcome),
                "address": urls.outcome(known.id, tried.walked.outcome or ""),
                "holds": tried.holds,
            }
            for tried in compiled.tried
        ],
        "line": LINE,
        "mirrored": direction(str(context.knowledge.language)) == "rtl",
    }
    return context.view(page, "chart", values, description=page.title)


def _leads_to(graph: Graph, box: Box) -> str:
    """The address that a box of the diagram links to: an outcome's page or a step of the tree."""
    if box.kind == "outcome":
        return urls.outcome(graph.id, box.to)
    if box.kind == "elsewhere":
        return f"{urls.outcome(graph.id, OWNER)}#_part-{box.panel}"
    return f"{Tree.kind.address(graph.id)}#{box.to}"


def _step(graph: Graph, asks: dict[str, str], step: Any) -> dict[str, Any]:
    """A step in words: its question, and where each answer leads."""
    choices = []
    for choice in step.choices:
        to = str(choice.to)
        if choice.ends:
            choices.append((choice.label, _title(graph, to), urls.outcome(graph.id, to), True))
        else:
            words = asks[graph.by_id[to].question]
            choices.append((choice.label, words, f"{Tree.kind.address(graph.id)}#{to}", False))
    return {"ask": asks[step.question], "id": step.id, "choices": choices}


def _rows(graph: Graph, asks: dict[str, str]) -> Iterator[dict[str, Any]]:
    for path in islice(paths(graph), MOST_ROWS + 1):
        said = {step.question: choice.label for step, choice in path}
        outcome = str(path[-1][1].to)
        yield {
            "cells": [said.get(id, "") for id in asks],
            "title": _title(graph, outcome),
            "address": urls.outcome(graph.id, outcome),
        }


def _title(graph: Graph, outcome: str | None) -> str:
    ending = graph.endings.get(outcome or "")
    return ending.title if ending else "no outcome"
