"""Colons and dashes that are missing, have nothing before them, or no space behind them."""

import re

from waypost.parser.limits import LONGEST_KEY
from waypost.parser.source_text import LineEdit
from waypost.parser.syntax_errors.block_texts import indented_block
from waypost.parser.syntax_errors.error_context import (
    BLOCK_SIGN,
    KEY,
    NEAR,
    ErrorContext,
    SyntaxFinding,
    indent_of,
    is_item,
    shift,
)

_TIGHT_COLON = re.compile(r" *(?:- +)*([A-Za-z_][\w-]*):(?=[^\s:/])")
_TIGHT_DASH = re.compile(r" *-(?=[^\s-])")
_FIRST_WORD = re.compile(r" *(?:- +)*([A-Za-z_][\w-]*)")
_LONG_KEY = re.compile(rf"[^:#]{{{LONGEST_KEY},}}:(?:\s|$)")


def tight(error: ErrorContext) -> SyntaxFinding | None:
    """A colon or dash without the space behind it, on this line or the one above."""
    nested = "mapping values" in error.problem
    here = (error.at if nested else error.key or error.at).line
    above = next(error.above(here), here)
    numbers = [above] if nested else [here, above]
    found = (_tight_colon(error, each) or _tight_dash(error, each) for each in numbers)
    return next(filter(None, found), None)


def _tight_colon(error: ErrorContext, number: int) -> SyntaxFinding | None:
    found = _TIGHT_COLON.match(error.text(number))
    if not found or KEY.match(error.text(number)):
        return None
    about = {"key": found[1]}
    edits = (LineEdit(number, found.end(), 0, " "),)
    return SyntaxFinding("colon-without-space", number, found.end() - 1, edits, about)


def _tight_dash(error: ErrorContext, number: int) -> SyntaxFinding | None:
    found = _TIGHT_DASH.match(error.text(number))
    if not found:
        return None
    edits = [LineEdit(number, found.end(), 0, " ")]
    for below in range(number + 1, len(error.source.lines)):
        if indent_of(error.text(below)) != found.end():
            break
        edits.append(shift(below, 1))
    return SyntaxFinding("dash-without-space", number, found.end() - 1, tuple(edits))


def long_key(error: ErrorContext) -> SyntaxFinding | None:
    """A key so long that the parser gave up looking for its colon."""
    number = (error.key or error.at).line
    column = error.body_column(number)
    if not _LONG_KEY.match(error.text(number), column):
        return None
    return SyntaxFinding("key-too-long", number, column, (), {"limit": f"{LONGEST_KEY:,}"})


def missing_colon(error: ErrorContext) -> SyntaxFinding | None:
    """A line among keys that has no colon: a forgotten one, or text that isn't indented."""
    number = _bare_line(error)
    if number is None:
        return None
    line = error.text(number)
    above = next(error.above(number), None)
    if above is not None and BLOCK_SIGN.search(error.text(above)):
        return indented_block(error, number, above)
    word = _FIRST_WORD.match(line)
    if word and (word[1] in _keys(error) or word.end() == len(line.rstrip())):
        edits = (LineEdit(number, word.end(), 0, ":"),)
        whole = bool(line[word.end() :].strip())
        return SyntaxFinding(
            "missing-colon", number, word.start(1), edits, {"key": word[1]}, len(word[1]), whole
        )
    return _stray(error, number)


def _bare_line(error: ErrorContext) -> int | None:
    if error.key:
        return error.key.line
    if "mapping values" in error.problem:
        above = next(error.above(error.at.line), None)
        if above is not None and not KEY.match(error.text(above)):
            return above
    return None


def _keys(error: ErrorContext) -> set[str]:
    near = error.source.lines[max(0, error.at.line - NEAR) : error.at.line + NEAR]
    return {found["key"] for line in near if (found := KEY.match(line))}


def _stray(error: ErrorContext, number: int) -> SyntaxFinding:
    line = error.text(number)
    above = next(error.above(number), None)
    wanted = 0 if above is None else _text_column(error, above)
    edits = (LineEdit(number, 0, 0, " " * max(0, wanted - indent_of(line))),)
    return SyntaxFinding("stray-text", number, indent_of(line), edits, {"text": line.strip()})


def _text_column(error: ErrorContext, above: int) -> int:
    """The column at which a text goes on below the line ``above``."""
    line = error.text(above)
    head = KEY.match(line) or line.lstrip(" ").startswith("- ")
    return error.body_column(above) + 2 if head else indent_of(line)


def no_key(error: ErrorContext) -> SyntaxFinding | None:
    """A line that starts with its colon, or a list item where a key is due."""
    for sign, code in ((":", "null-key"), ("- ", "item-among-keys")):
        if error.at_start and error.rest.startswith(sign):
            return SyntaxFinding(code, error.at.line, error.at.column)
    return None


def missing_dash(error: ErrorContext) -> SyntaxFinding | None:
    """A key where the next item of a list is due."""
    if "block collection" not in error.context or not error.since or not error.at_start:
        return None
    number, column = error.at.line, error.at.column
    if column != error.since.column or error.rest.startswith("-"):
        return None
    if not _starts_an_item(error, number, column):
        return None
    edits = [LineEdit(number, column, 0, "- ")]
    for below in range(number + 1, len(error.source.lines)):
        line = error.text(below)
        if line.strip() and (indent_of(line) < column or line.startswith("-", column)):
            break
        # Lines that stand right for the item need not move.
        if not line.strip() or indent_of(line) < column + 2:
            edits.append(shift(below, 2))
    about = {"text": error.rest, "why_line": f"{' ' * column}- {error.rest}"}
    return SyntaxFinding("missing-dash", number, column, tuple(edits), about)


def _starts_an_item(error: ErrorContext, number: int, column: int) -> bool:
    """True if the line begins as the items above it do, or none of them begins with a key.

    A line that doesn't is more likely one of the item above, indented too little.
    """
    here = KEY.match(error.line)
    above = (error.text(each) for each in error.above(number))
    items = (line for line in above if indent_of(line) == column and is_item(line))
    first = KEY.match(next(items, ""))
    return not here or not first or here["key"] == first["key"]
