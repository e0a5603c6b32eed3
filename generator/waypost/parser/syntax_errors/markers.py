"""Markers of documents and merges, and a top level that starts further left than it began."""

import re
from collections.abc import Iterator

from waypost.parser.source_text import LineEdit
from waypost.parser.syntax_errors.error_context import (
    ErrorContext,
    SyntaxFinding,
    compared,
    indent_of,
)

_MERGE_MARK = re.compile(r"(<{7}|={7}|>{7}|\|{7})(?: |$)")


def merge_mark(error: ErrorContext) -> SyntaxFinding | None:
    """A line that git leaves where two people changed the same lines."""
    for number in (error.at.line, error.since.line if error.since else error.at.line):
        line = error.text(number)
        if found := _MERGE_MARK.match(line):
            # The mark stays a line, as a comment, so that the rest can still be read.
            edits = (LineEdit(number, 0, 0, "#"),)
            about = {"mark": found[1]}
            others = tuple(_other_marks(error, number))
            width = len(found[1])
            return SyntaxFinding("merge-mark", number, 0, edits, about, width, settles=others)
    return None


def _other_marks(error: ErrorContext, number: int) -> Iterator[int]:
    """The further marks of the conflict of which the line ``number`` is one."""
    for line in range(number + 1, len(error.source.lines)):
        text = error.text(line)
        if text.startswith("<<<<<<<"):
            return
        if _MERGE_MARK.match(text):
            yield line
            if text.startswith(">>>>>>>"):
                return


def after_end(error: ErrorContext) -> SyntaxFinding | None:
    """Text below ``...``, or a top level that starts further left than it began."""
    if "document start" not in error.problem:
        return None
    number = error.at.line
    for above in error.above(number):
        if error.text(above).startswith("..."):
            edits = (LineEdit(above, 0, 3, "---"),)
            return SyntaxFinding("text-after-end", number, error.at.column, edits, settles=(above,))
    return _outdented(error)


def _outdented(error: ErrorContext) -> SyntaxFinding | None:
    number = error.at.line
    columns = [(indent_of(error.text(above)), above) for above in error.above(number)]
    wide, first = min(columns, default=(0, 0))
    if not error.at_start or wide <= error.at.column:
        return None
    surplus = wide - error.at.column
    edits = tuple(LineEdit(above, 0, surplus, "") for above in error.above(number))
    return SyntaxFinding("bad-indent", first, wide, edits, compared(wide, error.at.column))
