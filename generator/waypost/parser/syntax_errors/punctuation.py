"""Mistakes made by a sign that YAML takes for its own: brackets, quotes, * & ! > | @ and so on."""

from __future__ import annotations

import re

from waypost.parser.events import Place
from waypost.parser.source_text import DISGUISE, Edit
from waypost.parser.syntax_errors.error_context import KEY, Finding, Scene

_CURLY = "“”„‟‘’‚‛«»"
_INNER_COLON = re.compile(r":(?=\s|$)")
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_FAR = 200
_BRACKET_OR_QUOTED = re.compile(r"""[\[\]{}]|(?<=[\[{,: ])(?:"(?:[^"\\\n]|\\.)*"|'[^'\n]*')""")
_WORD = re.compile(r"\S*")


def bad_escape(scene: Scene) -> Finding | None:
    """A backslash in double quotes that YAML doesn't know."""
    if "escape" not in scene.problem and "hexdecimal" not in scene.problem:
        return None
    column = scene.line.rfind("\\", 0, scene.at.column + 1)
    if column < 0:
        return None
    shown = scene.line[column : column + 2]
    if _SURROGATE.match(scene.line, column):
        about = {"character": f"U+{scene.line[column + 2 : column + 6].upper()}", "more": "0"}
        gone = (Edit(scene.at.line, column, 6, "\ufffd"),)
        return Finding("lone-surrogate", scene.at.line, column, gone, about, 6)
    edits = (scene.disguise(scene.at.line, column),)
    return Finding("bad-escape", scene.at.line, column, edits, {"escape": shown}, 2)


def unclosed_quote(scene: Scene) -> Finding | None:
    """A quote that never closes, or only closes where the next one was meant to open."""
    start = _open_quote(scene)
    if start is None:
        return None
    line, column = start
    quote = scene.text(line)[column]
    # In brackets the next comma or bracket most likely ends what was meant.
    colons = [] if scene.brackets else _plain_colons(scene, line, column + 1)
    edits = (scene.disguise(line, column), *colons)
    return Finding("unclosed-quote", line, column, edits, {"quote": quote})


def _open_quote(scene: Scene) -> tuple[int, int] | None:
    since = scene.since
    if since and "quoted scalar" in scene.context:
        return since.line, since.column
    if since and "simple key" in scene.context and scene.text(since.line)[since.column] in "\"'":
        return since.line, since.column
    last = scene.last
    if not scene.at_start and last and getattr(last, "style", None) in ("'", '"'):
        start, end = last.start_mark, last.end_mark
        if start.line < end.line == scene.at.line:
            return start.line, start.column
    return None


def sign(scene: Scene) -> Finding | None:
    """An unquoted text that starts with a sign of YAML's."""
    place = (
        scene.since
        if scene.context.startswith(("while scanning a", "while parsing a ta"))
        else None
    )
    place = place or scene.at
    char = scene.text(place.line)[place.column : place.column + 1]
    if char not in DISGUISE or char in ":\"'-#\\" or not char:
        return None
    if place is scene.at and not _starts_value(scene, place):
        return None
    return _sign(scene, place.line, place.column)


def _starts_value(scene: Scene, place: Place) -> bool:
    return place.column in (scene.value_column(place.line), scene.body_column(place.line))


def _sign(scene: Scene, line: int, column: int) -> Finding:
    text = scene.text(line)
    char = text[column]
    word = _WORD.match(text, column)
    shown = (word[0] if word else char)[1:].strip("*")
    edits = (scene.disguise(line, column), *_plain_colons(scene, line, column + 1))
    code = {"*": "alias", "&": "anchor", "!": "tag", ">": "block-sign", "|": "block-sign"}.get(char)
    if char in "*&" and not shown:
        code = None
    about = {"name": shown, "sign": char, "tag": char + shown}
    return Finding(code or "reserved-sign", line, column, edits, about)


def after_value(scene: Scene) -> Finding | None:
    """Something behind a value that YAML takes for finished: after a quote, a bracket, an alias."""
    if scene.at_start:
        return None
    line = scene.at.line
    column = scene.value_column(line)
    text = scene.text(line)
    char = text[column : column + 1]
    if column >= scene.at.column or not char:
        return None
    if char in "\"'":
        return _after_quote(scene, line, column)
    if char in "[{":
        closed = _closing(text, column) < scene.at.column
        return bracket(scene, line, column) if closed else None
    return _sign(scene, line, column) if char in "*&!" else None


def _after_quote(scene: Scene, line: int, column: int) -> Finding:
    text = scene.text(line)
    edits = [scene.disguise(line, column), *_plain_colons(scene, line, column + 1)]
    about = {
        "quote": text[column],
        "after": text[scene.at.column :],
        "why_fixed": _quoted_anew(text[column:].rstrip()),
    }
    return Finding("text-after-quote", line, scene.at.column, tuple(edits), about)


def _quoted_anew(text: str) -> str:
    """A text whose quotes went wrong, between quotes that hold it."""
    quote = text[0]
    whole = len(text) > 1 and text.endswith(quote) and text.count(quote) > 2
    inside = text[1:-1] if whole else text
    if "'" not in inside:
        return f"'{inside}'"
    return '"' + inside.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _closing(text: str, column: int) -> int:
    """Where the bracket at ``column`` is closed; the end of the line where it isn't."""
    depth = 0
    for place in range(column, len(text)):
        depth += (text[place] in "[{") - (text[place] in "]}")
        if not depth:
            return place
    return len(text)


def bracket(scene: Scene, line: int, column: int) -> Finding:
    """A text that starts with a bracket or with braces, which was not meant as a list."""
    text = scene.text(line)
    edits = [scene.disguise(line, column), *_plain_colons(scene, line, column + 1)]
    if text.startswith("{{", column):
        return Finding("leading-braces", line, column, tuple(edits), width=2)
    return Finding("leading-bracket", line, column, tuple(edits), {"sign": text[column]})


def in_brackets(scene: Scene) -> Finding | None:
    """A list or mapping in brackets that isn't closed, or holds what needs quotes."""
    if not scene.brackets or "flow" not in scene.context:
        return None
    since = scene.brackets[-1]
    text = scene.text(since.line)
    for column in (since.column - 1, since.column):
        if column >= 0 and text.startswith("{{", column):
            return bracket(scene, since.line, column)
    if scene.at.line > since.line and not _is_closed(scene, since):
        return _unclosed(scene, since)
    about = {"sign": text[since.column]}
    edits = (
        tuple(
            Edit(since.line, found.start(), 1, DISGUISE[":"])
            for found in _INNER_COLON.finditer(text, scene.at.column)
        )
        if scene.rest.startswith(":")
        else ()
    )
    return Finding("in-brackets", scene.at.line, scene.at.column, edits, about)


def _is_closed(scene: Scene, since: Place) -> bool:
    """Whether the bracket is closed further on, as far as that can be told without parsing."""
    lines = [scene.text(since.line)[since.column :]]
    lines += scene.draft.lines[since.line + 1 : since.line + _FAR]
    depth = 0
    for found in _BRACKET_OR_QUOTED.finditer("\n".join(lines)):
        depth += (found[0] in "[{") - (found[0] in "]}")
        if not depth:
            return True
    return False


def _unclosed(scene: Scene, since: Place) -> Finding:
    opening = scene.text(since.line)[since.column]
    closing = "]" if opening == "[" else "}"
    last = next(scene.above(scene.at.line), since.line)
    end = len(scene.text(last).rstrip())
    edits = (Edit(last, end, 0, closing),)
    about = {"sign": opening, "closing": closing}
    return Finding("unclosed-bracket", since.line, since.column, edits, about)


def colon_in_text(scene: Scene) -> Finding | None:
    """A colon with a space behind it inside an unquoted text."""
    if "mapping values" not in scene.problem:
        return None
    line, column = scene.at.line, scene.at.column
    key = KEY.match(scene.line)
    if key is None or key.end("colon") - 1 >= column:
        return None
    value = scene.line[key.end() :]
    code = "curly-quotes" if value.startswith(tuple(_CURLY)) else "colon-in-text"
    about = {"key": key["key"], "text": value.replace('"', "'")}
    return Finding(code, line, column, tuple(_plain_colons(scene, line, column)), about)


def colon_in_continuation(scene: Scene) -> Finding | None:
    """The same on a further line of a text that began above."""
    if "mapping values" not in scene.problem:
        return None
    line, column = scene.at.line, scene.at.column
    heads = (KEY.match(scene.text(number)) for number in scene.above(line))
    key = next((head["key"] for head in heads if head), "")
    about = {"key": key, "text": "…"}
    return Finding("colon-in-text", line, column, tuple(_plain_colons(scene, line, column)), about)


def _plain_colons(scene: Scene, line: int, column: int) -> list[Edit]:
    """Edits that make each colon from ``column`` on part of the text."""
    found = _INNER_COLON.finditer(scene.text(line), column)
    return [Edit(line, each.start(), 1, DISGUISE[":"]) for each in found]


def leading_dash(scene: Scene) -> Finding | None:
    """``key: - text``: a list can't start on the line of its key."""
    if "sequence entries" not in scene.problem or scene.at_start:
        return None
    line, column = scene.at.line, scene.at.column
    edits = (scene.disguise(line, column), *_plain_colons(scene, line, column + 1))
    return Finding("leading-dash", line, column, edits)
