"""Problems: the record, the catalogue of their wordings, and how they are shown."""

from waypost.diagnostics.problem import Problem, Severity, nearest

__all__ = [
    "Problem",
    "Severity",
    "catalog",
    "environment_refusal",
    "message_format",
    "nearest",
    "report",
    "sarif",
]
