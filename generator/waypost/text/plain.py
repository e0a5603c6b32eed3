"""A converted text as plain words: for search, descriptions and machines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from markdown_it.token import Token

SENTENCE: Final = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=\S)|(?<=[。！？])")
CELL: Final = " | "


def plain(tokens: list[Token]) -> str:
    """The words of all blocks, a line for each block."""
    lines: list[str] = []
    row: list[str] | None = None
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            lines.append(CELL.join(row))
            row = None
        elif token.type in ("inline", "fence", "code_block"):
            text = words(token)
            if row is not None:
                row.append(text)
            elif text.strip():
                lines.append(text)
    return "\n".join(lines)


def words(block: Token) -> str:
    """The words of one block."""
    if block.type != "inline":
        return block.content.rstrip("\n")
    return "".join(_pieces(block.children or [])).strip()


def _pieces(children: list[Token]) -> Iterator[str]:
    for token in children:
        if token.type == "softbreak":
            yield " "
        elif token.type == "hardbreak":
            yield "\n"
        else:
            yield token.content


def first_sentence(text: str) -> str:
    """The first sentence of plain text: an answer's verdict."""
    line = text.split("\n", 1)[0]
    return SENTENCE.split(line, maxsplit=1)[0].strip()
