"""Problems as SARIF hold what code hosts and editors need."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.data import ROOT
from waypost.checks.analyse import analyse
from waypost.diagnostics import Problem
from waypost.diagnostics.sarif import as_sarif

TEXT = {
    "type": "object",
    "required": ["text"],
    "properties": {"text": {"type": "string", "minLength": 1}},
}
PLACE = {"type": "integer", "minimum": 1}
LOCATION = {
    "type": "object",
    "required": ["physicalLocation"],
    "properties": {
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation", "region"],
            "properties": {
                "artifactLocation": {
                    "required": ["uri"],
                    "properties": {"uri": {"type": "string", "pattern": r"^[A-Za-z0-9%._~/:-]+$"}},
                },
                "region": {
                    "required": ["startLine", "startColumn", "endLine", "endColumn"],
                    "properties": dict.fromkeys(
                        ["startLine", "startColumn", "endLine", "endColumn"], PLACE
                    ),
                    "additionalProperties": False,
                },
            },
        }
    },
}
LEVEL = {"enum": ["error", "warning", "note", "none"]}
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "minItems": 1,
            "items": {
                "required": ["tool", "results"],
                "properties": {
                    "tool": {
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "required": ["name", "rules"],
                                "properties": {
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": {
                                            "required": ["id"],
                                            "properties": {
                                                "shortDescription": TEXT,
                                                "defaultConfiguration": {
                                                    "properties": {"level": LEVEL}
                                                },
                                            },
                                        },
                                    }
                                },
                            }
                        },
                    },
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {
                        "type": "array",
                        "items": {
                            "required": ["ruleId", "message", "locations"],
                            "properties": {
                                "ruleId": {"type": "string"},
                                "ruleIndex": {"type": "integer", "minimum": 0},
                                "level": LEVEL,
                                "message": TEXT,
                                "locations": {"type": "array", "items": LOCATION, "minItems": 1},
                                "relatedLocations": {"type": "array", "items": LOCATION},
                            },
                            "additionalProperties": False,
                        },
                    },
                },
            },
        },
    },
}
"""The part of SARIF 2.1.0 (OASIS, section 3) that a log of ours is made of."""


@pytest.fixture
def problems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Problem, ...]:
    monkeypatch.chdir(tmp_path)
    Path("my faq ü.yaml").write_text(
        "faqs:\n  - {id: fee, question: A fee?, answer: No.}\n"
        "  - {id: fee, question: Fees, answer: 'Well, no.', colour: red}\n",
        encoding="utf-8",
    )
    return analyse(Path("my faq ü.yaml"), date(2026, 11, 23)).problems


def test_a_log_has_what_the_format_asks_for(problems: tuple[Problem, ...]) -> None:
    """Also where the file's name needs escaping, and where there is nothing to report."""
    assert len(problems) >= 3
    for found in (problems, ()):
        jsonschema.validate(json.loads(as_sarif(found)), SARIF)


OFFICIAL = ROOT / "tests/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"


@pytest.mark.skipif(not OFFICIAL.is_file(), reason="the schema comes from npm, which isn't here")
def test_a_log_fits_the_schema_of_the_format(problems: tuple[Problem, ...]) -> None:
    """The schema that the makers of the format publish, whole."""
    schema = json.loads(OFFICIAL.read_text(encoding="utf-8"))
    validator = jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())
    for found in (problems, ()):
        assert list(validator.iter_errors(json.loads(as_sarif(found)))) == []
    spoilt = json.loads(as_sarif(problems))
    spoilt["runs"][0]["results"][0]["level"] = "fatal"
    assert list(validator.iter_errors(spoilt)), "the schema notices what doesn't fit"


def test_each_result_names_its_rule_and_its_line(problems: tuple[Problem, ...]) -> None:
    """A host shows the result at the line that an editor has to change."""
    run: Any = json.loads(as_sarif(problems))["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for problem, result in zip(problems, run["results"], strict=True):
        assert rules[result["ruleIndex"]] == result["ruleId"] == problem.code
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "my%20faq%20%C3%BC.yaml"
        assert place["region"]["startLine"] == problem.at.line
