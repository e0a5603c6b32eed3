"""Mistakes of layout: tabs, indentation, dashes, and colons with nothing before or behind them."""

from __future__ import annotations

import re

from waypost.source.draft import Edit
from waypost.source.limits import LONGEST_KEY
from waypost.source.mistakes.scene import KEY, Finding, Scene, indent_of

_TABBED = re.compile(r" *\t[ \t]*(?=\S)")
_TIGHT_COLON = re.compile(r" *(?:- +)*([A-Za-z_][\w-]*):(?=[^\s:/])")
_TIGHT_DASH = re.compile(r" *-(?=[^\s-])")
_FIRST_WORD = re.compile(r" *(?:- +)*([A-Za-z_][\w-]*)")
_LONG_KEY = re.compile(rf"[^:#]{{{LONGEST_KEY},}}:(?:\s|$)")
_NAME = re.compile(r"[a-z_][a-z0-9_-]*$")

_NEAR = 1000
"""Lines above and below in which keys are looked up."""


def tab(scene: Scene) -> Finding | None:
    """A tab where YAML wants spaces. Behind a text, or on an empty line, it does no harm."""
    if not scene.rest.startswith("\t"):
        return None
    number, line = scene.at.line, scene.line
    if not line.strip() or not scene.at_start:
        return Finding("", number, scene.at.column, (Edit(number, scene.at.column, 1, " "),))
    tabbed: list[int] = [
        each for each in range(number, len(scene.draft.lines)) if _TABBED.match(scene.text(each))
    ]
    edits = tuple(_spaced(scene.text(each), each) for each in tabbed)
    about = {
        "lines": "This line is" if len(tabbed) == 1 else f"{len(tabbed)} lines from here on are"
    }
    return Finding("tab-indent", number, scene.at.column, edits, about)


def _spaced(line: str, number: int) -> Edit:
    found = _TABBED.match(line)
    white = found[0] if found else ""
    return Edit(number, 0, len(white), white.replace("\t", "  "))


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
    wide = min((indent_of(scene.text(above)) for above in scene.above(number)), default=0)
    if not scene.at_start or wide <= scene.at.column:
        return None
    surplus = wide - scene.at.column
    edits = tuple(Edit(above, 0, surplus, "") for above in scene.above(number))
    about = {"found": str(scene.at.column), "wanted": str(wide)}
    return Finding("bad-indent", number, scene.at.column, edits, about)


def tight(scene: Scene) -> Finding | None:
    """A colon or dash without the space behind it, on this line or the one above."""
    if "mapping values" in scene.problem:
        numbers = [*list(scene.above(scene.at.line))[:1]]
    elif scene.since and "simple key" in scene.context:
        numbers = [scene.since.line, *list(scene.above(scene.since.line))[:1]]
    else:
        numbers = [scene.at.line, *list(scene.above(scene.at.line))[:1]]
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
    below = indent_of(scene.text(number + 1))
    room = found.end() > 1 and below == found.end()
    edits: tuple[Edit, ...] = (
        (Edit(number, 0, 1, ""), Edit(number, found.end(), 0, " "))
        if room
        else (Edit(number, found.end(), 0, " "),)
    )
    return Finding("dash-without-space", number, found.end() - 1, edits)


def long_key(scene: Scene) -> Finding | None:
    """A key so long that the parser gave up looking for its colon."""
    number = scene.since.line if scene.since and "simple key" in scene.context else scene.at.line
    column = scene.body_column(number)
    if not _LONG_KEY.match(scene.text(number), column):
        return None
    return Finding("key-too-long", number, column, (), {"limit": f"{LONGEST_KEY:,}"})


def missing_colon(scene: Scene) -> Finding | None:
    """A line among keys that has no colon: a forgotten one, or text that isn't indented."""
    number = _bare_line(scene)
    if number is None:
        return None
    line = scene.text(number)
    word = _FIRST_WORD.match(line)
    if word and (word[1] in _keys(scene) or word.end() == len(line.rstrip())):
        edits = (Edit(number, word.end(), 0, ":"),)
        whole = bool(line[word.end() :].strip())
        return Finding(
            "missing-colon", number, word.start(1), edits, {"key": word[1]}, len(word[1]), whole
        )
    return _stray(scene, number)


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
    wanted = 0 if above is None else max(indent_of(scene.text(above)), scene.body_column(above) + 2)
    edits = (Edit(number, 0, 0, " " * max(0, wanted - indent_of(line))),)
    return Finding("stray-text", number, indent_of(line), edits, {"text": line.strip()})


def missing_dash(scene: Scene) -> Finding | None:
    """A key where the next item of a list is due."""
    if "block collection" not in scene.context or not scene.since or not scene.at_start:
        return None
    number, column = scene.at.line, scene.at.column
    if column != scene.since.column or scene.rest.startswith("-"):
        return None
    edits = [Edit(number, column, 0, "- ")]
    for below in range(number + 1, len(scene.draft.lines)):
        line = scene.text(below)
        if line.strip() and (indent_of(line) < column or line.startswith("-", column)):
            break
        edits.append(Edit(below, 0, 0, "  "))
    return Finding("missing-dash", number, column, tuple(edits), {"text": scene.rest})


def bad_indent(scene: Scene) -> Finding | None:
    """A line that starts beside the column of its neighbours."""
    number = scene.at.line
    column = indent_of(scene.line)
    if "mapping values" in scene.problem and not _continues_as_key(scene):
        return None
    if "mapping values" not in scene.problem and not scene.at_start:
        return None
    levels = _levels(scene, number)
    wanted = min(levels, key=lambda level: (abs(level - column), -level), default=column)
    if wanted == column:
        return None
    about = {"found": str(column), "wanted": str(wanted)}
    return Finding("bad-indent", number, column, tuple(_shifts(scene, number, wanted)), about)


def _continues_as_key(scene: Scene) -> bool:
    key = KEY.match(scene.line)
    return bool(key and (key["dashes"] or _NAME.match(key["key"])))


def _levels(scene: Scene, number: int) -> set[int]:
    """The columns at which a line of this kind (item or key) may start, from the lines above."""
    item = scene.text(number).lstrip(" ").startswith("- ")
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
    column = indent_of(scene.text(number))
    edits: list[Edit] = []
    for below in range(number, len(scene.draft.lines)):
        line = scene.text(below)
        if not line.strip():
            continue
        indent = indent_of(line)
        inside = below > number and column < indent <= wanted and edits
        if indent != column and not inside:
            break
        edits.append(_shift(below, wanted - column))
    return edits


def _shift(number: int, by: int) -> Edit:
    return Edit(number, 0, max(0, -by), " " * max(0, by))
