"""A graph for other programs: as JSON, as a Mermaid diagram, and as a table of all paths."""

import csv
import io
import json
import re
from collections.abc import Iterator

from waypost.core.csv_limit import FORMULA
from waypost.trees.graph import Choice, Graph, Step

MOST_PATHS = 1_000_000
"""Rows of a table of paths; a spreadsheet takes about as many."""

WORDS = re.compile(r"-[0-9][\w .%‰°]*")
"""A label such as “-1 or less”: without a sign or a bracket in it nothing is computed."""


def as_json(graph: Graph) -> str:
    """The graph as the contract has it: steps with their choices, and outcomes."""
    content = {
        "id": graph.id,
        "start": graph.start,
        "steps": [
            {
                "id": step.id,
                "question": step.question,
                "choices": [{"label": each.label, "to": each.to} for each in step.choices],
            }
            for step in graph.steps
        ],
        "outcomes": [
            {"id": each.id, "title": each.title}
            | ({"continue": list(each.onward)} if each.onward else {})
            for each in graph.outcomes
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def as_mermaid(graph: Graph, asks: dict[str, str]) -> str:
    """The graph as a Mermaid flowchart. ``asks`` has the questions' words by id."""
    numbers = {step.id: f"s{number}" for number, step in enumerate(graph.steps)}
    numbers |= {each.id: f"o{number}" for number, each in enumerate(graph.outcomes)}
    lines = ["flowchart TD"]
    for step in graph.steps:
        lines.append(f'  {numbers[step.id]}["{_mermaid(asks[step.question])}"]')
    for ending in graph.outcomes:
        lines.append(f'  {numbers[ending.id]}(["{_mermaid(ending.title)}"])')
    for step in graph.steps:
        for choice in step.choices:
            to = numbers[choice.to or ""]
            lines.append(f'  {numbers[step.id]} -->|"{_mermaid(choice.label)}"| {to}')
    for ending in graph.outcomes:
        lines += [f"  {numbers[ending.id]} -.-> {numbers[step]}" for step in ending.onward]
    return "\n".join(lines)


def _mermaid(text: str) -> str:
    """A label that Mermaid shows as it is: it has its own escapes, with a number sign."""
    plain = " ".join(text.split())
    return "".join(
        char if char.isalnum() or char in " .,?!'’()/:" or ord(char) > 0xFF else f"#{ord(char)};"
        for char in plain
    )


Path = tuple[tuple[Step, Choice], ...]


def paths(graph: Graph) -> Iterator[Path]:
    """Every path from the start to an outcome, in the order of the choices."""
    open_paths: list[Path] = [
        ((step, choice),) for step in graph.steps[:1] for choice in reversed(step.choices)
    ]
    while open_paths:
        path = open_paths.pop()
        choice = path[-1][1]
        if choice.ends:
            yield path
        else:
            step = graph.by_id[choice.to or ""]
            open_paths += [(*path, (step, each)) for each in reversed(step.choices)]


def as_csv(graph: Graph, questions: list[str]) -> Iterator[str]:
    """Every path as a line: a column for each question, then the outcome's id and title.

    Where some outcomes go on, one more column says from which question.
    """
    titles = {each.id: each.title for each in graph.outcomes}
    onward = {
        each.id: graph.by_id[each.onward[0]].question for each in graph.outcomes if each.onward
    }
    yield _line([*questions, "outcome", "title", *(["continue"] if onward else [])])
    for path in paths(graph):
        labels = {step.question: choice.label for step, choice in path}
        outcome = path[-1][1].to or ""
        further = [onward.get(outcome, "")] if onward else []
        answers = (labels.get(each, "") for each in questions)
        yield _line([*answers, outcome, titles[outcome], *further])


def _line(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow([_harmless(cell) for cell in cells])
    return out.getvalue()


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if FORMULA.match(cell) and not WORDS.fullmatch(cell) else cell
