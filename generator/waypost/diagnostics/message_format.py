"""Problems in words: severity, message and remedy, safe to print on a terminal."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

from waypost.diagnostics.catalog import WORDINGS
from waypost.diagnostics.problem import Problem, Severity

LONGEST_PARTICULAR = 80
"""Characters of one quoted particular before it is cut, so that a message stays readable."""

BEHIND_NUMBER: Final = re.compile("(?<=[0-9])[\u00a0\u202f](?=\\S)")
"""The space that keeps a number and its unit on one line: ``150,00 €``."""


def severity(problem: Problem) -> Severity:
    """The severity of a problem: an error stops publication."""
    return WORDINGS[problem.code].severity


def errors_of(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(problem for problem in problems if severity(problem) is Severity.ERROR)


def message(problem: Problem) -> str:
    """The message of a problem, as one line of printable text."""
    return WORDINGS[problem.code].message.format_map(_shown(problem.about))


def hint(problem: Problem) -> str:
    """The remedy for a problem, as one line of printable text."""
    remedy = WORDINGS[problem.code].hint.format_map(_shown(problem.about))
    meant, places = problem.about.get("nearest"), problem.about.get("places")
    if places:
        remedy = f"It is named in {places} places: was it renamed? {remedy}"
    return f"Did you mean “{visible(meant)}”? {remedy}".rstrip() if meant else remedy


def visible(text: str, longest: int = LONGEST_PARTICULAR) -> str:
    """``text`` with every character that a terminal could act on shown as an escape, and cut.

    Control, format, surrogate, private-use and separator characters become ``\\u{…}`` escapes.
    """
    said = BEHIND_NUMBER.sub(" ", text)
    cut = said if len(said) <= longest else said[: longest - 1] + "…"
    return "".join(
        char
        if char == " " or unicodedata.category(char)[0] not in "CZ"
        else f"\\u{{{ord(char):x}}}"
        for char in cut
    )


def _shown(about: Mapping[str, str]) -> dict[str, str]:
    # A particular that explains in words ("why…", "witness…") is a sentence, not a quotation.
    return {
        name: visible(value, 400 if name.startswith(("why", "witness")) else LONGEST_PARTICULAR)
        for name, value in about.items()
    }
