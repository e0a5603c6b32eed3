"""Blocks of text whose lines aren't indented."""

from itertools import takewhile

from waypost.parser.source_text import LineEdit
from waypost.parser.syntax_errors.error_context import (
    BLOCK_SIGN,
    FIELD_NAME,
    KEY,
    ErrorContext,
    SyntaxFinding,
    begins_field,
    indent_of,
    shift,
)

_SIGNS = frozenset("*&!@`%[{")
"""Signs that a text may start with in Markdown, and no plain value in YAML."""


def flat_block(error: ErrorContext) -> SyntaxFinding | None:
    """A text right below its bar that isn't indented, and starts with a sign of YAML's."""
    place = error.since or error.at
    line = error.text(place.line)
    if line.lstrip(" ")[:1] not in _SIGNS or not line.strip():
        return None
    above = next(error.above(place.line), None)
    if above is None or not BLOCK_SIGN.search(error.text(above)):
        return None
    if indent_of(line) > error.body_column(above):
        return None
    return indented_block(error, place.line, above)


def indented_block(error: ErrorContext, number: int, above: int) -> SyntaxFinding:
    """The text of a block that isn't indented, with all its lines up to the next key."""
    by = max(2, error.body_column(above) + 2 - indent_of(error.text(number)))
    edits = _shifted(error, number, number, by)
    key = KEY.match(error.text(above))
    about = {"key": key["key"] if key else error.text(above).strip()}
    return SyntaxFinding("flat-block", number, indent_of(error.text(number)), edits, about)


def pasted(error: ErrorContext) -> SyntaxFinding | None:
    """Lines put into a block of text without its indentation, a list among them."""
    number, column = error.at.line, error.at.column
    if not error.at_start or not error.rest.startswith("- "):
        return None
    first = number
    for above in (number, *error.above(number)):
        line = error.text(above)
        key = KEY.match(line)
        if indent_of(line) != column or (key and FIELD_NAME.match(key["key"])):
            break
        first = above
    if above == number:
        return None
    inside = next(error.above(first), first)
    depth = indent_of(error.text(inside))
    lesser = (each for each in error.above(first) if indent_of(error.text(each)) < depth)
    opener = next(lesser, first)
    if depth <= column or not BLOCK_SIGN.search(error.text(opener)):
        return None
    edits = _shifted(error, first, number, depth - column)
    head = KEY.match(error.text(opener))
    about = {"key": head["key"] if head else ""}
    return SyntaxFinding("flat-block", first, column, edits, about)


def _shifted(error: ErrorContext, first: int, last: int, by: int) -> tuple[LineEdit, ...]:
    """Edits that move the lines from ``first`` to ``last``, and on to the next field."""
    lines = range(first, len(error.source.lines))
    own = takewhile(lambda below: below <= last or not begins_field(error.text(below)), lines)
    return tuple(shift(below, by) for below in own)
