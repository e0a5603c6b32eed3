"""Rows of a table to records and back, whatever file the table came in."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, Final

from waypost.diagnostics import nearest
from waypost.edit.yaml_writer import Plain
from waypost.exchange.cells import list_from, nested_from, text_from, to_cell
from waypost.exchange.field_words import (
    ADDRESS,
    HIDING,
    NAMES,
    NUMBER,
    WEB_ADDRESS,
    is_hidden,
    plain_name,
)
from waypost.exchange.import_result import (
    LONGEST_TEXT,
    TOO_LONG,
    Found,
    ImportResult,
    Missed,
    nothing,
    quoted,
)
from waypost.exchange.markdown_marks import ASKS
from waypost.exchange.markdown_text import as_markdown
from waypost.markdown.from_html import one_line
from waypost.model import field_types
from waypost.model.declare import Placed, fields_of
from waypost.model.records import Faq, Knowledge

RECORDS: Final[Mapping[str, type[Placed]]] = {
    name: spec.type.held
    for name, spec in fields_of(Knowledge).items()
    if isinstance(spec.type, field_types.Named | field_types.Many) and spec.type.held
}
"""The sections whose records stand in rows, and their records."""

KEYED: Final = frozenset(
    name for name, spec in fields_of(Knowledge).items() if isinstance(spec.type, field_types.Named)
)
"""The sections that are keyed by ids."""

MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 1_000
"""Rows and columns of a table: twice the questions that a file of a knowledge base holds."""

FIELDS: Final = tuple(dict.fromkeys(name for of in RECORDS.values() for name in fields_of(of)))
"""The fields of all these records."""

OF_QUESTIONS: Final = frozenset({*fields_of(Faq), ADDRESS})
"""The fields of a question, and its address."""

SITE: Final = "site"
"""The section of what the knowledge base says once, such as its title: a row each."""

ADDRESSES_ALONE: Final = (
    "A list of addresses has no texts, and nothing is fetched: take the export that holds the "
    "articles, or save the pages into a folder"
)

MOST_TITLES: Final = 10
"""Rows that may stand above the one that names the columns."""


def key_of(section: str) -> str:
    """The field by which records of a section are known."""
    return "term" if section == "glossary" else "id"


def rows(values: Mapping[str, Any], only: str = "") -> Iterator[list[str]]:
    """``values`` of a knowledge base as rows, the first one naming the columns.

    ``only`` is the section that ``values`` are of, where they aren't the whole; no column tells it.
    """
    records = list(_records(values))
    used = {name for _, fields in records for name in fields}
    columns = [name for name in dict.fromkeys((*FIELDS, "value")) if name in used]
    yield [*([] if only else ["section"]), *columns]
    for section, fields in records:
        cells = [to_cell(fields[name]) if name in fields else "" for name in columns]
        yield [*([] if only else [section]), *cells]


def _records(values: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Plain]]]:
    for section, value in values.items():
        if section in KEYED:
            yield from ((section, {"id": id, **fields}) for id, fields in value.items())
        elif section in RECORDS:
            yield from ((section, fields) for fields in value)
        else:
            yield SITE, {"id": section, "value": value}


def read(
    table: Iterable[tuple[str, Sequence[str]]],
    named: Mapping[str, str] | None = None,
    topic: str = "",
) -> ImportResult:
    """Read a table. Each row comes with its place; one of the first names the columns.

    ``named`` are the names of columns by the fields that they hold, where nothing tells that.
    Entries without a topic are of ``topic``.
    """
    lines = list(islice(table, MOST_ROWS + 2))
    first = lines[0][0] if lines else "row 1"
    if len(lines) > MOST_ROWS + 1:
        return nothing(lines[-1][0], f"a table has at most {MOST_ROWS:,} rows; import it in parts")
    if any(len(heads) > MOST_COLUMNS for _, heads in lines[:1]):
        return nothing("row 1", f"a table has at most {MOST_COLUMNS:,} columns")
    tried = (
        (at, _columns(heads, named or {})) for at, (_, heads) in enumerate(lines[:MOST_TITLES])
    )
    headless = (-1, _without_heads(lines[0][1] if lines else ()))
    at, columns = next((each for each in tried if each[1]), headless)
    lacks = next((name for name in ("question", "answer") if name not in columns), "")
    if lacks and not {"draft", "section"} & set(columns):
        why = f"no column is called {lacks}; name it: --columns question=…,answer=…"
        if any(WEB_ADDRESS.fullmatch(cell) for _, cells in lines[1:3] for cell in cells):
            why += f". {ADDRESSES_ALONE}"
        return ImportResult(missed=(Missed(first, why, text=_cells(lines)),))
    above = [
        Missed(
            where,
            f"{quoted(' '.join(cells))} stands above the table",
            minor=True,
            text=" ".join(cells),
        )
        for where, cells in lines[: max(at, 0)]
        if any(map(str.strip, cells))
    ]
    heads = lines[at][1] if at >= 0 else [_letters(number) for number in range(len(columns))]
    missed = _left_out(heads, columns, lines[at + 1 :], first.rpartition("row ")[0])
    missed += _no_addresses(columns, lines[at + 1 :])
    theirs = "section" not in columns and _are_numbers(columns, lines[at + 1 :])
    rows = (_row(where, cells, columns, topic, theirs=theirs) for where, cells in lines[at + 1 :])
    return ImportResult.of([*above, *missed, *(row for row in rows if row)])


def _cells(lines: Iterable[tuple[str, Sequence[str]]]) -> str:
    return "\n".join(" ".join(cells) for _, cells in lines)


def _are_numbers(columns: Sequence[str], lines: Sequence[tuple[str, Sequence[str]]]) -> bool:
    """True where no row has an id for readers."""
    at = columns.index("id") if "id" in columns else sys.maxsize
    return all(NUMBER.fullmatch(cells[at] or "0") for _, cells in lines if at < len(cells))


def _without_heads(first: Sequence[str]) -> list[str]:
    """The fields of a table without heads: the column that asks, and the longest after it."""
    asks = next((at for at, cell in enumerate(first) if ASKS.search(cell)), len(first))
    if asks + 1 >= len(first):
        return []
    told = max(range(asks + 1, len(first)), key=lambda at: len(first[at]))
    return [{asks: "question", told: "answer"}.get(at, "") for at in range(len(first))]


def _columns(heads: Sequence[str], named: Mapping[str, str]) -> list[str]:
    """The fields that the columns hold; an empty one is a column that isn't known."""
    plain = [plain_name(head) for head in heads]
    whole = "section" in plain and ("id" in plain or "term" in plain)
    known = {*FIELDS, "section", "value"}
    if not whole:
        known = set(OF_QUESTIONS)
        known |= {head for head in plain if head.removeprefix("is_") in HIDING}
        said = {plain_name(head): field for field, head in named.items()}
        taken = (set(plain) & known) | set(named)
        usual = (said.get(head) or NAMES.get(head, head) for head in plain)
        plain = [
            new if new not in taken or head in said else old if old not in named else ""
            for head, old, new in zip(plain, plain, usual, strict=True)
        ]
    columns = [
        head if head in known and head not in plain[:at] else "" for at, head in enumerate(plain)
    ]
    return columns if whole or "question" in columns else []


def _left_out(
    heads: Sequence[str],
    columns: Sequence[str],
    lines: Sequence[tuple[str, Sequence[str]]],
    sheet: str,
) -> list[Missed]:
    """The columns that are no fields; ``sheet`` begins their places."""
    return [
        Missed(
            f"{sheet}column {at + 1}",
            f"{quoted(head)} is no field or stands twice, so it is left out",
            minor=True,
            text="\n".join([head, *(cells[at] for _, cells in lines if at < len(cells))]),
        )
        for at, (head, column) in enumerate(zip(heads, columns, strict=True))
        if head.strip() and not column
    ]


def _no_addresses(
    columns: Sequence[str], lines: Sequence[tuple[str, Sequence[str]]]
) -> Iterator[Missed]:
    """The words where an address would stand."""
    at = columns.index(ADDRESS) if ADDRESS in columns else sys.maxsize
    for where, cells in lines:
        for word in cells[at].split() if at < len(cells) == len(columns) else ():
            if not WEB_ADDRESS.fullmatch(word):
                yield Missed(where, f"{quoted(word)} is no address", minor=True, text=word)


def _row(
    where: str, cells: Sequence[str], columns: Sequence[str], topic: str, *, theirs: bool
) -> Found | Missed | None:
    """The record of a row; of a table that isn't ours (``theirs``) texts may be HTML."""
    if not any(cell.strip() for cell in cells):
        return None
    if not "".join(cells[len(columns) :]).strip():
        cells = cells[: len(columns)]
    if len(cells) != len(columns):
        why = f"{len(cells)} cells where the table has {len(columns)} columns"
        return Missed(where, why, text=" ".join(cells))
    filled = {
        name: cell for name, cell in zip(columns, cells, strict=True) if name and cell.strip()
    }
    section = filled.pop("section", "") if "section" in columns else "faqs"
    if section == SITE:
        name, cell = filled.get("id", ""), filled.get("value", "")
        listed = isinstance(getattr(fields_of(Knowledge).get(name), "type", None), field_types.Many)
        return Found(where, name, {"value": list_from(cell) if listed else nested_from(cell)})
    if section not in RECORDS:
        meant = nearest(section, RECORDS)
        hint = f"; did you mean “{meant}”?" if meant else ""
        return Missed(where, f"there is no section {quoted(section)}{hint}")
    if topic and section == "faqs" and "section" not in columns:
        filled = {"category": topic, **filled}
    if "section" not in columns:
        filled |= {"draft": "yes"} if is_hidden(filled) else {}
        filled = {name: cell for name, cell in filled.items() if name in OF_QUESTIONS}
    if theirs and "question" in filled:
        filled["question"] = one_line(filled["question"])
    if any(len(cell) > LONGEST_TEXT for cell in cells):
        return Missed(where, TOO_LONG, text=" ".join(cells))
    if theirs and "tags" in filled:
        filled["tags"] = filled["tags"].replace(",", ";")
    if theirs or filled.get("answer", "").lstrip().startswith(("<p", "<div")):
        filled |= {"answer": as_markdown(filled["answer"])} if "answer" in filled else {}
    addresses = filled.pop(ADDRESS, "").split() if ADDRESS in columns else []
    number = filled.pop("id", "") if theirs else ""
    found = _record(where, section, filled)
    if isinstance(found, Missed):
        return replace(found, text=" ".join(cells))
    row = where.rpartition("row ")[2].split()[0]
    cells_of = {name: f"{_letters(at)}{row}" for at, name in enumerate(columns)}
    known = [each for each in addresses if WEB_ADDRESS.fullmatch(each)] or [""] * theirs
    known += [f"articles {number}"] if number else []
    return replace(found, cells=cells_of, addresses=tuple(known))


def _letters(column: int) -> str:
    """The name of a column, counted from 0, in a spreadsheet.

    >>> _letters(0), _letters(25), _letters(26)
    ('A', 'Z', 'AA')
    """
    before, last = divmod(column, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)


def _record(where: str, section: str, filled: Mapping[str, str]) -> Found | Missed:
    declared = fields_of(RECORDS[section])
    fields: dict[str, Plain] = {}
    for name, cell in filled.items():
        if name not in declared:
            return Missed(where, f"“{name}” is no field of {section}")
        fields[name] = _value(cell, declared[name].type)
    if section == "faqs" and not fields.get("question"):
        return Missed(where, "the question is missing")
    if section == "faqs" and not fields.get("answer") and fields.get("draft") != "yes":
        return Missed(where, f"{quoted(str(fields['question']))} has no answer")
    name = str(fields.pop("id", "")) if section in KEYED else ""
    if section in KEYED and not name:
        return Missed(where, "the id is missing")
    return Found(where, section, fields, name)


def _value(cell: str, type_: field_types.FieldType) -> Plain:
    match type_:
        case field_types.Many(field_types.Ref() | field_types.Id()):
            return list_from(cell, ids=True)
        case field_types.Many(field_types.Line() | field_types.Prose()):
            return list_from(cell)
        case field_types.Flag():
            return "yes" if cell.strip().casefold() in ("true", "1", "x") else cell.strip()
        case field_types.Values() | field_types.Variants() | field_types.Raw() | field_types.Many():
            return nested_from(cell)
        case field_types.OneOrMany() | field_types.Named() | field_types.Record():
            return nested_from(cell)
    return text_from(cell)
