"""Problems for people and programs: a terminal, a pipe, JSON, and annotations on GitHub."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, TextIO

from waypost.core.nodes import Mark
from waypost.diagnostics import Problem, Severity
from waypost.diagnostics.message_format import errors_of, hint, message, severity, visible

if TYPE_CHECKING:
    from rich.text import Text as Styled

LONGEST_LINE: Final = 600
"""Characters of one line of output; what is longer is cut."""

MOST_PROBLEMS: Final = 5_000
"""Problems that one run lists."""

FRAME_WIDTH: Final = 100
"""Characters of a source line that a code frame shows."""

TAB: Final = "→"
"""The sign for a tab in a code frame: a sign as wide as one character, so that places agree."""

COLOURS: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow"}
LINE_END: Final = re.compile(r"\r\n|\r|\n")


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems without repetitions, sorted by place.

    Of more than `MOST_PROBLEMS` the first are kept, errors before warnings, and the last says so.
    """
    groups: dict[tuple[str, Mark], list[Problem]] = {}
    for problem in problems:
        groups.setdefault((problem.code, problem.at), []).append(problem)
    kept = [problem for group in groups.values() for problem in _once(group)]
    kept.sort(key=lambda problem: (problem.at, problem.code))
    if len(kept) <= MOST_PROBLEMS:
        return tuple(kept)
    kept.sort(key=lambda problem: severity(problem) is not Severity.ERROR)
    first = sorted(kept[:MOST_PROBLEMS], key=lambda problem: (problem.at, problem.code))
    about = {"limit": f"{MOST_PROBLEMS:,}", "count": f"{len(kept):,}"}
    return (*first, Problem("more-problems", first[-1].at, about))


def _once(group: list[Problem]) -> Iterable[Problem]:
    """The problems of one code at one place that say something different."""
    by_message: dict[str, Problem] = {}
    for problem in group if len(group) > 1 else ():
        by_message.setdefault(message(problem), problem)
    return by_message.values() or group


def one_line(problem: Problem) -> str:
    """``FILE:LINE:COL: error: MESSAGE HINT``."""
    text = f"{severity(problem)}: {message(problem)} {hint(problem)}".rstrip()
    line = f"{_place(problem.at)}: {text}"
    return line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1] + "…"


def _place(at: Mark) -> str:
    return f"{visible(at.file, 300)}:{at.line}:{at.column}"


def as_json(problems: Iterable[Problem]) -> str:
    """A JSON list of ``{file, line, column, severity, code, message, hint}``."""
    rows = [
        {
            **problem.at._asdict(),
            "severity": str(severity(problem)),
            "code": problem.code,
            "message": message(problem),
            "hint": hint(problem),
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_github(problems: Iterable[Problem]) -> str:
    """GitHub's workflow commands, which annotate the changed lines of a pull request."""
    return "\n".join(_annotation(problem) for problem in problems)


def _annotation(problem: Problem) -> str:
    at = problem.at
    text = f"{message(problem)} {hint(problem)}".rstrip()
    properties = (
        f"file={_escaped(at.file, ':,')},line={at.line},col={at.column},"
        f"title={_escaped(problem.code, ':,')}"
    )
    return f"::{severity(problem)} {properties}::{_escaped(text)}"


def _escaped(text: str, more: str = "") -> str:
    for char in "%\r\n" + more:
        text = text.replace(char, f"%{ord(char):02X}")
    return text


def print_problems(problems: Iterable[Problem], texts: Mapping[str, str] | None = None) -> None:
    """Write problems to standard error, a line each; for a person with frames of ``texts``."""
    if texts is not None and sys.stderr.isatty():
        print_frames(problems, texts, sys.stderr)
        return
    for problem in problems:
        sys.stderr.write(one_line(problem) + "\n")


def print_frames(problems: Iterable[Problem], texts: Mapping[str, str], to: TextIO) -> None:
    """Write problems with code frames."""
    from rich.console import Console

    console = Console(file=to, highlight=False, soft_wrap=True)
    lines = {name: LINE_END.split(text) for name, text in texts.items()}
    for problem in problems:
        console.print(frame(problem, lines))


def frame(problem: Problem, lines: Mapping[str, Sequence[str]]) -> Styled:
    """The problem with the line that it is about, the fault underlined, and the remedy."""
    from rich.text import Text as Styled

    colour = COLOURS[severity(problem)]
    out = Styled()
    out.append(f"{severity(problem)}", f"bold {colour}").append(f"[{problem.code}]", colour)
    out.append(f": {message(problem)}\n", "bold")
    for at, note in [(problem.at, ""), *((at, "first here") for at in problem.also)]:
        out.append_text(_excerpt(at, problem.width, lines.get(at.file, ()), colour, note))
    out.append("   = ", "blue").append(f"{hint(problem)}\n")
    return out


def _excerpt(at: Mark, width: int, lines: Sequence[str], colour: str, note: str) -> Styled:
    from rich.cells import cell_len
    from rich.text import Text as Styled

    out = Styled().append("  --> ", "blue").append(f"{_place(at)}\n")
    if not 0 < at.line <= len(lines) or list(lines) == [""]:
        return out
    line = lines[at.line - 1]
    start = max(0, at.column - 1 - FRAME_WIDTH // 2) if at.column > FRAME_WIDTH else 0
    line = line.replace("\t", TAB)
    before = visible(line[start : at.column - 1], FRAME_WIDTH)
    shown = before + visible(line[at.column - 1 : start + FRAME_WIDTH], FRAME_WIDTH)
    number = str(at.line)
    width = max(1, cell_len(shown[len(before) : len(before) + width]))
    out.append(f"{number:>4} | ", "blue").append(f"{shown}\n")
    out.append("     | ", "blue").append(" " * cell_len(before) + "^" * width, colour)
    return out.append(f" {note}\n" if note else "\n", colour)


def summary(problems: Sequence[Problem]) -> str:
    """How many of what, in words."""
    errors = len(errors_of(problems))
    return f"{plural(errors, 'error')}, {plural(len(problems) - errors, 'warning')}"


def plural(number: int, noun: str, nouns: str | None = None) -> str:
    """The number with its noun: ``1 error``, ``2 errors``."""
    return f"{number} {noun if number == 1 else nouns or noun + 's'}"
