"""Sentences of plain text."""

import re
from typing import Final

SENTENCE: Final = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=\S)|[。！？]")
LONGEST_SENTENCE: Final = 1_000
"""Characters of a first sentence that lists and descriptions show; nobody reads that far."""


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
