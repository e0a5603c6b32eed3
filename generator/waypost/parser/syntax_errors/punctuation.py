"""Mistakes made by a sign that YAML takes for its own: brackets, quotes, * & ! > | @ and so on."""

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate

from waypost.parser.events import EventMark
from waypost.parser.source_text import STAND_IN_FOR, LineEdit
from waypost.parser.syntax_errors.error_context import KEY, ErrorContext, SyntaxFinding

_CURLY = "“”„‟‘’‚‛«»"
_INNER_COLON = re.compile(r":(?=\s|$)")
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_FAR = 200
_BRACKET_OR_QUOTED = re.compile(r"""[\[\]{}]|(?<=[\[{,: ])(?:"(?:[^"\\\n]|\\.)*"|'[^'\n]*')""")


def bad_escape(error: ErrorContext) -> SyntaxFinding | None:
    """A backslash in double quotes that YAML doesn't know."""
    if "escape" not in error.problem and "hexdecimal" not in error.problem:
        return None
    column = error.line.rfind("\\", 0, error.at.column + 1)
    if column < 0:
        return None
    shown = error.line[column : column + 2]
    if _SURROGATE.match(error.line, column):
        about = {"character": f"U+{error.line[column + 2 : column + 6].upper()}", "more": "0"}
        gone = (LineEdit(error.at.line, column, 6, "\ufffd"),)
        return SyntaxFinding("lone-surrogate", error.at.line, column, gone, about, 6)
    edits = (error.as_text(error.at.line, column),)
    return SyntaxFinding("bad-escape", error.at.line, column, edits, {"escape": shown}, 2)


def unclosed_quote(error: ErrorContext) -> SyntaxFinding | None:
    """A quote that never closes, or only closes where the next one was meant to open."""
    start = _open_quote(error)
    if start is None:
        return None
    line, column = start
    quote = error.text(line)[column]
    edits = _plain(error, line, column)
    # In brackets the next comma or bracket most likely ends what was meant.
    edits = edits[:1] if error.brackets else edits
    return SyntaxFinding("unclosed-quote", line, column, edits, {"quote": quote})


def _open_quote(error: ErrorContext) -> tuple[int, int] | None:
    since = error.since
    if since and (
        "quoted scalar" in error.context
        or ("simple key" in error.context and error.text(since.line)[since.column] in "\"'")
    ):
        return since.line, since.column
    last = error.last
    if not error.at_start and last and getattr(last, "style", None) in ("'", '"'):
        start, end = last.start_mark, last.end_mark
        if start.line < end.line == error.at.line:
            return start.line, start.column
    return None


def sign(error: ErrorContext) -> SyntaxFinding | None:
    """An unquoted text that starts with a sign of YAML's."""
    scanning = error.context.startswith(("while scanning a", "while parsing a ta"))
    place = (error.since if scanning else None) or error.at
    char = error.text(place.line)[place.column : place.column + 1]
    if char not in STAND_IN_FOR or char in ":\"'-#\\" or not char:
        return None
    starts = (error.value_column(place.line), error.body_column(place.line))
    if place is error.at and place.column not in starts:
        return None
    return _sign(error, place.line, place.column)


def _sign(error: ErrorContext, line: int, column: int) -> SyntaxFinding:
    text = error.text(line)
    char = text[column]
    shown = text[column:].split(maxsplit=1)[0][1:].strip("*")
    code = {"*": "alias", "&": "anchor", "!": "tag", ">": "block-sign", "|": "block-sign"}.get(char)
    if char in "*&" and not shown:
        code = None
    about = {"name": shown, "sign": char, "tag": char + shown}
    edits = _plain(error, line, column)
    return SyntaxFinding(code or "reserved-sign", line, column, edits, about)


def after_value(error: ErrorContext) -> SyntaxFinding | None:
    """Something behind a value that YAML takes for finished: after a quote, a bracket, an alias."""
    if error.at_start:
        return None
    line = error.at.line
    column = error.value_column(line)
    text = error.text(line)
    char = text[column : column + 1]
    if column >= error.at.column or not char:
        return None
    if char in "\"'":
        return _after_quote(error, line, column)
    if char in "[{":
        closed = 0 in _depths(text[column : error.at.column])
        return bracket(error, line, column) if closed else None
    return _sign(error, line, column) if char in "*&!" else None


def _after_quote(error: ErrorContext, line: int, column: int) -> SyntaxFinding:
    text = error.text(line)
    about = {
        "quote": text[column],
        "after": text[error.at.column :],
        "why_fixed": _quoted_anew(text[column:].rstrip()),
    }
    edits = _plain(error, line, column)
    return SyntaxFinding("text-after-quote", line, error.at.column, edits, about)


def _quoted_anew(text: str) -> str:
    """A text whose quotes went wrong, between quotes that hold it."""
    quote = text[0]
    whole = len(text) > 1 and text.endswith(quote) and text.count(quote) > 2
    inside = text[1:-1] if whole else text
    if "'" not in inside:
        return f"'{inside}'"
    return '"' + inside.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _depths(signs: Iterable[str]) -> Iterator[int]:
    """How many brackets are open behind each of ``signs``."""
    return accumulate((sign in "[{") - (sign in "]}") for sign in signs)


def bracket(error: ErrorContext, line: int, column: int) -> SyntaxFinding:
    """A text that starts with a bracket or with braces, which was not meant as a list."""
    text = error.text(line)
    edits = _plain(error, line, column)
    if text.startswith("{{", column):
        return SyntaxFinding("leading-braces", line, column, edits, width=2)
    return SyntaxFinding("leading-bracket", line, column, edits, {"sign": text[column]})


def in_brackets(error: ErrorContext) -> SyntaxFinding | None:
    """A list or mapping in brackets that isn't closed, or holds what needs quotes."""
    if not error.brackets or "flow" not in error.context:
        return None
    since = error.brackets[-1]
    text = error.text(since.line)
    for column in (since.column - 1, since.column):
        if column >= 0 and text.startswith("{{", column):
            return bracket(error, since.line, column)
    if error.at.line > since.line and not _is_closed(error, since):
        return _unclosed(error, since)
    about = {"sign": text[since.column]}
    inner = error.rest.startswith(":")
    edits = _plain_colons(error, since.line, error.at.column) if inner else ()
    return SyntaxFinding("in-brackets", error.at.line, error.at.column, edits, about)


def _is_closed(error: ErrorContext, since: EventMark) -> bool:
    """True if the bracket is closed further on, as far as that can be told without parsing."""
    lines = [error.text(since.line)[since.column :]]
    lines += error.source.lines[since.line + 1 : since.line + _FAR]
    return 0 in _depths(found[0] for found in _BRACKET_OR_QUOTED.finditer("\n".join(lines)))


def _unclosed(error: ErrorContext, since: EventMark) -> SyntaxFinding:
    opening = error.text(since.line)[since.column]
    closing = "]" if opening == "[" else "}"
    last = next(error.above(error.at.line), since.line)
    end = len(error.text(last).rstrip())
    edits = (LineEdit(last, end, 0, closing),)
    about = {"sign": opening, "closing": closing}
    return SyntaxFinding("unclosed-bracket", since.line, since.column, edits, about)


def colon_in_text(error: ErrorContext) -> SyntaxFinding | None:
    """A colon with a space behind it inside an unquoted text."""
    if "mapping values" not in error.problem:
        return None
    line, column = error.at.line, error.at.column
    key = KEY.match(error.line)
    if key is None or key.end("colon") - 1 >= column:
        return None
    value = error.line[key.end() :]
    code = "curly-quotes" if value.startswith(tuple(_CURLY)) else "colon-in-text"
    about = {"key": key["key"], "text": value.replace('"', "'")}
    return SyntaxFinding(code, line, column, _plain_colons(error, line, column), about)


def colon_in_continuation(error: ErrorContext) -> SyntaxFinding | None:
    """The same on a further line of a text that began above."""
    if "mapping values" not in error.problem:
        return None
    line, column = error.at.line, error.at.column
    heads = (KEY.match(error.text(number)) for number in error.above(line))
    key = next((head["key"] for head in heads if head), "")
    about = {"key": key, "text": "…"}
    return SyntaxFinding("colon-in-text", line, column, _plain_colons(error, line, column), about)


def _plain(error: ErrorContext, line: int, column: int) -> tuple[LineEdit, ...]:
    """Edits that make a sign and each colon behind it part of the text; the sign's comes first."""
    return (error.as_text(line, column), *_plain_colons(error, line, column + 1))


def _plain_colons(error: ErrorContext, line: int, column: int) -> tuple[LineEdit, ...]:
    """Edits that make each colon from ``column`` on part of the text."""
    found = _INNER_COLON.finditer(error.text(line), column)
    return tuple(error.as_text(line, each.start()) for each in found)


def leading_dash(error: ErrorContext) -> SyntaxFinding | None:
    """``key: - text``: a list can't start on the line of its key."""
    if "sequence entries" not in error.problem or error.at_start:
        return None
    line, column = error.at.line, error.at.column
    return SyntaxFinding("leading-dash", line, column, _plain(error, line, column))
