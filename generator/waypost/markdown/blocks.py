"""The blocks of a text: headings put under the page's own, tables made accessible."""

from __future__ import annotations

from typing import Any, Final

from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from waypost.markdown.conversion_result import LOWEST, TOP
from waypost.markdown.inlines import Work, settle
from waypost.markdown.markdown_parser import References
from waypost.markdown.plain_text import words

ALIGN: Final = {"left": "wp-start", "center": "wp-center", "right": "wp-end"}


def settle_blocks(tokens: list[Token], work: Work) -> None:
    """Make every block fit to be published."""
    _headings(tokens, work)
    for token in tokens:
        if token.type == "inline":
            settle(token, work)
        elif token.type in ("fence", "code_block"):
            token.content = work.unmask(token.content)
            _fence(token, work)
        elif token.type in ("th_open", "td_open"):
            _cell(token)
    _tables(tokens, work)


def _headings(tokens: list[Token], work: Work) -> None:
    """Give headings the levels under `TOP` without a gap, and tell where one was skipped."""
    above: list[int] = []
    for token in tokens:
        if token.type not in ("heading_open", "heading_close"):
            continue
        level = int(token.tag[1])
        if token.type == "heading_open":
            if above and level > above[-1] + 1:
                about = {"level": "#" * level, "expected": "#" * (above[-1] + 1)}
                work.find("skipped-heading", work.spots.of_block(token), about)
            above = [outer for outer in above if outer < level] + [level]
        token.tag = f"h{min(TOP + len(above) - 1, LOWEST)}"


def _fence(token: Token, work: Work) -> None:
    """Tell about words after a fence that are more than the name of a language."""
    words_after = work.unmask(token.info).strip()
    if len(words_after.split()) > 1:
        work.find("lost-words", work.spots.of_block(token), {"text": words_after})


def _cell(token: Token) -> None:
    style = str(token.attrs.pop("style", ""))
    align = ALIGN.get(style.removeprefix("text-align:"))
    if token.type == "th_open":
        token.attrs["scope"] = "col"
    if align:
        token.attrs["class"] = align


def _tables(tokens: list[Token], work: Work) -> None:
    """Name each table after its columns, and tell where a row has more cells than its head."""
    opening: Token | None = None
    heads: list[str] = []
    for place, token in enumerate(tokens):
        if token.type == "table_open":
            opening, heads = token, []
        elif token.type == "th_open":
            heads.append(words(tokens[place + 1]))
        elif token.type == "thead_close" and opening:
            opening.meta = {"label": ", ".join(filter(None, heads))}
        elif token.type == "tr_open" and token.map and len(_cells(token, work)) > len(heads) > 0:
            about = {"cells": str(len(_cells(token, work))), "columns": str(len(heads))}
            work.find("extra-cells", work.spots.of_block(token), about)


def _cells(row: Token, work: Work) -> list[str]:
    line = work.spots.lines[row.map[0]] if row.map else ""
    cells = escapedSplit(line.strip().lstrip("> "))
    if cells and not cells[0].strip():
        cells.pop(0)
    if cells and not cells[-1].strip():
        cells.pop()
    return cells


def unused_names(references: References, again: list[dict[str, Any]], work: Work) -> None:
    """Tell about link definitions that no link uses: nothing else would show them.

    ``again`` are those that define a name anew.
    """
    unused = {name: found for name, found in references.items() if name not in references.used}
    for name, found in [*unused.items(), *((found["label"], found) for found in again)]:
        offset = work.spots.of_line(found["map"][0])
        work.find("unused-definition", offset, {"name": work.unmask(name.lower())})
