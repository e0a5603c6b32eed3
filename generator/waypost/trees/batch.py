"""Many walks at once, from a list of cases to a list of results, as JSON has them."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from waypost.core.nodes import Text
from waypost.model import scalars
from waypost.trees.axes import quoted
from waypost.trees.compile import Compiled
from waypost.trees.graph import Section
from waypost.trees.walker import Walked, walk

Plain = Callable[[Text, Mapping[str, str]], str]
"""Makes plain text of a variant, with the labels of the reader's answers."""


def read_cases(text: str) -> list[Any]:
    """The cases of a batch, with numbers kept exactly as they are written.

    Raises:
        ValueError: the text is no JSON, or no list.
    """
    cases = json.loads(text, parse_float=Decimal, parse_int=Decimal, parse_constant=str)
    if not isinstance(cases, list):
        raise ValueError("a batch is a list of cases")  # noqa: TRY004
    return cases


def run_case(compiled: Compiled, case: Any, today: date, plain: Plain) -> dict[str, Any]:
    """The result of one case. What is wrong with a case is shown in its own result alone."""
    if not isinstance(case, dict) or not isinstance(case.get("given", {}), dict):
        return _row(Walked(error="A case is an object with “given”: answers by question."), plain)
    written = case.get("today")
    day = today if written is None else scalars.day(str(written))
    if day is None:
        why = f"{quoted(str(written))} is not a date; “today” is like 2027-03-01."
        return _row(Walked(error=why), plain)
    assert compiled.graph is not None
    return _row(walk(compiled.graph, compiled.axes, case.get("given", {}), day), plain)


def _row(walked: Walked, plain: Plain) -> dict[str, Any]:
    return {
        "path": list(walked.path),
        "outcome": walked.outcome,
        "next": walked.next,
        "text": None if walked.outcome is None else spoken(walked.section, plain),
        "error": walked.error,
    }


def spoken(section: Section | None, plain: Plain) -> str:
    """The text of an outcome's section, as plain text."""
    if section is None or section.text is None:
        return ""
    return plain(section.text, section.answers)
