"""Which file is what: readers by the names of formats, and a guess from the file itself."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from waypost.exchange import csv_xlsx, html_faq, json_format, markdown_faq, zendesk
from waypost.exchange.import_result import ImportResult, nothing, utf8

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


def read(file: Path, style: str = "", encoding: str = "") -> ImportResult:
    """Read ``file`` in the format ``style`` (one of `FORMATS`), or in that of its name.

    Raises:
        OSError: the file can't be read.
    """
    chosen = style or ENDINGS.get(file.suffix.casefold(), "")
    data = file.read_bytes()
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
    try:
        parsed: Any = json.loads(text)
    except (ValueError, RecursionError) as reason:
        return nothing("the file", f"it isn't JSON ({reason})")
    if isinstance(parsed, dict) and (style == "zendesk" or "articles" in parsed):
        return zendesk.read(parsed)
    if isinstance(parsed, dict) and json_format.MARK in parsed:
        return json_format.read(parsed)
    return nothing("the file", "it is neither an export of Waypost nor of Zendesk Guide")
