"""Texts in which nothing can be wrong, told at a glance: most texts of a knowledge base are such,
and converting one costs a thousand times more.

Whatever isn't certain counts as not tame, and is converted to find out.
"""

from __future__ import annotations

import re
from typing import Final

from waypost.markdown.extensions import BROKEN, CALLOUTS
from waypost.markdown.link_targets import Names
from waypost.markdown.links import Refusal, judge_link, judge_picture
from waypost.markdown.text_limits import LONGEST_LINE, MOST_SIGNS
from waypost.model import placeholders
from waypost.model.facts import Facts

LONGEST: Final = MOST_SIGNS
"""Characters: a text that is no longer can't use any sign too often."""

MOST_EMPHASIS: Final = 200
"""Stars and underscores: so few take no time worth measuring to pair."""

WILD: Final = ("|", "```", "~~~", "###", "]:", "\\{{", "\t", "\r")
"""What may begin a table, a fence, a heading too low or a definition, or change another sign."""

INDENTED: Final = 9
DEEP: Final = rf"[ >*+0-9.)-]{{{INDENTED}}}"
"""The start of a line that may stand in many lists and quotes. Each of them takes a sign or two
columns of every line, so a shorter one is at most eight levels deep."""

DEEP_AT_FIRST: Final = re.compile(DEEP)
DEEP_LATER: Final = re.compile(rf"\n{DEEP}")

# HTML, and a link in angle brackets, begin with a bracket that touches what follows.
TAG: Final = re.compile(r"<\S")
DESTINATION: Final = re.compile(r"(!?)\[([^\[\]\n]{1,200})\]\(([A-Za-z0-9/._:#=?%+-]{1,300})\)")
CALLOUT: Final = re.compile(rf"\[!(?:{'|'.join(CALLOUTS)})\]", re.IGNORECASE)


class Tame:
    """Knows the texts that are certainly in order, given what they may name."""

    def __init__(self, names: Names, facts: Facts) -> None:
        self._names = names
        self._facts = facts
        self._targets: dict[tuple[str, str], bool] = {}

    def __call__(self, text: str) -> bool:
        """Whether converting ``text`` can't find anything wrong."""
        if len(text) > LONGEST or ("<" in text and TAG.search(text)):
            return False
        for sign in WILD:
            if sign in text:
                return False
        if DEEP_AT_FIRST.match(text) or DEEP_LATER.search(text):
            return False
        if text.count("*") + text.count("_") > MOST_EMPHASIS:
            return False
        # What only looks like a link has a round bracket.
        linked = ":" in text and ("(" in text or ")" in text)
        if linked and BROKEN.search(DESTINATION.sub("|", text)):
            return False
        return ("[" not in text or self._brackets(text)) and self._braces(text)

    def line(self, text: str) -> bool:
        """The same for a text without markup."""
        return len(text) <= LONGEST_LINE and self._braces(text)

    def _brackets(self, text: str) -> bool:
        """Whether every link and picture is plain, and leads where it may."""
        if text.count("](") != sum(1 for _ in DESTINATION.finditer(text)):
            return False
        if text.count("[!") != sum(1 for _ in CALLOUT.finditer(text)):
            return False
        return all(self._leads(kind, target) for kind, _, target in DESTINATION.findall(text))

    def _leads(self, kind: str, target: str) -> bool:
        known = self._targets.get((kind, target))
        if known is None:
            judge = judge_picture if kind else judge_link
            known = not isinstance(judge(target, self._names), Refusal)
            self._targets[kind, target] = known
        return known

    def _braces(self, text: str) -> bool:
        """Whether every brace, and every name of a fact, belongs to a fact that there is."""
        if "{" not in text and "facts." not in text:
            return True
        rest = placeholders.PLACEHOLDER.sub(self._without, text)
        return "{" not in rest and "facts." not in rest

    def _without(self, found: re.Match[str]) -> str:
        """Nothing in the place of a fact that there is; what else was ``found`` stays."""
        known = found[1] == placeholders.FACTS and found[2] in self._facts
        return "" if known else found[0]
