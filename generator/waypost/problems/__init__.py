"""Problems: what is wrong (record), how it is said (wording), what was probably meant (suggest)."""

from waypost.problems.record import Problem, Severity
from waypost.problems.suggest import nearest

__all__ = ["Problem", "Severity", "nearest"]
