"""Flows that are in real use, in Waypost's format, lead where they lead in reality."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tests.data import shared
from tests.trees.loading import as_yaml, compile_yaml
from waypost.trees import Compiled
from waypost.trees.tree_export import paths
from waypost.trees.walker import walk


def towing() -> tuple[dict[str, Any], Compiled]:
    flow = json.loads(shared("flows/towing-rules.json").read_text(encoding="utf-8"))
    questions = {each["id"]: question(each) for each in flow["questions"]}
    start = flow["start"]
    tree = {
        "id": "towing-rules",
        "title": flow["title"],
        "questions": {start: questions[start]} | questions,
        "outcomes": {id_of(each): {"title": id_of(each), "body": "…"} for each in flow["outcomes"]},
        "scenarios": [
            {
                "name": " ".join(dict(row["answers"]).values()),
                "given": dict(row["answers"]),
                "expect": row["outcome"],
            }
            for row in flow["tests"]
        ],
    }
    return flow | {"tree": tree}, compile_yaml(as_yaml(tree))


def id_of(outcome: Any) -> str:
    return str(outcome["id"] if isinstance(outcome, Mapping) else outcome)


def question(each: Mapping[str, Any]) -> dict[str, Any]:
    rules = [
        {"when": {part["q"]: part["in"] for part in rule["when"]}, "to": rule["to"]}
        for rule in each["next"]
    ]
    options = {option["id"]: option["label"] for option in each["options"]}
    return {"ask": each["text"], "options": options, "go": rules}


def test_towing_rules_have_the_measure_of_the_original() -> None:
    flow, compiled = towing()
    assert compiled.problems == ()
    stats, expected = compiled.stats, flow["expect_stats"]
    assert stats.questions == stats.steps == expected["questions"]
    assert (stats.outcomes, stats.paths) == (expected["outcomes"], expected["paths"])
    assert compiled.graph is not None
    assert sum(len(step.choices) for step in compiled.graph.steps) == expected["edges"]
    assert [step.id for step in compiled.graph.steps] == [
        step.question for step in compiled.graph.steps
    ]


def test_every_path_of_towing_rules_ends_where_the_original_does() -> None:
    flow, compiled = towing()
    assert compiled.graph is not None
    for row in flow["tests"]:
        walked = walk(compiled.graph, compiled.axes, dict(row["answers"]), None)
        assert walked.outcome == row["outcome"]
        assert walked.path == tuple(dict(row["answers"]))
    assert len(list(paths(compiled.graph))) == len(flow["tests"])


def test_every_step_of_towing_rules_leads_where_the_original_does() -> None:
    """Stale answers, stored earlier and no longer on the path, make no difference."""
    flow, compiled = towing()
    assert compiled.graph is not None
    for row in flow["step_tests"]:
        stored = dict(row["answers_in_store"]) | {row["at"]: row["answer"]}
        walked = walk(compiled.graph, compiled.axes, stored, None)
        reached = walked.outcome or walked.next
        assert row["at"] in walked.path
        assert reached == row["expect_next"]


def test_every_row_of_a_decision_table_holds() -> None:
    table = json.loads(shared("flows/ssvc-deployer-table.json").read_text(encoding="utf-8"))
    names = [each["id"] for each in table["inputs"]]
    questions: dict[str, Any] = {}
    for each, following in zip(table["inputs"], [*names[1:], ""], strict=True):
        options = {option(value): value for value in each["values"]}
        questions[each["id"]] = {"ask": f"{each['id']}?", "options": options, "go": following}
    rows = [
        dict(zip(names, map(option, row["in"]), strict=True)) | {"to": row["out"]}
        for row in table["rows"]
    ]
    last = questions[names[-1]]
    last["table"] = rows
    del last["go"]
    outcomes = {each: {"title": each, "body": "…"} for each in table["output"]}
    scenarios = [
        {"name": f"row {number}", "given": {name: row[name] for name in names}, "expect": row["to"]}
        for number, row in enumerate(rows, start=1)
    ]
    tree = {"id": "deployer", "title": "Deployer", "questions": questions}
    compiled = compile_yaml(as_yaml(tree | {"outcomes": outcomes, "scenarios": scenarios}))
    assert compiled.problems == ()
    assert compiled.stats.paths == len(rows) == 72
    assert all(each.holds for each in compiled.tried)


def option(value: str) -> str:
    return value.replace(" ", "-")
