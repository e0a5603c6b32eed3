"""Callouts: a quote whose first line is ``[!NOTE]``, ``[!TIP]``, ``[!IMPORTANT]``, ``[!WARNING]``
or ``[!CAUTION]``, as on GitHub. A title of one's own may follow on that line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from markdown_it.token import Token

from waypost.markdown.extensions import CALLOUTS
from waypost.markdown.plain_text import UNTITLED

MARKER: Final = re.compile(r"\[!([A-Za-z]{1,30})\][ \t]*([^\n]*)(?:\n|$)")
CALLOUT: Final = "callout"


def mark_callouts(tokens: list[Token]) -> Iterator[tuple[Token, str]]:
    """Turn quotes with a marker into callouts, in place; gives the blocks with an unknown kind."""
    ends = _ends(tokens)
    for place in reversed(range(len(tokens) - 2)):
        opening, inline = tokens[place], tokens[place + 2]
        quoted = opening.type == "blockquote_open" and tokens[place + 1].type == "paragraph_open"
        match = MARKER.match(inline.content) if quoted else None
        if match is None:
            continue
        kind = match[1].lower()
        if kind not in CALLOUTS:
            yield inline, match[1]
            continue
        closing = ends[id(opening)]
        opening.type, closing.type = "callout_open", "callout_close"
        opening.meta = {CALLOUT: kind}
        tokens[place + 1 : place + 4] = _opened(tokens[place + 1 : place + 4], match, kind)


def _ends(tokens: list[Token]) -> dict[int, Token]:
    """The closing token of every quote."""
    ends: dict[int, Token] = {}
    open_: list[Token] = []
    for token in tokens:
        if token.type == "blockquote_open":
            open_.append(token)
        elif token.type == "blockquote_close":
            ends[id(open_.pop())] = token
    return ends


def _opened(paragraph: list[Token], match: re.Match[str], kind: str) -> list[Token]:
    """A callout's first paragraph cut into its title and what follows."""
    start, inline, end = paragraph
    first = inline.map[0] if inline.map else 0
    title = Token(
        "inline",
        "",
        0,
        map=[first, first + 1],
        content=match[2].strip() or CALLOUTS[kind],
        children=[],
    )
    title.level = inline.level
    title.meta = {UNTITLED: not match[2].strip()}
    made = [Token("callout_title_open", "p", 1, meta={CALLOUT: kind}), title]
    made.append(Token("callout_title_close", "p", -1))
    inline.content = inline.content[match.end() :].strip()
    if inline.content:
        inline.map = [first + 1, inline.map[1]] if inline.map else None
        made += [start, inline, end]
    return made
