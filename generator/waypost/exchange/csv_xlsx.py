"""Tables in files: CSV in any of its dialects, and Excel workbooks where openpyxl is installed."""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from waypost.core import csv_limit
from waypost.edit.yaml_writer import Plain
from waypost.exchange import table
from waypost.exchange.import_result import ImportResult, Missed, nothing

DELIMITERS: Final = (",", ";", "\t", "|")
SEPARATOR_LINE: Final = re.compile(r"(sep=[^\n])\r?\n", re.IGNORECASE)
LARGEST: Final = 50_000_000
"""Bytes of a workbook once it is unpacked."""

LARGEST_STYLES: Final = 2_000_000
"""Bytes of its styles, of which openpyxl makes many objects each."""

MERGED: Final = re.compile(rb'<mergeCell ref="([A-Z]{1,3})(\d{1,7}):\1(\d{1,7})"')
"""A cell that stands in several rows of one column."""

NESTED: Final = re.compile(rb"(?:<[A-Za-z][^<>]*(?<!/)>[^<]*){50}")
"""Fifty tags that open one after the other: each level takes memory, and tables have a dozen."""

LARGEST_CELL: Final = 10_000_000
"""Characters of one cell of a table."""


def to_csv(values: Mapping[str, Plain], only: str = "") -> str:
    """A knowledge base as CSV: UTF-8, comma, a header, quotes where they are needed."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(table.rows(values, only))
    return out.getvalue()


def from_csv(text: str, columns: Mapping[str, str] | None = None) -> ImportResult:
    """Read a CSV file; ``columns`` as of `table.read`."""
    told = SEPARATOR_LINE.match(text)
    # The line that tells Excel what parts the cells stays as an empty one, so that lines count.
    text = text[told.end(1) :] if told else text
    first = text.lstrip("\n").split("\n", 1)[0]
    delimiter = told[1][-1] if told else max(DELIMITERS, key=first.count)
    rows, fault = _rows(text, delimiter)
    reading = table.read(rows, columns)
    return replace(reading, missed=(*reading.missed, fault)) if fault else reading


def _rows(text: str, delimiter: str) -> tuple[list[tuple[str, Sequence[str]]], Missed | None]:
    """The rows with their places, as far as the table can be read."""
    rows: list[tuple[str, Sequence[str]]] = []
    line = 1
    try:
        for cells in csv_limit.rows(text, delimiter, LARGEST_CELL, strict=True):
            rows.append((_where(len(rows) + 1, line), cells))
            if len(rows) > table.MOST_ROWS + 1:
                break
            line += 1 + sum(cell.count("\n") for cell in cells)
    except csv.Error as reason:
        at = _where(len(rows) + 1, line)
        return rows, Missed(at, f"can't be read ({reason}); nothing after it was read either")
    return rows, None


def _where(row: int, line: int) -> str:
    return f"row {row}" if row == line else f"row {row} (line {line})"


def from_workbook(data: bytes, columns: Mapping[str, str] | None = None) -> ImportResult:
    """Read all sheets of an Excel workbook; ``columns`` as of `table.read`."""
    try:
        from openpyxl import load_workbook
    except ImportError:
        return nothing("the file", "save it as CSV; or, to read workbooks: pip install openpyxl")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            sizes = {entry.filename: entry.file_size for entry in packed.infolist()}
            if sum(sizes.values()) > LARGEST or sizes.get("xl/styles.xml", 0) > LARGEST_STYLES:
                return nothing("the file", "it is larger than a table of questions can be")
            if any(NESTED.search(packed.read(name)) for name in sizes if name.endswith(".xml")):
                return nothing("the file", "a part of it is nested too deeply")
        if sizes and not any("worksheets/" in name for name in sizes):
            return nothing("the file", "it has no sheet with cells")
        with warnings.catch_warnings(action="ignore"):
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            read = [_sheet(sheet, len(book.worksheets), columns, data) for sheet in book.worksheets]
        found = tuple(row for each in read for row in each.found)
        missed = tuple(row for each in read for row in each.missed)
        whole = ImportResult(found, missed)
        if whole.found or len(read) == 1:
            return whole
        return ImportResult(missed=tuple(replace(each, minor=False) for each in whole.missed))
    # A damaged workbook makes openpyxl fail in any way, at any of its parts.
    except Exception as reason:
        inside = isinstance(reason, AttributeError | TypeError | IndexError)
        why = "a part of it is damaged" if inside else " ".join(str(reason).split())
        return nothing("the file", f"it isn't a workbook that can be read ({why})")


def _sheet(sheet: Any, sheets: int, columns: Mapping[str, str] | None, book: bytes) -> ImportResult:
    """One of the ``sheets`` of a ``book``, whose name is the topic of what names none."""
    with zipfile.ZipFile(io.BytesIO(book)) as packed:
        merged = _merged(packed.read(sheet._worksheet_path))
    sheet.reset_dimensions()
    lines = _trimmed(sheet.iter_rows(values_only=True), merged)
    if sheets == 1:
        return table.read(lines, columns)
    named = ((f"sheet “{sheet.title}”, {where}", cells) for where, cells in lines)
    made = table.read(named, columns, sheet.title)
    if made.found or any(each.text for each in made.missed):
        return made
    return ImportResult()


def _merged(sheet: bytes) -> Mapping[int, Sequence[int]]:
    """The columns, counted from 0, of the cells that are one with that above, by their rows."""
    found: dict[int, list[int]] = {}
    for column, first, last in MERGED.findall(sheet)[: table.MOST_COLUMNS]:
        at = 0
        for letter in column:
            at = at * 26 + letter - ord("A") + 1
        for row in range(int(first) + 1, min(int(last), int(first) + table.MOST_COLUMNS) + 1):
            found.setdefault(row, []).append(at - 1)
    return found


def _trimmed(
    rows: Iterator[Sequence[object]], merged: Mapping[int, Sequence[int]]
) -> Iterator[tuple[str, Sequence[str]]]:
    """The rows as texts, without the empty columns that sheets carry to the right."""
    width = 0
    texts: list[str] = []
    for number, cells in enumerate(rows, start=1):
        above, texts = texts, [_shown(cell) for cell in cells[: table.MOST_COLUMNS + 1]]
        for at in merged.get(number, ()):
            if at < min(len(above), len(texts)):
                texts[at] = texts[at] or above[at]
        if number <= table.MOST_TITLES:
            last = max((at for at, text in enumerate(texts, start=1) if text.strip()), default=0)
            width = max(width, last)
        while len(texts) > width and not texts[-1].strip():
            texts.pop()
        yield f"row {number}", [*texts, *[""] * (width - len(texts))]


def _shown(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if type(cell).__name__ in ("datetime", "date"):
        return str(cell)[:10]
    return re.sub(r"(?:\r|_x000D_)\n?", "\n", str(cell))
