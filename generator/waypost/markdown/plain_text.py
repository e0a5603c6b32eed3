"""A converted text as plain words: for search, descriptions and machines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from markdown_it.token import Token

SENTENCE: Final = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=\S)|[。！？]")
CELL: Final = " | "
LONGEST_SENTENCE: Final = 1_000
"""Characters of a first sentence that lists and descriptions show; nobody reads that far."""
UNTITLED: Final = "untitled"
"""In the ``meta`` of a title that the author didn't write."""


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
            text = "" if token.meta.get(UNTITLED) else words(token)
            if row is not None:
                row.append(text)
            elif text.strip():
                lines.append(text)
    return "\n".join(lines)


def lead(tokens: list[Token]) -> str:
    """The words of the first paragraph outside headings, tables and titles of callouts."""
    for place, token in enumerate(tokens[1:]):
        if token.type == "inline" and tokens[place].type == "paragraph_open" and words(token):
            return " ".join(words(token).split())
    return ""


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
    """The first sentence of plain text: an answer's verdict. One that never ends is cut."""
    whole = _first_sentence(text)
    return whole if len(whole) <= LONGEST_SENTENCE else whole[:LONGEST_SENTENCE].rstrip() + "…"


def _first_sentence(text: str) -> str:
    for end in SENTENCE.finditer(text):
        # A small letter after the point shows that it belonged to an abbreviation.
        if not text[end.end() : end.end() + 1].islower():
            return text[: end.end()].strip()
    return text.strip()
