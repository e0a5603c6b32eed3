"""How the compiler's time and the graph's size grow with a tree: rows, diamonds, tables."""

from __future__ import annotations

import itertools
import json
import random
import statistics
import time
from collections.abc import Iterator
from typing import Any

from benchmarks import results
from waypost.model.facts import NO_FACTS
from waypost.model.loader import load
from waypost.model.records import Tree
from waypost.parser import parse
from waypost.trees import Compiled, compile_tree

RUNS = 3

OUTCOMES = {id: {"title": id.title(), "body": "Text."} for id in ("stay", "leave")}

Questions = dict[str, Any]


def asked(options: int, go: Any) -> dict[str, Any]:
    """A question with a number of options."""
    return {
        "ask": "Which?",
        "options": {f"o{number}": f"Option {number}" for number in range(options)},
        "go": go,
    }


def row(length: int) -> Questions:
    """Questions in a row, and at the end two outcomes."""
    last = {"o0": "stay", "o1": "leave"}
    return {
        f"q{number}": asked(2, f"q{number + 1}" if number + 1 < length else last)
        for number in range(length)
    }


def remembering(length: int) -> Questions:
    """A row in which every question's rules test the answer to the first one too."""
    questions = {"first": asked(3, "q0")}
    for number in range(length):
        name, following = f"q{number}", f"q{number + 1}" if number + 1 < length else "leave"
        rules = [{"when": {"first": f"o{number % 3}", name: "o0"}, "to": "stay"}]
        questions[name] = asked(2, [*rules, {"else": following}])
    return questions


def diamonds(count: int) -> Questions:
    """Ways that part and meet again, so that paths double each time."""
    questions = {}
    for number in range(count):
        following = f"top{number + 1}" if number + 1 < count else "meet"
        questions[f"top{number}"] = asked(2, {"o0": f"left{number}", "o1": f"right{number}"})
        questions[f"left{number}"] = asked(2, following)
        questions[f"right{number}"] = asked(2, following)
    return questions | {"meet": asked(2, {"o0": "stay", "o1": "leave"})}


def table(columns: int, options: int) -> Questions:
    """A full table: a row for every combination of options."""
    chance = random.Random(7)
    names = [f"c{number}" for number in range(columns)]
    rows = [
        dict(zip(names, cells, strict=True)) | {"to": chance.choice(list(OUTCOMES))}
        for cells in itertools.product([f"o{number}" for number in range(options)], repeat=columns)
    ]
    questions = {name: asked(options, after) for name, after in itertools.pairwise(names)}
    last = asked(options, None)
    del last["go"]
    return questions | {names[-1]: last | {"table": rows}}


def wide(columns: int, options: int) -> Questions:
    """A table of few rows over many columns, most of whose cells are empty."""
    names = [f"c{number}" for number in range(columns)]
    rows = [
        dict.fromkeys(names[:place], "not o0") | {name: "o0", "to": "stay"}
        for place, name in enumerate(names)
    ]
    rows.append(dict.fromkeys(names, "not o0") | {"to": "leave"})
    questions = {name: asked(options, after) for name, after in itertools.pairwise(names)}
    last = asked(options, None)
    del last["go"]
    return questions | {names[-1]: last | {"table": rows}}


def thresholds(rows: int) -> Questions:
    """A table that cuts one number into as many bands."""
    cells = [f"{3 * number}..{3 * number + 2}" for number in range(rows - 1)]
    cells.append(f">= {3 * (rows - 1)}")
    to = itertools.cycle(OUTCOMES)
    number = {"ask": "How many?", "type": "number", "min": "0"}
    return {"n": number | {"table": [{"n": cell, "to": next(to)} for cell in cells]}}


def cases() -> Iterator[tuple[str, Questions]]:
    """What is measured, by name."""
    for length in (10, 100, 1_000, 3_000, 10_000):
        yield f"{length:,} questions in a row", row(length)
    for length in (100, 1_000, 3_000):
        yield f"{length:,} that test the first answer", remembering(length)
    for count in (10, 40, 400):
        yield f"{count} diamonds", diamonds(count)
    yield "table, 12 columns of 2 options, full", table(12, 2)
    yield "table, 12 columns of 4 options, mostly empty", wide(12, 4)
    for options in (4, 7, 10):
        yield f"table, 4 columns of {options} options, full", table(4, options)
    for rows in (100, 1_000, 10_000):
        yield f"table, one number in {rows:,} bands", thresholds(rows)


def main() -> None:
    """Measure, and write the table."""
    lines = [measured(name, questions) for name, questions in cases()]
    head = ("tree", "questions", "rows or rules", "steps", "links", "paths", "compile and prove")
    body = f"{results.machine()} Processor time, median of {RUNS} runs, after loading.\n\n"
    text = results.table(head, lines)
    print(text)
    results.write("Trees", body + text)


def measured(name: str, questions: Questions) -> list[str]:
    """One line of the table."""
    tree = loaded(questions)
    times = []
    for _ in range(RUNS):
        started = time.process_time()
        compiled = compile_tree(tree, NO_FACTS, {})
        times.append(time.process_time() - started)
    rules = sum(len(each.get("table") or listed(each.get("go"))) for each in questions.values())
    return [name, f"{len(questions):,}", f"{rules:,}", *size(compiled), seconds(times)]


def listed(go: Any) -> list[Any]:
    """The rules of a `go`."""
    return [go] if isinstance(go, str) else list(go)


def size(compiled: Compiled) -> list[str]:
    """Steps, links and paths."""
    assert compiled.graph is not None
    links = sum(len(step.choices) for step in compiled.graph.steps)
    paths = compiled.stats.paths or 0
    shown = f"{paths:,}" if paths < 10**9 else f"10^{round(paths.bit_length() * 0.30103)}"
    return [f"{len(compiled.graph.steps):,}", f"{links:,}", shown]


def seconds(times: list[float]) -> str:
    """A time for people."""
    return f"{statistics.median(times):.3f} s"


def loaded(questions: Questions) -> Tree:
    """The tree as the loader gives it."""
    tree = {"id": "tree", "title": "Tree", "questions": questions, "outcomes": OUTCOMES}
    parsed = parse(json.dumps({"trees": [tree]}, indent=0).encode(), "faq.yaml")
    assert parsed.root is not None
    found: Tree = load(parsed.root, print)["trees"][0]
    return found
