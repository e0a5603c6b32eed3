"""Which file is what: readers by the names of formats, and a guess from the file itself."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from waypost.diagnostics import Problem
from waypost.diagnostics.message_format import message
from waypost.exchange import csv_xlsx, html_faq, json_format, markdown_faq, zendesk
from waypost.exchange.import_result import ImportResult, nothing, utf8
from waypost.parser.read_file import read_bytes

FORMATS: Final = ("csv", "xlsx", "markdown", "html", "zendesk", "json")
ENDINGS: Final[Mapping[str, str]] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
}


LARGEST_SOURCE: Final = 32 * 1024 * 1024
"""Bytes of a source: markup may take as much again as what a file of a knowledge base holds."""

MOST_RECORDS: Final = 20_000
"""Records of a source: twice those that a file of a knowledge base holds."""

MOST_VALUES: Final = 2_000_000
"""Lists, mappings and items of JSON, so that memory stays below 500 MB."""


def read(file: Path, style: str = "", encoding: str = "") -> ImportResult:
    """Read ``file`` in the format ``style`` (one of `FORMATS`), or in that of its name.

    What is too large, or nested too deeply, is refused as a whole.
    """
    data = read_bytes(file.resolve(), str(file), largest=LARGEST_SOURCE)
    if isinstance(data, Problem):
        return nothing("the file", message(data))
    try:
        made = _read(data, style or ENDINGS.get(file.suffix.casefold(), ""), encoding)
    except RecursionError:
        return nothing("the file", "it is nested too deeply")
    if len(made.found) + len(made.missed) > MOST_RECORDS:
        return nothing("the file", f"it has more than {MOST_RECORDS:,} records; import it in parts")
    return made


def _read(data: bytes, chosen: str, encoding: str) -> ImportResult:
    match chosen:
        case "csv":
            return csv_xlsx.from_csv(data, encoding)
        case "xlsx":
            return csv_xlsx.from_workbook(data)
        case "markdown":
            return markdown_faq.read(data)
        case "html":
            return html_faq.read(data)
        case "json" | "zendesk":
            return _json(data, chosen)
    return nothing(
        "the file", f"its name doesn't tell what it is; say --format {'|'.join(FORMATS)}"
    )


def _json(data: bytes, style: str) -> ImportResult:
    text = utf8(data)
    if isinstance(text, ImportResult):
        return text
    if sum(map(text.count, "{[,")) > MOST_VALUES:
        return nothing("the file", f"it holds more than {MOST_VALUES:,} values; import it in parts")
    try:
        parsed: Any = json.loads(text)
    except (ValueError, RecursionError) as reason:
        return nothing("the file", f"it isn't JSON ({reason})")
    if isinstance(parsed, dict) and (style == "zendesk" or "articles" in parsed):
        return zendesk.read(parsed)
    if isinstance(parsed, dict) and json_format.MARK in parsed:
        return json_format.read(parsed)
    return nothing("the file", "it is neither an export of Waypost nor of Zendesk Guide")
