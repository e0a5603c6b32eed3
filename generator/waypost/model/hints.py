"""Guesses at the meaning of a key or value that doesn't fit: a remedy in the editor's own words.

The loader asks here only once something is wrong.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from waypost.core.nodes import Mapping as MapNode
from waypost.core.nodes import Node, Scalar, Sequence, Text
from waypost.diagnostics import nearest
from waypost.model import ids
from waypost.model.declare import FieldSpec

SURELY: Final = 0.8
"""From which likeness a key is read on as the one that it is like."""

LONGEST_SHOWN: Final = 60
"""Characters of a text that a remedy repeats."""

# Patterns are texts here: most files need none, and to compile them takes its time.
TIGHT: Final = r"(?s)([A-Za-z_][\w-]*):(?=\S)(.*)"
NUMBERED: Final = r"(?:^|\s)[0-9]{1,2}[.)]\s"
DAY_FIRST: Final = r"([0-9]{1,2})[./ -]([0-9]{1,2})[./ -]([0-9]{4})"
YEAR_FIRST: Final = r"([0-9]{4})[./ -]([0-9]{1,2})[./ -]([0-9]{1,2})(?:[ T].*)?"
SPOKEN: Final = (
    r"(?i)(?:([0-9]{1,2})(?:st|nd|rd|th|\.)?\s+([a-z]{3,9})\.?"
    r"|([a-z]{3,9})\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?),?\s+([0-9]{4})"
)
MONTHS: Final = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def key(written: str, known: Mapping[str, FieldSpec]) -> str:
    """The known key that ``written`` surely means; an empty text where none is so near."""
    plain = re.sub(r"[\s_-]+", "_", written.strip().casefold())
    if plain in known:
        return plain
    aliased = (name for name, spec in known.items() if plain in spec.aliases)
    return next(aliased, "") or nearest(plain, known, cutoff=SURELY)


def is_split_off(name: Text, value: Node) -> bool:
    """True for a key in braces without a colon: a comma cut it off the text before."""
    return (
        isinstance(value, Scalar)
        and value.empty
        and not value.text
        and value.at.line == name.at.line
        and value.at.column == name.at.column + len(name)
    )


def in_brackets(node: Node) -> str:
    """A text in the place of a list, as the list that it was meant to be; else general advice."""
    text = node.text.strip() if isinstance(node, Scalar) else ""
    parts = [part.strip() for part in text.strip("[]").split(",") if part.strip()]
    if not parts or "\n" in text or len(text) > LONGEST_SHOWN or re.search(NUMBERED, text):
        return "Put each item on a line of its own behind a dash"
    return f"Put it in brackets: [{', '.join(parts)}]"


def one_group(node: Sequence) -> str:
    """Words in the place of groups of words, as the one group that they were meant to be."""
    words = [item.text for item in node.items if isinstance(item, Scalar) and "," not in item.text]
    return f"[{', '.join(words)}]" if len(words) == len(node.items) > 1 else ""


def quoted(text: str) -> str:
    """A text between quotes that hold it."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def one_text(node: Node) -> str:
    """The text that a single key with its value was meant to be, in quotes, or nothing."""
    if not isinstance(node, MapNode) or len(node.entries) != 1:
        return ""
    [(name, value)] = node.entries
    if is_split_off(name, value):
        return quoted(f"{{{name}}}")
    if not isinstance(value, Scalar) or "\n" in value.text:
        return ""
    text = f"{name}: {value.text}".strip()
    return quoted(text) if len(text) <= LONGEST_SHOWN else ""


def day(written: str) -> str:
    """The day that a date in another form names, as YYYY-MM-DD, where only one can be meant."""
    text = written.strip()
    if found := re.fullmatch(YEAR_FIRST, text):
        return _iso(found[1], found[2], found[3])
    if found := re.fullmatch(DAY_FIRST, text):
        one, other, year = found.groups()
        either = {_iso(year, other, one), _iso(year, one, other)} - {""}
        # A dot parts the day from the month; a slash leaves open which comes first.
        return _iso(year, other, one) if "." in text else either.pop() if len(either) == 1 else ""
    if found := re.fullmatch(SPOKEN, text):
        name = (found[2] or found[3])[:3].lower()
        month = MONTHS.index(name) + 1 if name in MONTHS else 0
        return _iso(found[5], str(month), found[1] or found[4])
    return ""


def write_day(written: str) -> str:
    """How to write a day in place of ``written``."""
    if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
        return "The calendar has no such day."
    return "Write year, month and day with dashes, like 2026-11-22."


def _iso(year: str, month: str, day_of_month: str) -> str:
    try:
        return date(int(year), int(month), int(day_of_month)).isoformat()
    except ValueError:
        return ""


TEST: Final = r"""(?ix) \s* (?: (<=|>=|<|>|=|≤|≥|=<|=>|==
      | up\ to | at\ most | max(?:imum)? | until | within
      | at\ least | min(?:imum)? | from
      | more\ than | over | above | after | less\ than | under | below | before | exactly ) )? \s*
      (\{\{\s*)? (-?[0-9]+(?:\.[0-9]+)? | facts\.[a-z0-9_-]+) (?:\s*\}\})? \s*
      (?: (\.\.|to|-|–|—|until|and) \s* (-?[0-9]+(?:\.[0-9]+)?) )? \s*
      (\+ | or\ more | or\ less | or\ fewer)? \s* (?:[a-z]{1,12}|%|€|\$|£)? \s*"""
"""How people write a test of a number who don't know the four signs."""

SIGNS: Final = {
    "<=": "<= ≤ =< |up to|at most|max|maximum|until|within|or less|or fewer",
    ">=": ">= ≥ => |at least|min|minimum|from|+|or more",
    ">": ">|more than|over|above|after",
    "<": "<|less than|under|below|before",
    "": "=|==|exactly",
}


def test(written: str) -> str:
    """A test of a number in the form that rules have, where only one can be meant."""
    found = re.fullmatch(TEST, written.strip(" \t\"'“”„‘’"))
    if not found:
        return ""
    sign, _, number, between, high, after = found.groups()
    if between:
        return f"{number}..{high}" if not sign or sign.casefold() in ("from", "between") else ""
    words_used = " ".join((sign or after or "").casefold().split())
    for plain, words in SIGNS.items():
        if words_used and words_used in (*words.partition("|")[0].split(), *words.split("|")):
            return f"{plain} {number}".strip()
    return "" if words_used else number


def split(value: str) -> tuple[str, str]:
    """A number and the unit written behind it; nothing where ``value`` isn't one with the other."""
    found = re.fullmatch(r"(-?[0-9]+(?:\.[0-9]+)?)\s*([^\W\d_]{1,20}|%|€|\$|£)", value.strip())
    return (found[1], found[2]) if found else ("", "")


def as_named(node: Node, *, labels: bool = False) -> MapNode | None:
    """A list of records that each have an id, as records by id; of ``labels``, by ids made so."""
    if not isinstance(node, Sequence) or not node.items:
        return None
    entries: list[tuple[Text, Node]] = []
    for item in node.items:
        if labels and isinstance(item, Scalar) and ids.nearest_valid(item.text):
            entries.append((Text(ids.nearest_valid(item.text), item.at), item))
            continue
        id = item.get("id") if isinstance(item, MapNode) else None
        if not isinstance(item, MapNode) or not isinstance(id, Scalar) or id.empty:
            return None
        rest = tuple(entry for entry in item.entries if entry[0] != "id")
        entries.append((id.text, MapNode(rest, item.at)))
    return MapNode(tuple(entries), node.at)


def as_listed(node: Node) -> Sequence | None:
    """Records by id, as a list of records that each have an id."""
    if not isinstance(node, MapNode) or not node.entries:
        return None
    items = []
    for name, value in node.entries:
        if not isinstance(value, MapNode) or not ids.PATTERN.fullmatch(name):
            return None
        own = () if value.get("id") else ((Text("id", name.at), Scalar(name, True)),)
        items.append(MapNode((*own, *value.entries), name.at))
    return Sequence(tuple(items), node.at)
