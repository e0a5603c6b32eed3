"""The problems found while a file is parsed, and the limits on their number."""

from typing import NoReturn

from waypost.core.nodes import Mark
from waypost.diagnostics import Problem
from waypost.parser import limits
from waypost.parser.events import EventMark
from waypost.parser.source_text import SourceText, reveal


class LimitReached(Exception):
    """The file holds more than it may; parsing stops."""


class ProblemLog:
    """Problems of one pass over a source text.

    ``complete`` is false as soon as something had to be left out, so that the nodes can't be
    trusted to hold all that the file says.
    """

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self.complete = True
        self._comments = 0

    def position(self, mark: EventMark) -> Mark:
        """The position in the file of a position that the parser gives."""
        return self.source.mark(mark.line, mark.column)

    def report(self, code: str, at: Mark, width: int = 1, **about: str) -> None:
        """Add a problem; ``about`` fills its wording."""
        shown = {name: reveal(value) for name, value in about.items()}
        self.problems.append(Problem(code, at, shown, width=max(1, width)))

    def incomplete(self, code: str, at: Mark, width: int = 1) -> None:
        """Add a problem for which something of the file is left out."""
        self.complete = False
        self.report(code, at, width)

    def stop(self, code: str, at: Mark, limit: int) -> NoReturn:
        """Add the problem of a limit and raise `LimitReached`."""
        self.report(code, at, limit=f"{limit:,}")
        raise LimitReached

    def check_number(self, at: Mark) -> None:
        """Raise `LimitReached` after too many problems; comments have a limit of their own."""
        if len(self.problems) - self._comments > limits.MOST_PROBLEMS:
            self.stop("too-many-problems", at, limits.MOST_PROBLEMS)

    def comment_in_text(self, mark: EventMark, offset: int) -> None:
        """Add the problem of a comment, ``offset`` behind ``mark``, that may be meant as text."""
        self._comments += 1
        at = self.position(mark)
        at = at._replace(column=at.column + offset)
        if self._comments <= limits.MOST_PROBLEMS:
            lost = reveal(self.source.lines[mark.line][mark.column + offset :].rstrip())
            self.report("comment-in-text", at, len(lost), lost=lost)
        elif self._comments == limits.MOST_PROBLEMS + 1:
            self.report("more-comments", at, limit=f"{limits.MOST_PROBLEMS:,}")
