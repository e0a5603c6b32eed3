"""Problems as SARIF 2.1.0, which code hosts and editors read to annotate lines."""

import json
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import quote

from waypost import __version__
from waypost.core.nodes import Mark
from waypost.diagnostics import Problem
from waypost.diagnostics.catalog import WORDINGS
from waypost.diagnostics.message_format import hint, message, severity

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"


def as_sarif(problems: Sequence[Problem]) -> str:
    """A log with one run: a rule for each code that occurs, and a result for each problem."""
    codes = sorted({problem.code for problem in problems})
    driver = {
        "name": "Waypost",
        "semanticVersion": __version__,
        "rules": [_rule(code) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, codes) for problem in problems],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _rule(code: str) -> dict[str, Any]:
    wording = WORDINGS[code]
    name = "".join(part.capitalize() for part in code.split("-"))
    return {
        "id": code,
        "name": name,
        "shortDescription": {"text": code.replace("-", " ").capitalize() + "."},
        "defaultConfiguration": {"level": str(wording.severity)},
    }


def _result(problem: Problem, codes: Sequence[str]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": codes.index(problem.code),
        "level": str(severity(problem)),
        "message": {"text": f"{message(problem)} {hint(problem)}".rstrip()},
        "locations": [_location(problem.at, problem.width)],
    }
    if problem.also:
        result["relatedLocations"] = [_location(at, 1) for at in problem.also]
    return result


def _location(at: Mark, width: int) -> dict[str, Any]:
    region = {
        "startLine": at.line,
        "startColumn": at.column,
        "endLine": at.line,
        "endColumn": at.column + max(width, 1),
    }
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(at.file)}, "region": region}}


def _uri(file: str) -> str:
    """A file as an address: relative to where the command ran, unless the path is absolute."""
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
