"""Every code that Waypost can report, a chapter for each stage. Codes are unique over all."""

from waypost.diagnostics.catalog import (
    advice_messages,
    build_messages,
    check_messages,
    shape_messages,
    syntax_messages,
    text_messages,
    tree_messages,
)
from waypost.diagnostics.problem import Severity
from waypost.diagnostics.wording import Wording

__all__ = ["CHAPTERS", "WARNINGS", "WORDINGS"]

CHAPTERS: dict[str, dict[str, Wording]] = {
    "YAML": syntax_messages.WORDINGS,
    "Fields": shape_messages.WORDINGS,
    "Text": text_messages.WORDINGS,
    "Knowledge base": check_messages.WORDINGS,
    "Facts and wording": advice_messages.WORDINGS,
    "Trees": tree_messages.WORDINGS,
    "Publishing": build_messages.WORDINGS,
}

WORDINGS: dict[str, Wording] = {
    code: wording for chapter in CHAPTERS.values() for code, wording in chapter.items()
}

WARNINGS: tuple[str, ...] = tuple(
    code for code, wording in WORDINGS.items() if wording.severity is Severity.WARNING
)
"""The codes that a knowledge base may ignore."""
