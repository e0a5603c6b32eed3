"""Columns of lines: those at which a line may start, and the edits that move a line to one."""

import re

from waypost.parser.source_text import LineEdit
from waypost.parser.syntax_errors.error_context import KEY, ErrorContext, indent_of

BLOCK_SIGN = re.compile(r":\s+[|>][-+0-9]*\s*(?:\s#.*)?$")
FIELD_NAME = re.compile(r"[a-z_][a-z0-9_-]*$")
NEAR = 1000
"""Lines above and below in which keys and items are looked up."""


def levels(error: ErrorContext, number: int, *, item: bool) -> set[int]:
    """The columns at which a line of this kind (item or key) may start, from the lines above."""
    found: set[int] = set()
    least = 10_000
    for above in error.above(number):
        line = error.text(above)
        body, indent = error.body_column(above), indent_of(line)
        if min(body, indent) < least:
            if item and indent < body:
                found.add(indent)
            elif not item and KEY.match(line) and body < least:
                found.add(body)
            least = min(least, indent)
        if not least:
            break
    return found


def begins_field(line: str) -> bool:
    """True if a line is an item that begins with a key, or begins with the name of a field."""
    key = KEY.match(line)
    return bool(key and (key["dashes"] or FIELD_NAME.match(key["key"])))


def is_item(line: str) -> bool:
    """True for an item of a list."""
    return line.lstrip(" ").startswith("- ")


def compared(found: int, wanted: int) -> dict[str, str]:
    """Two indentations as a problem's wording has them."""
    return {"found": "1 space" if found == 1 else f"{found} spaces", "wanted": str(wanted)}


def shift(number: int, by: int) -> LineEdit:
    """The edit that moves a line by so many columns."""
    return LineEdit(number, 0, max(0, -by), " " * max(0, by))
