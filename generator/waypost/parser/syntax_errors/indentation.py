"""Mistakes of layout: tabs, indentation, dashes, and colons with nothing before or behind them."""

from __future__ import annotations

import re

from waypost.parser.limits import LONGEST_KEY
from waypost.parser.source_text import LineEdit
from waypost.parser.syntax_errors.error_context import KEY, ErrorContext, SyntaxFinding, indent_of

_TABBED = re.compile(r" *\t[ \t]*(?=\S)")
_TIGHT_COLON = re.compile(r" *(?:- +)*([A-Za-z_][\w-]*):(?=[^\s:/])")
_MERGE_MARK = re.compile(r"(<{7}|={7}|>{7}|\|{7})(?: |$)")
_TIGHT_DASH = re.compile(r" *-(?=[^\s-])")
_FIRST_WORD = re.compile(r" *(?:- +)*([A-Za-z_][\w-]*)")
_LONG_KEY = re.compile(rf"[^:#]{{{LONGEST_KEY},}}:(?:\s|$)")
_OPENER = re.compile(r":(?:\s+[|>][-+0-9]*)?\s*(?:\s#.*)?$")
_NAME = re.compile(r"[a-z_][a-z0-9_-]*$")

_BLOCK = re.compile(r":\s+[|>][-+0-9]*\s*(?:\s#.*)?$")
_NEAR = 1000
"""Lines above and below in which keys are looked up."""

_SIGNS = frozenset("*&!@`%[{")
"""What a text may start with in Markdown, and no plain value in YAML."""


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
    levels = _levels(error, number, item=item)
    return next((each for each in (2, 4, 8) if len(white.expandtabs(each)) in levels), 2)


def _spaced(line: str, number: int, width: int) -> LineEdit:
    found = _TABBED.match(line)
    white = found[0] if found else ""
    return LineEdit(number, 0, len(white), white.replace("\t", " " * width))


def after_end(error: ErrorContext) -> SyntaxFinding | None:
    """Text below ``...``, or a top level that starts further left than it began."""
    if "document start" not in error.problem:
        return None
    number = error.at.line
    for above in error.above(number):
        if error.text(above).startswith("..."):
            edits = (LineEdit(above, 0, 3, "---"),)
            return SyntaxFinding("text-after-end", number, error.at.column, edits, settles=(above,))
    return _outdented(error)


def _outdented(error: ErrorContext) -> SyntaxFinding | None:
    number = error.at.line
    levels = [(indent_of(error.text(above)), above) for above in error.above(number)]
    wide, first = min(levels, default=(0, 0))
    if not error.at_start or wide <= error.at.column:
        return None
    surplus = wide - error.at.column
    edits = tuple(LineEdit(above, 0, surplus, "") for above in error.above(number))
    return SyntaxFinding("bad-indent", first, wide, edits, _compared(wide, error.at.column))


def tight(error: ErrorContext) -> SyntaxFinding | None:
    """A colon or dash without the space behind it, on this line or the one above."""
    if "mapping values" in error.problem:
        here = error.at.line
    else:
        here = (error.since if error.since and "simple key" in error.context else error.at).line
    above = next(error.above(here), here)
    numbers = [above] if "mapping values" in error.problem else [here, above]
    for number in numbers:
        found = _tight_colon(error, number) or _tight_dash(error, number)
        if found:
            return found
    return None


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
        edits.append(_shift(below, 1))
    return SyntaxFinding("dash-without-space", number, found.end() - 1, tuple(edits))


def long_key(error: ErrorContext) -> SyntaxFinding | None:
    """A key so long that the parser gave up looking for its colon."""
    number = error.since.line if error.since and "simple key" in error.context else error.at.line
    column = error.body_column(number)
    if not _LONG_KEY.match(error.text(number), column):
        return None
    return SyntaxFinding("key-too-long", number, column, (), {"limit": f"{LONGEST_KEY:,}"})


def merge_mark(error: ErrorContext) -> SyntaxFinding | None:
    """A line that git leaves where two people changed the same lines."""
    for number in (error.at.line, error.since.line if error.since else error.at.line):
        line = error.text(number)
        if found := _MERGE_MARK.match(line):
            # The mark stays a line, as a comment, so that the rest can still be read.
            edits = (LineEdit(number, 0, 0, "#"),)
            return SyntaxFinding("merge-mark", number, 0, edits, {"mark": found[1]}, len(found[1]))
    return None


def missing_colon(error: ErrorContext) -> SyntaxFinding | None:
    """A line among keys that has no colon: a forgotten one, or text that isn't indented."""
    number = _bare_line(error)
    if number is None:
        return None
    line = error.text(number)
    above = next(error.above(number), None)
    if above is not None and _BLOCK.search(error.text(above)):
        return _flat_block(error, number, above)
    word = _FIRST_WORD.match(line)
    if word and (word[1] in _keys(error) or word.end() == len(line.rstrip())):
        edits = (LineEdit(number, word.end(), 0, ":"),)
        whole = bool(line[word.end() :].strip())
        return SyntaxFinding(
            "missing-colon", number, word.start(1), edits, {"key": word[1]}, len(word[1]), whole
        )
    return _stray(error, number)


def flat_block(error: ErrorContext) -> SyntaxFinding | None:
    """A text right below its bar that isn't indented, and starts with a sign of YAML's."""
    place = error.since or error.at
    line = error.text(place.line)
    if line.lstrip(" ")[:1] not in _SIGNS or not line.strip():
        return None
    above = next(error.above(place.line), None)
    if above is None or not _BLOCK.search(error.text(above)):
        return None
    if indent_of(line) > error.body_column(above):
        return None
    return _flat_block(error, place.line, above)


def _flat_block(error: ErrorContext, number: int, above: int) -> SyntaxFinding:
    """The text of a block that isn't indented, with all its lines up to the next key."""
    by = max(2, error.body_column(above) + 2 - indent_of(error.text(number)))
    edits = [_shift(number, by)]
    for below in range(number + 1, len(error.source.lines)):
        line = error.text(below)
        key = KEY.match(line)
        if key and (key["dashes"] or _NAME.match(key["key"])):
            break
        edits.append(_shift(below, by))
    key = KEY.match(error.text(above))
    about = {"key": key["key"] if key else error.text(above).strip()}
    return SyntaxFinding("flat-block", number, indent_of(error.text(number)), tuple(edits), about)


def _bare_line(error: ErrorContext) -> int | None:
    if error.since and "simple key" in error.context:
        return error.since.line
    if "mapping values" in error.problem:
        above = next(error.above(error.at.line), None)
        if above is not None and not KEY.match(error.text(above)):
            return above
    return None


def _keys(error: ErrorContext) -> set[str]:
    near = error.source.lines[max(0, error.at.line - _NEAR) : error.at.line + _NEAR]
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
    """A line that starts with its colon."""
    if not error.at_start or not error.rest.startswith(":"):
        return None
    return SyntaxFinding("null-key", error.at.line, error.at.column)


def pasted(error: ErrorContext) -> SyntaxFinding | None:
    """Lines put into a block of text without its indentation, a list among them."""
    number, column = error.at.line, error.at.column
    if not error.at_start or not error.rest.startswith("- "):
        return None
    first = number
    for above in (number, *error.above(number)):
        line = error.text(above)
        key = KEY.match(line)
        if indent_of(line) != column or (key and _NAME.match(key["key"])):
            break
        first = above
    if above == number:
        return None
    inside = next(error.above(first), first)
    depth = indent_of(error.text(inside))
    lesser = (each for each in error.above(first) if indent_of(error.text(each)) < depth)
    opener = next(lesser, first)
    if depth <= column or not _BLOCK.search(error.text(opener)):
        return None
    edits = []
    for below in range(first, len(error.source.lines)):
        key = KEY.match(error.text(below))
        if below > number and key and (key["dashes"] or _NAME.match(key["key"])):
            break
        edits.append(_shift(below, depth - column))
    head = KEY.match(error.text(opener))
    about = {"key": head["key"] if head else ""}
    return SyntaxFinding("flat-block", first, column, tuple(edits), about)


def item_among_keys(error: ErrorContext) -> SyntaxFinding | None:
    """A list item where a key is due."""
    if not error.at_start or not error.rest.startswith("- "):
        return None
    return SyntaxFinding("item-among-keys", error.at.line, error.at.column)


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
        if not line.strip() or indent_of(line) == column:
            edits.append(LineEdit(below, 0, 0, "  "))
        else:
            # Lines that stand right for the item need not move.
            deeper = indent_of(line) >= column + 2
            edits += [] if deeper else [LineEdit(below, 0, 0, "  ")]
    about = {"text": error.rest, "why_line": f"{' ' * column}- {error.rest}"}
    return SyntaxFinding("missing-dash", number, column, tuple(edits), about)


def _starts_an_item(error: ErrorContext, number: int, column: int) -> bool:
    """Whether the line begins as the items above it do, or none of them begins with a key.

    A line that doesn't is more likely one of the item above, indented too little.
    """
    here = KEY.match(error.line)
    above = (error.text(each) for each in error.above(number))
    items = (line for line in above if indent_of(line) == column and _is_item(line))
    first = KEY.match(next(items, ""))
    return not here or not first or here["key"] == first["key"]


def dedented(error: ErrorContext) -> SyntaxFinding | None:
    """A line that is indented less than those above and below it, which belong together."""
    number, column = error.at.line, indent_of(error.line)
    above = next(error.above(number), None)
    if above is None or "mapping values" not in error.problem:
        return None
    odd = indent_of(error.text(above))
    key = KEY.match(error.text(above))
    if odd >= column or not key or key["dashes"] or not _continues_as_key(error):
        return None
    if column not in _levels(error, above, item=False):
        return None
    edits = (_shift(above, column - odd),)
    return SyntaxFinding("bad-indent", above, odd, edits, _compared(odd, column))


def bad_indent(error: ErrorContext) -> SyntaxFinding | None:
    """A line that starts beside the column of its neighbours."""
    number = error.at.line
    column = indent_of(error.line)
    if "mapping values" in error.problem and not _continues_as_key(error):
        return None
    if "mapping values" not in error.problem and not error.at_start:
        return None
    item = error.line.lstrip(" ").startswith("- ")
    levels = _levels(error, number, item=item)
    if not item:
        levels = {level for level in levels if level > _next_item(error, number)} or levels
    wanted = min(levels, key=lambda level: (abs(level - column), -level), default=column)
    if wanted == column:
        return None
    edits = tuple(_shifts(error, number, wanted))
    return SyntaxFinding("bad-indent", number, column, edits, _compared(column, wanted))


def _next_item(error: ErrorContext, number: int) -> int:
    """The column of the item that follows a line, which is then inside its list; -1 for none."""
    for below in range(number + 1, min(number + _NEAR, len(error.source.lines))):
        line = error.text(below)
        if line.strip():
            column = indent_of(line)
            inside = _is_item(line) and column in _levels(error, number, item=True)
            return column if inside else -1
    return -1


def _compared(found: int, wanted: int) -> dict[str, str]:
    return {"found": "1 space" if found == 1 else f"{found} spaces", "wanted": str(wanted)}


def _continues_as_key(error: ErrorContext) -> bool:
    key = KEY.match(error.line)
    return bool(key and (key["dashes"] or _NAME.match(key["key"])))


def _levels(error: ErrorContext, number: int, *, item: bool) -> set[int]:
    """The columns at which a line of this kind (item or key) may start, from the lines above."""
    levels: set[int] = set()
    least = 10_000
    for above in error.above(number):
        line = error.text(above)
        body, indent = error.body_column(above), indent_of(line)
        if min(body, indent) < least:
            if item and indent < body:
                levels.add(indent)
            elif not item and KEY.match(line) and body < least:
                levels.add(body)
            least = min(least, indent)
        if not least:
            break
    return levels


def _shifts(error: ErrorContext, number: int, wanted: int) -> list[LineEdit]:
    """Edits that move a line to the column ``wanted``, with its equals below.

    Its children go along only where they wouldn't fit below it otherwise.
    """
    column = indent_of(error.text(number))
    item = _is_item(error.text(number))
    edits: list[LineEdit] = []
    takes_children = False
    for below in range(number, len(error.source.lines)):
        line = error.text(below)
        if not line.strip():
            continue
        if indent_of(line) == column:
            if below > number and _is_item(line) != item:
                break
            takes_children = _children_move(error, below, wanted)
        elif indent_of(line) < column or (
            (item or not takes_children) and _stands(line, wanted, item=item)
        ):
            break
        elif not takes_children:
            continue
        edits.append(_shift(below, wanted - column))
    return edits


def _is_item(line: str) -> bool:
    return line.lstrip(" ").startswith("- ")


def _children_move(error: ErrorContext, number: int, wanted: int) -> bool:
    """Whether the lines below ``number`` have to move with it to the column ``wanted``."""
    line = error.text(number)
    column = indent_of(line)
    below = number + 1
    while below < len(error.source.lines) and not error.text(below).strip():
        below += 1
    child = indent_of(error.text(below))
    if child <= column:
        return False
    if not _is_item(line):
        return bool(_OPENER.search(line)) and child <= wanted
    # The keys of an item line up with its first one.
    return child != wanted + error.body_column(number) - column


def _stands(line: str, wanted: int, *, item: bool) -> bool:
    """Whether a deeper line is an equal of the moved one that stands right already."""
    return indent_of(line) == wanted and _is_item(line) == item


def _shift(number: int, by: int) -> LineEdit:
    return LineEdit(number, 0, max(0, -by), " " * max(0, by))
