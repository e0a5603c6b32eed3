"""CSV: a limit for the size of a cell, not for the whole process, and a guard against formulas."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Final

FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")
"""How a cell starts that a spreadsheet would take for a formula; an apostrophe keeps it a text."""


def rows(text: str, delimiter: str, largest: int, *, strict: bool = False) -> Iterator[list[str]]:
    """The rows of ``text``, whose cells have at most ``largest`` characters.

    ``csv`` has one limit for a whole process: it is set for this table, and back behind it. Raises
    `csv.Error` at a larger cell and, if ``strict``, at quotes in the wrong place.
    """
    before = csv.field_size_limit(largest)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    finally:
        csv.field_size_limit(before)
