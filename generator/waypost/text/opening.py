"""A text's first sentence without converting the text, where it is certain what it would be."""

from __future__ import annotations

import re
from typing import Final

from waypost import placeholders
from waypost.facts import Facts
from waypost.placeholders import Placeholder
from waypost.text.limits import LONG_TEXT
from waypost.text.masks import TAKEN
from waypost.text.plain import first_sentence

_LETTER: Final = r"[^\W_]"
# All that Markdown takes as it is, in the middle of a line.
_REST: Final = r"[^\x00-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef*_\\\[\]<>&`{}|]"
_FACT: Final = r"\{\{ ?facts\.[A-Za-z0-9_-]{1,80}(?:\.value)? ?\}\}"
# Stars that touch letters on the inside, and no letter or star on the outside, are emphasis.
_BOLD: Final = rf"(?<![\w*])\*\*{_LETTER}(?:[\w ]*{_LETTER})?\*\*(?![\w*])"
_LINE: Final = rf"(?:{_LETTER}|{_BOLD}|{_FACT})(?:{_REST}+|{_BOLD}|{_FACT})*+"
PARAGRAPH: Final = re.compile(rf"({_LINE}(?:\n{_LINE})*)(?:\n\n|\n?\Z)")
ITEM: Final = re.compile(r"^\d{1,9}[.)](?: |$)", re.MULTILINE)


def opening(text: str, facts: Facts) -> str | None:
    """The first sentence of ``text``, as a conversion gives it; None where it takes one to know.

    That is, where the first paragraph is more than words, facts and words in bold.
    """
    found = PARAGRAPH.match(text) if len(text) <= LONG_TEXT else None
    if found is None or ITEM.search(found[1]):
        return None
    words = found[1].replace("**", "")
    if "{{" in words:
        words = placeholders.replace(words, lambda place: _said(place, facts))
        if "{{" in words:
            return None
    return first_sentence(" ".join(words.split()))


def _said(place: Placeholder, facts: Facts) -> str | None:
    if place.name not in facts:
        return None
    said = facts.value(place.name) if place.bare else facts.text(place.name)
    return TAKEN.sub("\ufffd", said)
