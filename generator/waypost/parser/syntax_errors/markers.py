"""Markers of documents, and a top level that starts further left than it began."""

from waypost.parser.source_text import LineEdit
from waypost.parser.syntax_errors.error_context import (
    ErrorContext,
    SyntaxFinding,
    compared,
    indent_of,
)


def after_end(error: ErrorContext) -> SyntaxFinding | None:
    """Text below ``...``, or a top level that starts further left than it began."""
    if "document start" not in error.problem:
        return None
    number = error.at.line
    for above in error.above(number):
        if error.text(above).startswith("..."):
            # What is indented goes on with what stands above the dots.
            edits = (LineEdit(above, 0, 3, "" if error.at.column else "---"),)
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
