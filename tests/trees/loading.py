"""Trees for tests: from YAML, or from plain data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from waypost.core.messages import Messages
from waypost.diagnostics import Problem
from waypost.model.facts import Facts, resolve
from waypost.model.loader import load
from waypost.model.records import Tree
from waypost.parser import parse
from waypost.trees import Compiled, compile_tree

KNOWN: Mapping[str, frozenset[str]] = {"policy": frozenset()}


def load_yaml(text: str, language: str = "en") -> tuple[Tree, Facts]:
    """The first tree of a knowledge base, and its facts; the YAML itself must be sound."""
    problems: list[Problem] = []
    parsed = parse(text.encode(), "faq.yaml")
    assert parsed.root is not None, parsed.problems
    fields = load(parsed.root, problems.append)
    assert not problems, problems
    return fields["trees"][0], resolve(fields.get("facts", ()), Messages(language)).facts


def compile_yaml(text: str, language: str = "en") -> Compiled:
    """The first tree of a knowledge base in a language, compiled."""
    tree, facts = load_yaml(text, language)
    return compile_tree(tree, facts, KNOWN)


def as_yaml(tree: Mapping[str, Any]) -> str:
    """A tree in plain data as a knowledge base; each rule stands on a line of its own."""
    return json.dumps({"trees": [tree]}, indent=1)
