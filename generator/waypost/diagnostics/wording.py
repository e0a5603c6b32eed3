"""The wording of a code: its severity, its message and its remedy, in an editor's words."""

from __future__ import annotations

from dataclasses import dataclass

from waypost.diagnostics.problem import Severity


@dataclass(frozen=True, slots=True)
class Wording:
    """How one code is said.

    ``message`` and ``hint`` are format strings over the particulars of the problem. ``example`` is
    a small knowledge base that has the problem; the reference shows it and a test runs it.
    """

    severity: Severity
    message: str
    hint: str
    example: str = ""


def error(message: str, hint: str, example: str = "") -> Wording:
    """The wording of an error."""
    return Wording(Severity.ERROR, message, hint, example)


def warning(message: str, hint: str, example: str = "") -> Wording:
    """The wording of a warning."""
    return Wording(Severity.WARNING, message, hint, example)
