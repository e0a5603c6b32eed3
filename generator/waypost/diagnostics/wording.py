"""The wording of a code: its severity, its message and its remedy, in an editor's words."""

from dataclasses import dataclass
from enum import Enum, auto
from functools import partial

from waypost.diagnostics.problem import Severity


class Cause(Enum):
    """A way in which one problem brings forth others, which go when it is mended."""

    LINE = auto()
    """The parts of its line may be others than were meant: so may what is found on that line."""

    TREE = auto()
    """A rule of its tree may be lost: so are the ways to questions and outcomes."""

    LOSS = auto()
    """It leaves out something that may have named a fact."""

    NAME = auto()
    """It probably means what the other problem misses."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One code of the catalogue.

    Attributes:
        severity: an error or a warning.
        message: a format string over the particulars of the problem.
        hint: the remedy, likewise.
        causes: the ways in which this problem brings forth others.
        follows: the ways in which this problem may merely follow from another one. It is left out
            where that other one is there.
    """

    severity: Severity
    message: str
    hint: str
    causes: tuple[Cause, ...] = ()
    follows: tuple[Cause, ...] = ()


error = partial(Wording, Severity.ERROR)
warning = partial(Wording, Severity.WARNING)
