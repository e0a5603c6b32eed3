"""Mistakes of layout: tabs, indentation, dashes, and colons with nothing before or behind them."""

from __future__ import annotations

import re

from waypost.parser.limits import LONGEST_KEY
from waypost.parser.source_text import Edit
from waypost.parser.syntax_errors.error_context import KEY, Finding, Scene, indent_of

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


def tab(scene: Scene) -> Finding | None:
    """A tab where YAML wants spaces. Behind a text, or on an empty line, it does no harm."""
    if not scene.rest.startswith("\t"):
        return None
    number, line = scene.at.line, scene.line
    if not line.strip() or not scene.at_start:
        column = scene.at.column
        width = len(scene.rest) - len(scene.rest.lstrip("\t "))
        return Finding("", number, column, (Edit(number, column, width, " " * width),))
    lines = range(number, len(scene.draft.lines))
    tabbed = [each for each in lines if _TABBED.match(scene.text(each))]
    width = _tab_width(scene, number)
    edits = tuple(_spaced(scene.text(each), each, width) for each in tabbed)
    about = {"lines": "This line is" if len(tabbed) == 1 else f"{len(tabbed)} lines from here are"}
    return Finding("tab-indent", number, scene.at.column, edits, about)


def _tab_width(scene: Scene, number: int) -> int:
    """The width that lines a tabbed line up with those above, where one does."""
    item = scene.line.lstrip().startswith("- ")
    white = scene.line[: len(scene.line) - len(scene.line.lstrip())]
    levels = _levels(scene, number, item=item)
    return next((each for each in (2, 4, 8) if len(white.expandtabs(each)) in levels), 2)


def _spaced(line: str, number: int, width: int) -> Edit:
    found = _TABBED.match(line)
    white = found[0] if found else ""
    return Edit(number, 0, len(white), white.replace("\t", " " * width))


def after_end(scene: Scene) -> Finding | None:
    """Text below ``...``, or a top level that starts further left than it began."""
    if "document start" not in scene.problem:
        return None
    number = scene.at.line
    for above in scene.above(number):
        if scene.text(above).startswith("..."):
            edits = (Edit(above, 0, 3, "---"),)
            return Finding("text-after-end", number, scene.at.column, edits, settles=(above,))
    return _outdented(scene)


def _outdented(scene: Scene) -> Finding | None:
    number = scene.at.line
    levels = [(indent_of(scene.text(above)), above) for above in scene.above(number)]
    wide, first = min(levels, default=(0, 0))
    if not scene.at_start or wide <= scene.at.column:
        return None
    surplus = wide - scene.at.column
    edits = tuple(Edit(above, 0, surplus, "") for above in scene.above(number))
    return Finding("bad-indent", first, wide, edits, _compared(wide, scene.at.column))


def tight(scene: Scene) -> Finding | None:
    """A colon or dash without the space behind it, on this line or the one above."""
    if "mapping values" in scene.problem:
        here = scene.at.line
    else:
        here = (scene.since if scene.since and "simple key" in scene.context else scene.at).line
    above = next(scene.above(here), here)
    numbers = [above] if "mapping values" in scene.problem else [here, above]
    for number in numbers:
        found = _tight_colon(scene, number) or _tight_dash(scene, number)
        if found:
            return found
    return None


def _tight_colon(scene: Scene, number: int) -> Finding | None:
    found = _TIGHT_COLON.match(scene.text(number))
    if not found or KEY.match(scene.text(number)):
        return None
    about = {"key": found[1]}
    edits = (Edit(number, found.end(), 0, " "),)
    return Finding("colon-without-space", number, found.end() - 1, edits, about)


def _tight_dash(scene: Scene, number: int) -> Finding | None:
    found = _TIGHT_DASH.match(scene.text(number))
    if not found:
        return None
    edits = [Edit(number, found.end(), 0, " ")]
    for below in range(number + 1, len(scene.draft.lines)):
        if indent_of(scene.text(below)) != found.end():
            break
        edits.append(_shift(below, 1))
    return Finding("dash-without-space", number, found.end() - 1, tuple(edits))


def long_key(scene: Scene) -> Finding | None:
    """A key so long that the parser gave up looking for its colon."""
    number = scene.since.line if scene.since and "simple key" in scene.context else scene.at.line
    column = scene.body_column(number)
    if not _LONG_KEY.match(scene.text(number), column):
        return None
    return Finding("key-too-long", number, column, (), {"limit": f"{LONGEST_KEY:,}"})


def merge_mark(scene: Scene) -> Finding | None:
    """A line that git leaves where two people changed the same lines."""
    for number in (scene.at.line, scene.since.line if scene.since else scene.at.line):
        line = scene.text(number)
        if found := _MERGE_MARK.match(line):
            # The mark stays a line, as a comment, so that the rest can still be read.
            edits = (Edit(number, 0, 0, "#"),)
            return Finding("merge-mark", number, 0, edits, {"mark": found[1]}, len(found[1]))
    return None


def missing_colon(scene: Scene) -> Finding | None:
    """A line among keys that has no colon: a forgotten one, or text that isn't indented."""
    number = _bare_line(scene)
    if number is None:
        return None
    line = scene.text(number)
    above = next(scene.above(number), None)
    if above is not None and _BLOCK.search(scene.text(above)):
        return _flat_block(scene, number, above)
    word = _FIRST_WORD.match(line)
    if word and (word[1] in _keys(scene) or word.end() == len(line.rstrip())):
        edits = (Edit(number, word.end(), 0, ":"),)
        whole = bool(line[word.end() :].strip())
        return Finding(
            "missing-colon", number, word.start(1), edits, {"key": word[1]}, len(word[1]), whole
        )
    return _stray(scene, number)


def flat_block(scene: Scene) -> Finding | None:
    """A text right below its bar that isn't indented, and starts with a sign of YAML's."""
    place = scene.since or scene.at
    line = scene.text(place.line)
    if line.lstrip(" ")[:1] not in _SIGNS or not line.strip():
        return None
    above = next(scene.above(place.line), None)
    if above is None or not _BLOCK.search(scene.text(above)):
        return None
    if indent_of(line) > scene.body_column(above):
        return None
    return _flat_block(scene, place.line, above)


def _flat_block(scene: Scene, number: int, above: int) -> Finding:
    """The text of a block that isn't indented, with all its lines up to the next key."""
    by = max(2, scene.body_column(above) + 2 - indent_of(scene.text(number)))
    edits = [_shift(number, by)]
    for below in range(number + 1, len(scene.draft.lines)):
        line = scene.text(below)
        key = KEY.match(line)
        if key and (key["dashes"] or _NAME.match(key["key"])):
            break
        edits.append(_shift(below, by))
    key = KEY.match(scene.text(above))
    about = {"key": key["key"] if key else scene.text(above).strip()}
    return Finding("flat-block", number, indent_of(scene.text(number)), tuple(edits), about)


def _bare_line(scene: Scene) -> int | None:
    if scene.since and "simple key" in scene.context:
        return scene.since.line
    if "mapping values" in scene.problem:
        above = next(scene.above(scene.at.line), None)
        if above is not None and not KEY.match(scene.text(above)):
            return above
    return None


def _keys(scene: Scene) -> set[str]:
    near = scene.draft.lines[max(0, scene.at.line - _NEAR) : scene.at.line + _NEAR]
    return {found["key"] for line in near if (found := KEY.match(line))}


def _stray(scene: Scene, number: int) -> Finding:
    line = scene.text(number)
    above = next(scene.above(number), None)
    wanted = 0 if above is None else _text_column(scene, above)
    edits = (Edit(number, 0, 0, " " * max(0, wanted - indent_of(line))),)
    return Finding("stray-text", number, indent_of(line), edits, {"text": line.strip()})


def _text_column(scene: Scene, above: int) -> int:
    """The column at which a text goes on below the line ``above``."""
    line = scene.text(above)
    head = KEY.match(line) or line.lstrip(" ").startswith("- ")
    return scene.body_column(above) + 2 if head else indent_of(line)


def no_key(scene: Scene) -> Finding | None:
    """A line that starts with its colon."""
    if not scene.at_start or not scene.rest.startswith(":"):
        return None
    return Finding("null-key", scene.at.line, scene.at.column)


def pasted(scene: Scene) -> Finding | None:
    """Lines put into a block of text without its indentation, a list among them."""
    number, column = scene.at.line, scene.at.column
    if not scene.at_start or not scene.rest.startswith("- "):
        return None
    first = number
    for above in (number, *scene.above(number)):
        line = scene.text(above)
        key = KEY.match(line)
        if indent_of(line) != column or (key and _NAME.match(key["key"])):
            break
        first = above
    if above == number:
        return None
    inside = next(scene.above(first), first)
    depth = indent_of(scene.text(inside))
    lesser = (each for each in scene.above(first) if indent_of(scene.text(each)) < depth)
    opener = next(lesser, first)
    if depth <= column or not _BLOCK.search(scene.text(opener)):
        return None
    edits = []
    for below in range(first, len(scene.draft.lines)):
        key = KEY.match(scene.text(below))
        if below > number and key and (key["dashes"] or _NAME.match(key["key"])):
            break
        edits.append(_shift(below, depth - column))
    head = KEY.match(scene.text(opener))
    about = {"key": head["key"] if head else ""}
    return Finding("flat-block", first, column, tuple(edits), about)


def item_among_keys(scene: Scene) -> Finding | None:
    """A list item where a key is due."""
    if not scene.at_start or not scene.rest.startswith("- "):
        return None
    return Finding("item-among-keys", scene.at.line, scene.at.column)


def missing_dash(scene: Scene) -> Finding | None:
    """A key where the next item of a list is due."""
    if "block collection" not in scene.context or not scene.since or not scene.at_start:
        return None
    number, column = scene.at.line, scene.at.column
    if column != scene.since.column or scene.rest.startswith("-"):
        return None
    if not _starts_an_item(scene, number, column):
        return None
    edits = [Edit(number, column, 0, "- ")]
    for below in range(number + 1, len(scene.draft.lines)):
        line = scene.text(below)
        if line.strip() and (indent_of(line) < column or line.startswith("-", column)):
            break
        if not line.strip() or indent_of(line) == column:
            edits.append(Edit(below, 0, 0, "  "))
        else:
            # Lines that stand right for the item need not move.
            deeper = indent_of(line) >= column + 2
            edits += [] if deeper else [Edit(below, 0, 0, "  ")]
    about = {"text": scene.rest, "why_line": f"{' ' * column}- {scene.rest}"}
    return Finding("missing-dash", number, column, tuple(edits), about)


def _starts_an_item(scene: Scene, number: int, column: int) -> bool:
    """Whether the line begins as the items above it do, or none of them begins with a key.

    A line that doesn't is more likely one of the item above, indented too little.
    """
    here = KEY.match(scene.line)
    above = (scene.text(each) for each in scene.above(number))
    items = (line for line in above if indent_of(line) == column and _is_item(line))
    first = KEY.match(next(items, ""))
    return not here or not first or here["key"] == first["key"]


def dedented(scene: Scene) -> Finding | None:
    """A line that is indented less than those above and below it, which belong together."""
    number, column = scene.at.line, indent_of(scene.line)
    above = next(scene.above(number), None)
    if above is None or "mapping values" not in scene.problem:
        return None
    odd = indent_of(scene.text(above))
    key = KEY.match(scene.text(above))
    if odd >= column or not key or key["dashes"] or not _continues_as_key(scene):
        return None
    if column not in _levels(scene, above, item=False):
        return None
    edits = (_shift(above, column - odd),)
    return Finding("bad-indent", above, odd, edits, _compared(odd, column))


def bad_indent(scene: Scene) -> Finding | None:
    """A line that starts beside the column of its neighbours."""
    number = scene.at.line
    column = indent_of(scene.line)
    if "mapping values" in scene.problem and not _continues_as_key(scene):
        return None
    if "mapping values" not in scene.problem and not scene.at_start:
        return None
    item = scene.line.lstrip(" ").startswith("- ")
    levels = _levels(scene, number, item=item)
    if not item:
        levels = {level for level in levels if level > _next_item(scene, number)} or levels
    wanted = min(levels, key=lambda level: (abs(level - column), -level), default=column)
    if wanted == column:
        return None
    edits = tuple(_shifts(scene, number, wanted))
    return Finding("bad-indent", number, column, edits, _compared(column, wanted))


def _next_item(scene: Scene, number: int) -> int:
    """The column of the item that follows a line, which is then inside its list; -1 for none."""
    for below in range(number + 1, min(number + _NEAR, len(scene.draft.lines))):
        line = scene.text(below)
        if line.strip():
            column = indent_of(line)
            inside = _is_item(line) and column in _levels(scene, number, item=True)
            return column if inside else -1
    return -1


def _compared(found: int, wanted: int) -> dict[str, str]:
    return {"found": "1 space" if found == 1 else f"{found} spaces", "wanted": str(wanted)}


def _continues_as_key(scene: Scene) -> bool:
    key = KEY.match(scene.line)
    return bool(key and (key["dashes"] or _NAME.match(key["key"])))


def _levels(scene: Scene, number: int, *, item: bool) -> set[int]:
    """The columns at which a line of this kind (item or key) may start, from the lines above."""
    levels: set[int] = set()
    least = 10_000
    for above in scene.above(number):
        line = scene.text(above)
        body, indent = scene.body_column(above), indent_of(line)
        if min(body, indent) < least:
            if item and indent < body:
                levels.add(indent)
            elif not item and KEY.match(line) and body < least:
                levels.add(body)
            least = min(least, indent)
        if not least:
            break
    return levels


def _shifts(scene: Scene, number: int, wanted: int) -> list[Edit]:
    """Edits that move a line to the column ``wanted``, with its equals below.

    Its children go along only where they wouldn't fit below it otherwise.
    """
    column = indent_of(scene.text(number))
    item = _is_item(scene.text(number))
    edits: list[Edit] = []
    takes_children = False
    for below in range(number, len(scene.draft.lines)):
        line = scene.text(below)
        if not line.strip():
            continue
        if indent_of(line) == column:
            if below > number and _is_item(line) != item:
                break
            takes_children = _children_move(scene, below, wanted)
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


def _children_move(scene: Scene, number: int, wanted: int) -> bool:
    """Whether the lines below ``number`` have to move with it to the column ``wanted``."""
    line = scene.text(number)
    column = indent_of(line)
    below = number + 1
    while below < len(scene.draft.lines) and not scene.text(below).strip():
        below += 1
    child = indent_of(scene.text(below))
    if child <= column:
        return False
    if not _is_item(line):
        return bool(_OPENER.search(line)) and child <= wanted
    # The keys of an item line up with its first one.
    return child != wanted + scene.body_column(number) - column


def _stands(line: str, wanted: int, *, item: bool) -> bool:
    """Whether a deeper line is an equal of the moved one that stands right already."""
    return indent_of(line) == wanted and _is_item(line) == item


def _shift(number: int, by: int) -> Edit:
    return Edit(number, 0, max(0, -by), " " * max(0, by))
