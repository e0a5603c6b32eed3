"""The catalogue: the wording of every code that Waypost can report, as `wordings.json` has it."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, NamedTuple

from waypost.diagnostics.problem import Severity


class Cause(StrEnum):
    """A way in which one problem brings forth others, which go when it is mended."""

    LINE = "line"
    """The parts of its line may be others than were meant: so may what is found on that line."""

    TREE = "tree"
    """A rule of its tree may be lost: so are the ways to questions and outcomes."""

    NUMBER = "number"
    """A number of its tree may be another than was meant: so may the answers that a rule takes."""

    LOSS = "loss"
    """It leaves out something that may have named a fact."""

    SOURCE = "source"
    """It gives something of the source another id, or none: so its translation is of nothing."""

    NAME = "name"
    """It probably means what the other problem misses."""


class Wording(NamedTuple):
    """The wording of a code, in an editor's words.

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


def _wording(written: dict[str, Any]) -> Wording:
    severity = Severity(written["severity"])
    causes, follows = (tuple(map(Cause, written.get(name, ()))) for name in ("causes", "follows"))
    return Wording(severity, written["message"], written["hint"], causes, follows)


# JSON, as it is read in a tenth of the time that YAML or TOML would take.
CHAPTERS: Final[dict[str, dict[str, Wording]]] = {
    chapter: {code: _wording(written) for code, written in codes.items()}
    for chapter, codes in json.loads(
        Path(__file__).with_name("wordings.json").read_text(encoding="utf-8")
    ).items()
}
"""The wordings by code, a chapter for each stage. A code stands in one chapter alone."""

WORDINGS: Final = {code: each for chapter in CHAPTERS.values() for code, each in chapter.items()}

WARNINGS: Final = tuple(
    code for code, each in WORDINGS.items() if each.severity is Severity.WARNING
)
"""The codes that a knowledge base may ignore."""
