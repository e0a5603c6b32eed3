"""Problems: what is wrong (record), how it is said (wording), what was probably meant (suggest)."""

from waypost.diagnostics.nearest import nearest
from waypost.diagnostics.problem import Problem, Severity

__all__ = ["Problem", "Severity", "nearest"]
