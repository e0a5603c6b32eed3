"""Tabs where YAML wants spaces."""

from __future__ import annotations

import re

from waypost.parser.source_text import LineEdit
from waypost.parser.syntax_errors.error_context import ErrorContext, SyntaxFinding
from waypost.parser.syntax_errors.line_columns import levels

_TABBED = re.compile(r" *\t[ \t]*(?=\S)")


def tab(error: ErrorContext) -> SyntaxFinding | None:
    """A tab where YAML wants spaces. Behind a text, or on an empty line, it does no harm."""
    if not error.rest.startswith("\t"):
        return None
    number, line = error.at.line, error.line
    if not line.strip() or not error.at_start:
        column = error.at.column
        width = len(error.rest) - len(error.rest.lstrip("\t "))
        return SyntaxFinding("", number, column, (LineEdit(number, column, width, " " * width),))
    lines = range(number, len(error.source.lines))
    tabbed = [each for each in lines if _TABBED.match(error.text(each))]
    width = _tab_width(error, number)
    edits = tuple(_spaced(error.text(each), each, width) for each in tabbed)
    about = {"lines": "This line is" if len(tabbed) == 1 else f"{len(tabbed)} lines from here are"}
    return SyntaxFinding("tab-indent", number, error.at.column, edits, about)


def _tab_width(error: ErrorContext, number: int) -> int:
    """The width that lines a tabbed line up with those above, where one does."""
    item = error.line.lstrip().startswith("- ")
    white = error.line[: len(error.line) - len(error.line.lstrip())]
    columns = levels(error, number, item=item)
    return next((each for each in (2, 4, 8) if len(white.expandtabs(each)) in columns), 2)


def _spaced(line: str, number: int, width: int) -> LineEdit:
    found = _TABBED.match(line)
    white = found[0] if found else ""
    return LineEdit(number, 0, len(white), white.replace("\t", " " * width))
