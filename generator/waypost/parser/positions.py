"""Texts with the positions of their characters, so that a problem inside one is shown there."""

import re
from collections.abc import Iterator
from itertools import islice

from waypost.core.nodes import Mark, Text
from waypost.parser.events import Event
from waypost.parser.limits import MOST_RUNS
from waypost.parser.source_text import SourceText, reveal

Runs = tuple[tuple[int, Mark], ...]

_FOLD = r"(?P<fold>[ \t]*(?:\n[ \t]*)+)"
_SPACES = r"[ \t]+(?![ \t\n])"
_PIECES = {
    "": re.compile(rf"{_FOLD}|(?P<text>(?:[^\n \t]|{_SPACES})+)"),
    "'": re.compile(rf"{_FOLD}|(?P<one>'')|(?P<text>(?:[^'\n \t]|{_SPACES})+)"),
    '"': re.compile(
        rf"(?P<gone>\\\n[ \t]*)|{_FOLD}"
        r"|(?P<one>\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.))"
        rf"|(?P<text>(?:[^\\\n \t]|{_SPACES})+)"
    ),
}


def placed(value: str, at: Mark, event: Event, source: SourceText, raw: str) -> Text:
    """The text of a scalar that was written as ``raw``."""
    if value == raw:
        return Text(value, at, at)
    style = event.style or ""
    if style == "|" and not source.moved_between(event.start_mark.line, event.end_mark.line):
        return Text(value, at, _first_line(value, event, source))
    if style in ("|", ">"):
        return Text(value, at, None, _by_line(value, event, source))
    quote = len(style)
    if len(value) + 2 * quote == len(raw) and "\n" not in raw:
        return Text(value, at, Mark(at.file, at.line, at.column + quote))
    return Text(value, at, None, _runs(value, raw, event, source))


def _first_line(value: str, event: Event, source: SourceText) -> Mark:
    """The position of a literal block's first line: below its sign, behind its indentation."""
    first = event.start_mark.line + 1
    blank = len(value) - len(value.lstrip("\n"))
    if blank == len(value):
        return source.mark(first, 0)
    end = value.find("\n", blank)
    length = (end if end >= 0 else len(value)) - blank
    begin = event.start_mark.index
    for _ in range(blank + 1):
        begin = source.text.index("\n", begin) + 1
    end = source.text.find("\n", begin)
    column = (end if end >= 0 else len(source.text)) - begin - length
    return Mark(source.name, first + 1, source.mark(first + blank, column).column)


def _by_line(value: str, event: Event, source: SourceText) -> Runs:
    """Each line of a block, found again in the text that was made of them."""
    runs: list[tuple[int, Mark]] = []
    done = 0
    for number in range(event.start_mark.line + 1, min(event.end_mark.line + 1, len(source.lines))):
        line = reveal(source.lines[number])
        content = line.strip(" ")
        found = value.find(content, done) if content else -1
        if found >= 0 and len(runs) < MOST_RUNS:
            runs.append((found, source.mark(number, len(line) - len(line.lstrip(" ")))))
            done = found + len(content)
    return tuple(runs)


def _runs(value: str, raw: str, event: Event, source: SourceText) -> Runs:
    style = event.style or ""
    inner = raw[1:-1] if style else raw
    start = (event.start_mark.line, event.start_mark.column + len(style))
    found = list(islice(_pieces(inner, _PIECES[style], start), MOST_RUNS + 1))
    if not found or len(found) > MOST_RUNS:
        return ()
    runs = tuple((offset, source.mark(line, column)) for offset, line, column, _ in found)
    # Where the pieces don't add up to the text, no place is better than a wrong one.
    return runs if found[-1][3] == len(value) else ()


def _pieces(
    inner: str, pattern: re.Pattern[str], start: tuple[int, int]
) -> Iterator[tuple[int, int, int, int]]:
    """Offset, line and column of each piece of a text, and the offset behind it."""
    line, column = start
    offset = 0
    for found in pattern.finditer(inner):
        newlines = found[0].count("\n")
        lengths = {"fold": max(1, newlines - 1), "gone": 0, "one": 1}
        length = lengths.get(found.lastgroup or "", len(found[0]))
        if length:
            yield offset, line, column, offset + length
        offset += length
        line += newlines
        last = found[0].rfind("\n")
        column = len(found[0]) - last - 1 if newlines else column + len(found[0])
