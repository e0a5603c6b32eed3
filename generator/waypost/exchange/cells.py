"""Values in the cells of a table, and back: lists, nested parts, and formulas kept as texts."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from waypost.core.csv_limit import FORMULA
from waypost.diagnostics.message_format import visible
from waypost.edit.yaml_writer import Plain
from waypost.parser.limits import DEEPEST_NESTING

SEPARATOR: Final = re.compile(r"[\n|;]")
SURROGATE: Final = re.compile(r"\\u[dD][89a-fA-F]")
IDS: Final = re.compile(r"[\n|;,]")


def to_cell(value: Plain) -> str:
    """``value`` in one cell; `text_from`, `list_from` and `nested_from` give it back."""
    if isinstance(value, str):
        text = json.dumps(value, ensure_ascii=False) if value.startswith(("[", "{", '"')) else value
    elif isinstance(value, Sequence) and all(map(_fits_a_line, value)) and value:
        text = "\n".join(str(item) for item in value)
    else:
        text = json.dumps(value, ensure_ascii=False)
    return f"'{text}" if FORMULA.match(text) else text


def _fits_a_line(item: Plain) -> bool:
    return (
        isinstance(item, str)
        and item == item.strip()
        and item != ""
        and not item.startswith(("[", "{", '"'))
        and not SEPARATOR.search(item)
        and "\r" not in item
    )


def text_from(cell: str) -> str:
    """The text that a cell holds."""
    text, parsed = _parsed(cell)
    return parsed if isinstance(parsed, str) else text


def list_from(cell: str, *, ids: bool = False) -> list[Plain]:
    """The list that a cell holds: an item a line, or parted by ``;`` or ``|``, ids by ``,`` too."""
    text, parsed = _parsed(cell)
    if isinstance(parsed, list):
        return parsed
    parts = (IDS if ids else SEPARATOR).split(text)
    return [part.strip() for part in parts if part.strip()]


def nested_from(cell: str) -> Plain:
    """The list or mapping of lists, mappings and texts that a cell holds; else its text."""
    text, parsed = _parsed(cell)
    return text if parsed is None else parsed


def _parsed(cell: str) -> tuple[str, Plain | None]:
    """The text of a cell without its guard, and the value where that is JSON."""
    text = cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell
    if not text.startswith(("[", "{", '"')):
        return text, None
    try:
        return text, texts_only(json.loads(text, parse_int=str, parse_float=str))
    except (ValueError, RecursionError):
        return text, None


def loaded(text: str, *, strict: bool = True) -> Any:
    """The value of a JSON text, its whole numbers as texts; half a character is a question mark.

    Raises:
        ValueError: it isn't JSON, or a key stands twice, of which one value would be lost.
        RecursionError: it is nested too deeply.
    """
    value = json.loads(text, strict=strict, parse_int=str, object_pairs_hook=_distinct)
    if SURROGATE.search(text):
        return json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
    return value


def _distinct(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if found.setdefault(key, value) != value:
            raise ValueError(f"“{visible(key)}” stands twice in one object")
    return found


def texts_only(value: object, depth: int = 0) -> Plain:
    """JSON's values as texts, lists and mappings.

    Raises:
        ValueError: a value is nested too deeply.
    """
    if depth > DEEPEST_NESTING:
        raise ValueError(f"it is nested more than {DEEPEST_NESTING} levels deep")
    match value:
        case bool():
            return "yes" if value else "no"
        case str():
            return value.replace("\r\n", "\n").replace("\r", "\n") if "\r" in value else value
        case None:
            return ""
        case Mapping():
            return {str(key): texts_only(item, depth + 1) for key, item in value.items()}
        case Sequence():
            return [texts_only(item, depth + 1) for item in value]
    return str(value)
