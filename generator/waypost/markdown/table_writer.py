"""Tables as HTML that can be scrolled and is named after its columns, and as words."""

import re
from typing import Final

from waypost.markdown.inline_writer import escaped

ALIGN: Final = {
    "None": "",
    "Left": ' class="wp-start"',
    "Center": ' class="wp-center"',
    "Right": ' class="wp-end"',
}
CELL: Final = " | "
"""Stands between two cells of a row in plain words."""

BAR: Final = re.compile(rb"(?<!\\)\|")


class TableWriter:
    """Writes tables to ``out``, and the words of each row to ``lines``.

    ``columns`` is the number of columns once a table's head is read.
    """

    def __init__(self, out: list[str], lines: list[str]) -> None:
        self.columns = 0
        self._out = out
        self._lines = lines
        self._cells: list[str] = []

    def begin(self, aligned: tuple[str, ...]) -> None:
        """Begin a table whose columns are ``aligned`` so."""
        self._aligned = [ALIGN[each] for each in aligned]
        self._in_body = False
        # The name follows when the head is read.
        self._start = len(self._out)
        self._out += ["", "<table>\n"]

    def begin_head(self) -> None:
        self._out.append("<thead>\n<tr>\n")

    def end_head(self) -> None:
        self._out.append("</tr>\n</thead>\n")
        self.columns = len(self._cells)
        name = escaped(", ".join(filter(None, self._cells)))
        group = f' role="group" aria-label="{name}"' if name else ""
        self._out[self._start] = f'<div class="wp-table" tabindex="0"{group}>\n'
        self._write_words()

    def begin_row(self) -> None:
        self._out.append("<tr>\n" if self._in_body else "<tbody>\n<tr>\n")
        self._in_body = True

    def end_row(self) -> None:
        self._out.append("</tr>\n")
        self._write_words()

    def begin_cell(self) -> None:
        aligned = self._aligned[len(self._cells)]
        self._out.append(f"<td{aligned}>" if self._in_body else f'<th scope="col"{aligned}>')

    def end_cell(self, words: str) -> None:
        self._cells.append(words)
        self._out.append("</td>\n" if self._in_body else "</th>\n")

    def end(self) -> None:
        body = "</tbody>\n" if self._in_body else ""
        self._out.append(f"{body}</table>\n</div>\n")

    def _write_words(self) -> None:
        self._lines.append(CELL.join(self._cells))
        self._cells.clear()


def typed_cells(data: bytes, start: int) -> int:
    """The number of cells that were typed in the row at the byte ``start`` of ``data``."""
    end = data.find(b"\n", start)
    row = data[start : end if end >= 0 else len(data)].strip()
    bars = [found.start() for found in BAR.finditer(row)]
    edges = (bars[:1] == [0]) + (len(row) > 1 and bars[-1:] == [len(row) - 1])
    return len(bars) + 1 - edges
