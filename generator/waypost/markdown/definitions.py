"""Link definitions of a text that no link uses: nothing else would show them."""

import re
from collections.abc import Collection, Iterator
from typing import Final

from waypost.markdown.inline_writer import label
from waypost.markdown.markdown_parser import MarkdownSource

DEFINITION: Final = re.compile(rb"^[ \t>*+0-9.)-]*+\[((?:[^\[\]\\]|\\.)++)\]:", re.MULTILINE)


def unused_definitions(source: MarkdownSource, used: Collection[str]) -> Iterator[tuple[int, str]]:
    """The byte and the label of each definition that isn't ``used``, or defines a name again."""
    if b"]" not in source.data or b"]:" not in source.data:
        return
    definitions = source.definitions()
    for name, each in definitions.items():
        if label(name) not in used:
            yield each["span"]["start"], name
    first = {label(name): each["span"]["start"] for name, each in definitions.items()}
    again: dict[int, str] = {}
    for found in DEFINITION.finditer(source.data):
        start, name = found.start(1) - 1, found[1].decode()
        if first.get(label(name), start) != start:
            again[start] = name
    # One that stands in a paragraph or in code is text, and seen.
    for event, span in source.events() if again else ():
        if not isinstance(event, str) and ("Text" in event or "Code" in event):
            for start in range(span["start"], span["end"]):
                again.pop(start, None)
    yield from again.items()
