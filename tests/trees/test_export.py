"""A graph goes out whole: as JSON, as a Mermaid diagram, and with every path in a table."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from waypost.cli.main import app

KB = """\
faqs: []
trees:
  - id: help
    title: Help
    questions:
      where:
        ask: 'Is it "here" | <there>?'
        options: {here: "=1+1", gone: 'Gone # "away"'}
        go: {here: when, gone: wait}
      when: {ask: When?, options: {now: Now, later: Later}, go: {now: act, later: wait}}
    outcomes:
      wait: {title: "-Wait; end", body: Wait.}
      act: {title: "@Act", body: "Act **now**, {{ answers.when }}."}
"""


ONWARD = """\
trees:
  - id: help
    title: Help
    questions:
      where: {ask: Where?, options: {here: Here, unsure: Unsure}, go: {here: act, unsure: look}}
    outcomes:
      act: {title: Act, body: Act.}
      look: {title: Look, body: Look., continue: where}
"""


def test_an_outcome_that_goes_on_says_where(tmp_path: Path) -> None:
    """In every export, and in a walk."""
    file = tmp_path / "faq.yaml"
    file.write_text(ONWARD, encoding="utf-8")
    graph = json.loads(run("tree", "help", "--kb", file).stdout)
    assert graph["outcomes"][1] == {"id": "look", "title": "Look", "continue": ["where"]}
    assert "  o1 -.-> s0" in run("tree", "help", "--kb", file, "--format", "mermaid").stdout
    rows = list(
        csv.reader(run("tree", "help", "--kb", file, "--format", "csv").stdout.splitlines())
    )
    assert rows[0] == ["where", "outcome", "title", "continue"]
    assert rows[2] == ["Unsure", "look", "Look", "where"]
    cases = tmp_path / "cases.json"
    cases.write_text('[{"given": {"where": "unsure"}}, {"given": {"where": "here"}}]')
    walked = json.loads(run("walk", "help", "--kb", file, "--batch", cases).stdout)
    assert [(row["outcome"], row["next"]) for row in walked] == [("look", "where"), ("act", None)]
    spoken = CliRunner().invoke(app, ["walk", "help", "--kb", str(file)], input="2\n1\n").stdout
    assert spoken.index("Look.") < spoken.index("Act.")


@pytest.fixture
def kb(tmp_path: Path) -> Path:
    file = tmp_path / "faq.yaml"
    file.write_text(KB, encoding="utf-8")
    return file


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(each) for each in arguments])


def test_json_has_steps_choices_and_outcomes(kb: Path) -> None:
    found = json.loads(run("tree", "help", "--kb", kb, "--format", "json").stdout)
    assert found == {
        "id": "help",
        "start": "where",
        "steps": [
            {
                "id": "where",
                "question": "where",
                "choices": [
                    {"label": "=1+1", "to": "when"},
                    {"label": 'Gone # "away"', "to": "wait"},
                ],
            },
            {
                "id": "when",
                "question": "when",
                "choices": [{"label": "Now", "to": "act"}, {"label": "Later", "to": "wait"}],
            },
        ],
        "outcomes": [{"id": "wait", "title": "-Wait; end"}, {"id": "act", "title": "@Act"}],
    }


def test_every_path_is_a_row_and_no_cell_is_a_formula(kb: Path) -> None:
    out = run("tree", "help", "--kb", kb, "--format", "csv").stdout
    assert list(csv.reader(out.splitlines())) == [
        ["where", "when", "outcome", "title"],
        ["'=1+1", "Now", "act", "'@Act"],
        ["'=1+1", "Later", "wait", "'-Wait; end"],
        ['Gone # "away"', "", "wait", "'-Wait; end"],
    ]


def test_a_label_below_zero_is_no_formula(kb: Path) -> None:
    kb.write_text(
        """\
trees:
  - id: help
    title: Help
    questions:
      n: {ask: How warm?, type: number, unit: °C, go: [{when: {n: < 0}, to: act}, {else: wait}]}
    outcomes: {act: {title: Act, body: Now.}, wait: {title: Wait, body: Later.}}
""",
        encoding="utf-8",
    )
    rows = list(csv.reader(run("tree", "help", "--kb", kb, "--format", "csv").stdout.splitlines()))
    assert [row[0] for row in rows] == ["n", "-1°C or less", "0°C or more"]


def test_mermaid_has_every_link_and_no_label_breaks_out(kb: Path) -> None:
    out = run("tree", "help", "--kb", kb, "--format", "mermaid").stdout
    lines = out.splitlines()
    assert lines[0] == "flowchart TD"
    assert sum("-->" in line for line in lines) == 4
    assert lines[1] == '  s0["Is it #34;here#34; #124; #60;there#62;?"]'
    assert all(line.count('"') in (0, 2) for line in lines)


def test_a_batch_is_answered_row_by_row(kb: Path, tmp_path: Path) -> None:
    cases = tmp_path / "cases.json"
    cases.write_text('[{"given": {"where": "here", "when": "now"}}, {"given": {"where": "x"}}, 7]')
    done = run("walk", "help", "--kb", kb, "--batch", cases)
    assert done.exit_code == 0
    first, second, third = json.loads(done.stdout)
    assert first == {
        "path": ["where", "when"],
        "outcome": "act",
        "next": None,
        "text": "Act now, Now.",
        "error": None,
    }
    assert (second["next"], second["outcome"]) == ("where", None)
    assert second["error"]
    assert third["error"]


def test_a_knowledge_base_with_errors_is_refused(kb: Path, tmp_path: Path) -> None:
    kb.write_text(KB.replace("later: wait}", "later: wiat}"), encoding="utf-8")
    cases = tmp_path / "cases.json"
    cases.write_text("[]")
    for command in (("walk", "help", "--batch", cases), ("tree", "help")):
        done = run(*command, "--kb", kb)
        assert done.exit_code == 1
        assert "wiat" in done.stderr
        assert not done.stdout


def test_what_cannot_run_exits_with_2(kb: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text('{"given": 1}')
    assert run("walk", "help", "--kb", kb, "--batch", broken).exit_code == 2
    assert run("walk", "help", "--kb", kb, "--batch", tmp_path / "none.json").exit_code == 2
    done = run("tree", "hlep", "--kb", kb)
    assert done.exit_code == 2
    assert "Did you mean “help”?" in done.stderr


@pytest.mark.parametrize("value", [r'"\ud800"', r'"\u0000\u202e"', "NaN", "1e999", "9" * 5000])
def test_no_answer_of_a_batch_is_too_strange_to_be_told(
    kb: Path, tmp_path: Path, value: str
) -> None:
    cases = tmp_path / "cases.json"
    cases.write_text(f'[{{"given": {{"where": {value}}}}}, {{"given": {{}}, "today": {value}}}]')
    done = run("walk", "help", "--kb", kb, "--batch", cases)
    assert done.exit_code == 0
    assert all(row["error"] and row["error"].isprintable() for row in json.loads(done.stdout))


@pytest.mark.parametrize("text", ["", "[" * 100_000, "[{", '{"given": {}}'])
def test_a_batch_that_is_none_is_refused_in_a_line(kb: Path, tmp_path: Path, text: str) -> None:
    cases = tmp_path / "cases.json"
    cases.write_text(text)
    done = run("walk", "help", "--kb", kb, "--batch", cases)
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)


def test_answers_that_end_too_soon_are_said_to(kb: Path) -> None:
    done = CliRunner().invoke(app, ["walk", "help", "--kb", str(kb)], input="1\n")
    assert done.exit_code == 2
    assert done.stderr == "waypost: the answers end before the tree does.\n"


def test_a_walk_in_the_terminal_asks_again_after_a_mistake(kb: Path) -> None:
    done = CliRunner().invoke(app, ["walk", "help", "--kb", str(kb)], input="9\n1\nlater\n")
    assert done.exit_code == 0
    assert "is not an answer" in done.stdout
    assert "-Wait; end" in done.stdout
