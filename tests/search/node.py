"""The real engine for tests: one run of Node answers many queries."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from typing import Any

import pytest

from waypost.search import stemmers
from waypost.search.documents import Document
from waypost.search.index_builder import build_index

NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="the engine's tests need Node")


def run(script: str, language: str = "", **given: Any) -> Any:
    """What ``script``, which sees ``engine`` and everything given, returns.

    The engine is the one of ``language``: where none is given, of ``index``, or else of English.
    """
    language = language or given.get("index", {}).get("language", "en")
    names = ", ".join(given)
    program = (
        'import { readFileSync } from "node:fs";\n'
        'const given = JSON.parse(readFileSync(0, "utf8"));\n'
        "const engine = await import(given.engine);\n"
        f"const answer = await (({{ {names} }}) => {{ {script} }})(given);\n"
        "process.stdout.write(JSON.stringify(answer ?? null));\n"
    )
    command = [str(NODE), "--input-type=module", "-e", program]
    text = json.dumps({**given, "engine": stemmers.engine_uri(language)})
    done = subprocess.run(command, input=text, capture_output=True, encoding="utf-8", check=False)
    assert not done.returncode, done.stderr
    return json.loads(done.stdout)


def found(index: dict[str, Any], queries: Sequence[Any], limit: int = 10) -> list[list[str]]:
    """The ids that each query finds, best first."""
    script = """
      const search = engine.createSearch(index);
      return queries.map((query) => search.search(query, limit).map(({ id }) => id));
    """
    answer = run(script, index=index, queries=list(queries), limit=limit)
    assert isinstance(answer, list)
    return answer


def of(language: str = "en", synonyms: Sequence[Sequence[str]] = (), **says: Any) -> dict[str, Any]:
    """The index of FAQs given as ``id="question"`` or ``id=["question", "phrasing", ...]``."""
    entries = [
        Document(id, "faq", (text,) if isinstance(text, str) else tuple(text))
        for id, text in says.items()
    ]
    return build_index(entries, language, synonyms)
