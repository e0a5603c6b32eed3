"""Placeholders: `{{ facts.ID }}`, `{{ facts.ID.value }}` and, in outcomes, `{{ answers.ID }}`.

Anything else in double braces is text like any other; so is a placeholder after a backslash.
"""

import re
from collections.abc import Callable, Container, Iterator
from typing import Final, NamedTuple

FACTS: Final = "facts"
ANSWERS: Final = "answers"

PLACEHOLDER: Final = re.compile(
    r"\{\{(?<!\\\{\{)[ \t]{0,20}"  # braces first: the search for plain characters is fast
    r"(?:(facts)\.([A-Za-z0-9_-]{1,80})(\.value)?|(answers)\.([A-Za-z0-9_-]{1,80}))"
    r"[ \t]{0,20}\}\}"
)
ODD: Final = re.compile(
    r"\\\{{1,3}[^{}\n]{0,200}\}{0,3}"  # after a backslash it is text on purpose
    r"|\{{3}[ \t]{0,20}(?:facts|answers)\.[^{}\n]{0,200}\}{3}"
    r"|\{{1,2}[ \t]{0,20}(?:facts?|answers?)\b[^{}\n]{0,200}\}{1,2}"
    r"|\{\{[ \t]{0,20}(?:facts|answers)\.[A-Za-z0-9_-]{1,80}(?:\.value)?"  # without an end
    r"|(?P<braced>\{\{[ \t]{0,20}[^\W\d][^{}\n]{0,200}\}\})"
    r"|\{{1,2}[ \t]{0,20}(?P<bare>[A-Za-z0-9_-]{1,80})(?:\.value)?[ \t]{0,20}\}{1,2}"
    r"|(?<![\w.`/{-])facts?\.(?P<named>[A-Za-z0-9_-]{1,80})(?![\w/-])",
    re.IGNORECASE,
)
"""Texts that may have been meant as placeholders: braces too few or too many, or no family."""

IN_PAGE: Final = re.compile(
    r"\{\{\s*(?:waypost\.tree\(\s*[\"']([\w-]+)[\"']\s*\)|facts\.([\w.-]+))\s*\}\}"
)
"""The placeholders of hand-written pages, which may name a tree or a fact."""

ODD_TREE: Final = re.compile(
    r"(?<![\\{])\{{2,3}[ \t]{0,20}(?:waypost|trees?)(?:\.trees?)?[ \t\"'.:(]{1,20}([\w-]{1,80})"
    r"[ \t\"')]{0,20}\}{2,3}"
)
"""Placeholders of hand-written pages that may have been meant to name a tree."""

NAMES_A_FACT: Final = re.compile(
    r"(?:\bfacts?\.|\{\s*(?!facts?\b))([A-Za-z0-9_-]{1,80})", re.IGNORECASE
)


class Placeholder(NamedTuple):
    """A placeholder, and where it stands in its text. ``bare`` leaves the unit out."""

    family: str
    name: str
    bare: bool
    start: int
    end: int


def find(text: str) -> Iterator[Placeholder]:
    """The placeholders of ``text``, in order."""
    if "{" not in text:
        return
    for match in PLACEHOLDER.finditer(text):
        family, name = match[1] or match[4], match[2] or match[5]
        yield Placeholder(family, name, match[3] is not None, *match.span())


def misspelt(text: str, known: Container[str] = ()) -> Iterator[tuple[int, str, str]]:
    """Probable placeholders that aren't any: the offset, the words and the id that each names.

    ``known`` are the ids of facts. What has one brace or none is told where it names one of them;
    the id is empty where none is named.
    """
    rest = PLACEHOLDER.sub("", text) if "{" in text else text
    if "{" not in rest and "facts." not in rest:
        return
    for match in ODD.finditer(text):
        if PLACEHOLDER.fullmatch(match[0]) or match[0].startswith("\\"):
            continue
        bare = match["bare"] or match["named"]
        if not bare or bare in known:
            named = NAMES_A_FACT.search(match[0])
            yield match.start(), match[0], bare or (named[1] if named else "")


def replace(text: str, put: Callable[[Placeholder], str | None]) -> str:
    """``text`` with each placeholder replaced; it stays as written where ``put`` gives nothing."""
    parts: list[str] = []
    done = 0
    for place in find(text):
        value = put(place)
        if value is not None:
            parts += [text[done : place.start], value]
            done = place.end
    return "".join([*parts, text[done:]])
