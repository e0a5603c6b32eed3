"""Characters that look like YAML's own but aren't: odd spaces, wide colons, bullets."""

import re

from waypost.parser.characters import ODD_SPACES
from waypost.parser.source_text import LineEdit
from waypost.parser.syntax_errors.error_context import ErrorContext, SyntaxFinding

_ODD_SPACE = re.compile(rf"^[ {ODD_SPACES}]*(?:-[ {ODD_SPACES}]+)*(?:[\w-]+:)?[ {ODD_SPACES}]*")
_ONE_ODD = re.compile(f"[{ODD_SPACES}]")
_WIDE_COLON = re.compile(r"^ *(?:- +)*([A-Za-z_][\w-]*)\s*([：﹕︓]) *")
_EQUALS = re.compile(r"^ *(?:- +)*([A-Za-z_][\w-]*)(\s*=\s*)(?=\S)")
_BULLET = re.compile(r"^ *([•‣·–—*+]) +(?=\S)")


def lookalike(error: ErrorContext) -> SyntaxFinding | None:
    """A sign on the line of the mistake, or on one that led to it, that only looks right."""
    here = error.at.line
    numbers = (here, (error.since or error.at).line, next(error.above(here), here))
    found = (_odd_space(error, each) or _sign(error, each) for each in numbers)
    return next(filter(None, found), None)


def _odd_space(error: ErrorContext, number: int) -> SyntaxFinding | None:
    head = _ODD_SPACE.match(error.text(number))
    odd = list(_ONE_ODD.finditer(head[0])) if head else []
    if not odd:
        return None
    edits = tuple(LineEdit(number, each.start(), 1, " ") for each in odd)
    return SyntaxFinding("odd-space", number, odd[0].start(), edits)


def _sign(error: ErrorContext, number: int) -> SyntaxFinding | None:
    line = error.text(number)
    if found := _WIDE_COLON.match(line):
        edits = (LineEdit(number, found.start(2), found.end() - found.start(2), ": "),)
        about = {"key": found[1], "sign": found[2]}
        return SyntaxFinding("wrong-colon", number, found.start(2), edits, about)
    if found := _EQUALS.match(line):
        edits = (LineEdit(number, found.start(2), len(found[2]), ": "),)
        return SyntaxFinding(
            "wrong-colon", number, found.end(1), edits, {"key": found[1], "sign": "="}
        )
    if found := _BULLET.match(line):
        edits = (LineEdit(number, found.start(1), 1, "-"),)
        return SyntaxFinding("wrong-bullet", number, found.start(1), edits, {"sign": found[1]})
    return None
