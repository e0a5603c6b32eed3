"""Walks along the links of a graph, of one reader or many; no rule is evaluated again."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from waypost.markdown import Converter
from waypost.model import scalars
from waypost.model.typed_numbers import unambiguous
from waypost.trees.axes import Axes, Position, quoted
from waypost.trees.graph import Choice, Graph, Section, Step

Given = Mapping[str, object]
"""Answers by question: texts, or numbers as JSON has them."""


class Walked(NamedTuple):
    """The end of a walk. ``path`` has the questions answered.

    ``next`` is the question still to be answered, or from which an outcome goes on, or whose answer
    is at fault (then ``error`` says why). ``hole`` is set only in a tree with errors: the finding
    that the reader ran into. ``places`` is where the reader stands on each axis.
    """

    path: tuple[str, ...] = ()
    outcome: str | None = None
    next: str | None = None
    section: Section | None = None
    error: str | None = None
    hole: str = ""
    places: Mapping[int, int] | None = None


def walk(graph: Graph, axes: Axes, given: Given, today: date | None) -> Walked:
    """Follow ``given`` from the start; answers to questions that aren't asked are ignored."""
    position = Position(axes, today)
    places = position.places
    path: list[str] = []
    step = graph.by_id.get(graph.start)
    while step is not None:
        answer = _written(given.get(step.question))
        if answer is None:
            return Walked(tuple(path), next=step.question, places=places)
        error = axes.of_answer(step.question).place(answer, position)
        choice = None if error else _chosen(step, answer, places)
        if choice is None:
            why = error or f"{quoted(answer)} doesn't fit the other answers."
            return Walked(tuple(path), next=step.question, error=why, places=places)
        path.append(step.question)
        if choice.to is None:
            return Walked(tuple(path), hole=choice.hole, places=places)
        if choice.ends:
            ending = graph.endings[choice.to]
            section = next((each for each in ending.sections if each.id == choice.section), None)
            following = graph.by_id[ending.onward[0]].question if ending.onward else None
            return Walked(tuple(path), choice.to, following, section, places=places)
        step = graph.by_id[choice.to]
    return Walked()


def _chosen(step: Step, answer: str, places: Mapping[int, int]) -> Choice | None:
    for choice in step.choices:
        if choice.option in (None, answer) and all(
            band.low <= places[band.axis] <= band.high for band in choice.bands
        ):
            return choice
    return None


def _written(value: object) -> str | None:
    """An answer as text; None where there is none."""
    match value:
        case None:
            return None
        case bool():
            return str(value).lower()
        case Decimal():
            small = value.is_finite() and abs(value.adjusted()) < 100
            return unambiguous(value) if small else str(value)
        case _:
            text = str(value).strip()
            return text or None


def read_cases(text: str) -> list[Any]:
    """The cases of a batch, with numbers kept exactly as they are written.

    Raises:
        ValueError: the text is no JSON, or no list.
    """
    cases = json.loads(text, parse_float=Decimal, parse_int=Decimal, parse_constant=str)
    if not isinstance(cases, list):
        raise ValueError("a batch is a list of cases")  # noqa: TRY004
    return cases


def run_case(graph: Graph, axes: Axes, case: Any, today: date, texts: Converter) -> dict[str, Any]:
    """The result of one case. What is wrong with a case is shown in its own result alone."""
    if not isinstance(case, dict) or not isinstance(case.get("given", {}), dict):
        return _row(Walked(error="A case is an object with “given”: answers by question."), texts)
    written = case.get("today")
    day = today if written is None else scalars.day(str(written))
    if day is None:
        why = f"{quoted(str(written))} is not a date; “today” is like 2027-03-01."
        return _row(Walked(error=why), texts)
    return _row(walk(graph, axes, case.get("given", {}), day), texts)


def _row(walked: Walked, texts: Converter) -> dict[str, Any]:
    return {
        "path": list(walked.path),
        "outcome": walked.outcome,
        "next": walked.next,
        "text": None if walked.outcome is None else spoken(walked.section, texts),
        "error": walked.error,
    }


def spoken(section: Section | None, texts: Converter) -> str:
    """The text of an outcome's section, as plain text."""
    if section is None or section.text is None:
        return ""
    return texts.convert(section.text, section.answers).plain
