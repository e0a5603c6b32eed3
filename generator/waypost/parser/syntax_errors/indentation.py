"""Lines that start with a tab, or beside the column of their neighbours."""

import re
from collections.abc import Iterator

from waypost.parser.source_text import LineEdit
from waypost.parser.syntax_errors.error_context import (
    BLOCK_SIGN,
    KEY,
    NEAR,
    ErrorContext,
    SyntaxFinding,
    begins_field,
    compared,
    indent_of,
    is_item,
    levels,
    shift,
)

_TABBED = re.compile(r" *\t[ \t]*(?=\S)")
_OPENER = re.compile(r":(?:\s+[|>][-+0-9]*)?\s*(?:\s#.*)?$")


def dedented(error: ErrorContext) -> SyntaxFinding | None:
    """A line that is indented less than those above and below it, which belong together."""
    number, column = error.at.line, indent_of(error.line)
    above = next(error.above(number), None)
    if above is None or "mapping values" not in error.problem:
        return None
    odd = indent_of(error.text(above))
    key = KEY.match(error.text(above))
    if odd >= column or not key or key["dashes"] or not begins_field(error.line):
        return None
    if column not in levels(error, above, item=False):
        return None
    edits = (shift(above, column - odd),)
    return SyntaxFinding("bad-indent", above, odd, edits, compared(odd, column))


def bad_indent(error: ErrorContext) -> SyntaxFinding | None:
    """A line that starts beside the column of its neighbours."""
    number = error.at.line
    column = indent_of(error.line)
    if "mapping values" in error.problem and not begins_field(error.line):
        return None
    if "mapping values" not in error.problem and not error.at_start:
        return None
    item = error.line.lstrip(" ").startswith("- ")
    columns = levels(error, number, item=item)
    if not item:
        least = _next_item(error, number)
        columns = {each for each in columns if each > least} or columns
    wanted = min(columns, key=lambda each: (abs(each - column), -each), default=column)
    if wanted == column:
        return None
    edits = tuple(_shifts(error, number, wanted))
    return SyntaxFinding("bad-indent", number, column, edits, compared(column, wanted))


def _next_item(error: ErrorContext, number: int) -> int:
    """The column of the item that follows a line, which is then inside its list; -1 for none."""
    line = next(filter(str.strip, error.source.lines[number + 1 : number + NEAR]), "")
    column = indent_of(line)
    return column if is_item(line) and column in levels(error, number, item=True) else -1


def _shifts(error: ErrorContext, number: int, wanted: int) -> Iterator[LineEdit]:
    """Edits that move a line to the column ``wanted``, with its equals below.

    Its children go along only where they wouldn't fit below it otherwise.
    """
    column = indent_of(error.text(number))
    item = is_item(error.text(number))
    takes_children = False
    for below in range(number, len(error.source.lines)):
        line = error.text(below)
        if not line.strip():
            continue
        if indent_of(line) == column:
            if below > number and is_item(line) != item:
                break
            takes_children = _children_move(error, below, wanted)
        elif indent_of(line) < column or (
            # A deeper line may be an equal of the moved one that stands right already.
            indent_of(line) == wanted and is_item(line) == item and (item or not takes_children)
        ):
            break
        elif not takes_children:
            continue
        yield shift(below, wanted - column)


def _children_move(error: ErrorContext, number: int, wanted: int) -> bool:
    """True if the lines below ``number`` have to move with it to the column ``wanted``."""
    line = error.text(number)
    column = indent_of(line)
    below = number + 1
    while below < len(error.source.lines) and not error.text(below).strip():
        below += 1
    child = indent_of(error.text(below))
    if child <= column:
        return False
    if not is_item(line):
        return bool(_OPENER.search(line)) and child <= wanted
    # The keys of an item line up with its first one.
    return child != wanted + error.body_column(number) - column


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
    found = ((each, _TABBED.match(error.text(each))) for each in lines)
    tabbed = [(each, white[0]) for each, white in found if white]
    spaces = " " * _tab_width(error, number)
    edits = tuple(
        LineEdit(each, 0, len(white), white.replace("\t", spaces)) for each, white in tabbed
    )
    about = {"lines": "This line is" if len(tabbed) == 1 else f"{len(tabbed)} lines from here are"}
    return SyntaxFinding("tab-indent", number, error.at.column, edits, about)


def _tab_width(error: ErrorContext, number: int) -> int:
    """The width that lines a tabbed line up with those above, or a text with its lines below."""
    white = error.line[: len(error.line) - len(error.line.lstrip())]
    above = next(error.above(number), number)
    if BLOCK_SIGN.search(error.text(above)):
        below = (line for line in error.source.lines[number:] if re.match(r" *\S", line))
        key, text = error.body_column(above), indent_of(next(below, ""))
        wanted = text if text > key else key + 2
        return max(0, wanted - white.count(" ")) // white.count("\t")
    columns = levels(error, number, item=error.line.lstrip().startswith("- "))
    return next((each for each in (2, 4, 8) if len(white.expandtabs(each)) in columns), 2)
