"""Problems: the record, the catalogue of their wordings, and how they are shown."""

from waypost.diagnostics.problem import Guesses, Problem, Report, Severity, nearest

__all__ = [
    "Guesses",
    "Problem",
    "Report",
    "Severity",
    "catalog",
    "environment_refusal",
    "message_format",
    "nearest",
    "report",
    "sarif",
]
