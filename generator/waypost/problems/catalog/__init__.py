"""Every code that Waypost can report, a chapter for each stage. Codes are unique over all."""

from dataclasses import replace

from waypost.problems.catalog import check, lint, publish, shape, syntax, text, trees
from waypost.problems.catalog.examples import EXAMPLES
from waypost.problems.record import Severity
from waypost.problems.wording import Wording

CHAPTERS: dict[str, dict[str, Wording]] = {
    "YAML": syntax.WORDINGS,
    "Fields": shape.WORDINGS,
    "Text": text.WORDINGS,
    "Knowledge base": check.WORDINGS,
    "Facts and wording": lint.WORDINGS,
    "Trees": trees.WORDINGS,
    "Publishing": publish.WORDINGS,
}

WORDINGS: dict[str, Wording] = {
    code: replace(wording, example=wording.example or EXAMPLES.get(code, ""))
    for chapter in CHAPTERS.values()
    for code, wording in chapter.items()
}

WARNINGS: tuple[str, ...] = tuple(
    code for code, wording in WORDINGS.items() if wording.severity is Severity.WARNING
)
"""The codes that a knowledge base may ignore."""
