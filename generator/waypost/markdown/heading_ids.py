"""Ids of a text's headings: made of their words, unless the author typed one: ``{#costs}``."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from waypost.markdown.markdown_parser import MarkdownSource

OWN_ID: Final = re.compile(r"\s*\{#([^\s{}]+)\}\s*\Z")
TYPED_ID: Final = re.compile(r"^[ \t>]*#.*\{#([^\s{}]+)\}[ \t#]*$", re.MULTILINE)
DROPPED: Final = re.compile(r"[^\w\s-]")
SPACE: Final = re.compile(r"[\s-]+")

TAKEN: Final = re.compile(r"related-questions|what-this-rests-on|was-this-helpful|where-it-applies")
"""The ids of parts of a page itself; those with a number are told apart by their first letters."""


class HeadingIds:
    """The ids of one ``text``'s headings, none of which stands twice. Typed ones come first."""

    def __init__(self, text: str) -> None:
        self._typed = set(map(_name, TYPED_ID.findall(text))) if "{#" in text else set()
        self._used: set[str] = set()
        self._again: Counter[str] = Counter()

    def of(self, heading: str) -> tuple[str, str]:
        """The words of the next ``heading``, and its id."""
        typed = OWN_ID.search(heading)
        words = OWN_ID.sub("", heading)
        id = name = _name(typed[1] if typed else words.lower())
        while id in self._used or (id in self._typed and not typed):
            self._again[name] += 1
            id = f"{name}-{self._again[name] + 1}"
        self._used.add(id)
        return words, id


def _name(words: str) -> str:
    name = SPACE.sub("-", DROPPED.sub("", words)).strip("-_") or "part"
    if TAKEN.fullmatch(name) or re.match(r"(?:step|tip|term)-\d", name):
        return f"the-{name}"
    return name


def heading_ids(source: MarkdownSource, filled: Callable[[str], str]) -> Iterator[str]:
    """The ids of the headings of ``source``, as its conversion gives them."""
    ids = HeadingIds(source.typed)
    words: list[str] | None = None
    for event, _ in source.events():
        match event:
            case {"Start": {"Heading": _}}:
                words = []
            case {"End": {"Heading": _}}:
                yield ids.of("".join(words or ()).strip())[1]
                words = None
            case {"Text": str(text)} | {"Code": str(text)} if words is not None:
                words.append(filled(text))
            case "SoftBreak" | "HardBreak" if words is not None:
                words.append(" ")
