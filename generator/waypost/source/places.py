"""Texts with their places, so that a problem inside a text is shown where it is."""

from __future__ import annotations

from waypost.nodes import Mark, Text
from waypost.source.draft import Draft
from waypost.source.events import Event


def placed(value: str, at: Mark, event: Event, draft: Draft) -> Text:
    """The text of a scalar. ``value`` may differ from the event's, which tells where it stands."""
    if event.style == "|" and not (event.anchor or event.tag):
        return Text(value, at, _first_line(value, event, draft))
    return Text(value, at)


def _first_line(value: str, event: Event, draft: Draft) -> Mark:
    """Where the first line of a literal block stands: below its sign, behind its indentation."""
    content = value.lstrip("\n")
    blank = len(value) - len(content)
    first = event.start_mark.line + 1
    if not content:
        return draft.mark(first, 0)
    source = draft.lines[first + blank]
    line = content.partition("\n")[0]
    return draft.mark(first, len(source) - len(line))._replace(line=first + 1)
