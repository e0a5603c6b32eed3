"""The plain words of a text without converting it, where it is certain what they would be.

Most answers are paragraphs, lists, quotes and headings of words, facts, links and words in bold.
No sign in these can mean anything but what it seems to, so their words can be read off a hundred
times quicker than they are parsed. Whatever isn't certain is left to the conversion.
"""

from __future__ import annotations

import re
from typing import Final

from waypost.markdown.paragraphs import HARD, SOFT, UncertainError, blocks
from waypost.markdown.placeholder_masks import TAKEN
from waypost.markdown.plain_text import first_sentence
from waypost.markdown.text_limits import MOST_SIGNS, excess
from waypost.model.facts import Facts

_NEVER: Final = r"\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\\{}"
_LETTER: Final = r"[^\W_]"
_FACT: Final = r"\{\{ ?facts\.[A-Za-z0-9_-]{1,80}(?:\.value)? ?\}\}"
_TOUCHED: Final = rf"(?={_LETTER}|\{{\{{)"

# Signs that Markdown takes as they are; then those that mean something in other company only.
_WORDS: Final = rf"[^{_NEVER}*_\[\]<&`]++"
_HARMLESS: Final = r"&(?![#A-Za-z])|<(?= )|(?<=[A-Za-z0-9])_(?=[A-Za-z0-9])"
_CODE: Final = rf"`(?! )[^{_NEVER}*_\[\]<&`\n\r]++(?<! )`(?!`)"
_LINK: Final = (
    rf"(?<!!)\[{_TOUCHED}((?:{_WORDS}|{_FACT}|{_CODE})*+)\]\([A-Za-z0-9/._:#=?%+-]{{1,300}}\)"
)
_SPAN: Final = rf"(?:{_WORDS}|{_FACT}|{_HARMLESS}|{_LINK})*+"


def _starred(sign: str) -> str:
    """Emphasis: it opens before a letter, or between a space and what isn't one, and closes the
    other way round (CommonMark 6.2, left- and right-flanking). Spans that hold no star and follow
    one another can only close in pairs."""
    opens = rf"(?:(?<!\*){sign}{_TOUCHED}|(?<![^ \n\r(\"'“‘]){sign}(?=[^\s*]))"
    touching = rf"(?:(?<={_LETTER})|(?<=\}}\}})){sign}(?!\*)"
    closes = rf"(?:{touching}|(?<=[^\s*]){sign}(?=[ \n\r.,;:!?)\]\"'”’…–—]|\Z))"
    return rf"{opens}{_SPAN}{closes}"


_UNDERLINED: Final = (
    rf"(?<![^ \n\r(])_(?={_LETTER})([^{_NEVER}*_\[\]<&`]++)(?<={_LETTER})_(?=[ \n\r.,;:!?)]|\Z)"
)
_INLINE: Final = "|".join(
    (_WORDS, _FACT, _starred(r"\*\*"), _LINK, _HARMLESS, _CODE, _starred(r"\*"), _UNDERLINED)
)
INLINE: Final = re.compile(rf"(?:{_INLINE})*+")
LINK: Final = re.compile(_LINK)
UNDERLINED: Final = re.compile(_UNDERLINED)
FACT: Final = re.compile(r"\{\{ ?facts\.([A-Za-z0-9_-]{1,80})(\.value)? ?\}\}")


class Glance:
    """Reads off what texts say, given the facts that they put in."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._said: dict[tuple[str, bool], str] = {}

    def plain(self, text: str) -> str | None:
        """The words of ``text``, a line for each block, as a conversion gives them; None where it
        takes one to know."""
        if _excessive(text):
            return None
        try:
            said = [words for block in blocks(text) if (words := self._words(str(block)))]
        except UncertainError:
            return None
        return "\n".join(said) or None

    def opening(self, text: str) -> str | None:
        """The first sentence of ``text``, as a conversion gives it; None where it takes one."""
        if _excessive(text):
            return None
        try:
            for block in blocks(text):
                words = self._words(str(block)) if block.paragraph else ""
                if words:
                    return first_sentence(" ".join(words.split()))
        except UncertainError:
            pass
        return None

    def _words(self, lines: str) -> str:
        """The words of a block."""
        if not INLINE.fullmatch(lines):
            raise UncertainError
        if "*" in lines:
            lines = lines.replace("*", "")
        if "[" in lines:
            lines = LINK.sub(r"\1", lines)
        if "`" in lines:
            lines = lines.replace("`", "")
        if "_" in lines:
            lines = UNDERLINED.sub(r"\1", lines)
        lines = lines.replace(SOFT, " ").replace(HARD, "\n")
        if "{" in lines:
            lines = FACT.sub(self._fact, lines)
        return lines.strip()

    def _fact(self, found: re.Match[str]) -> str:
        key = (found[1], found[2] is not None)
        if key not in self._said:
            name, bare = key
            if name not in self._facts:
                raise UncertainError
            said = self._facts.value(name) if bare else self._facts.text(name)
            self._said[key] = TAKEN.sub("\ufffd", said)
        return self._said[key]


def _excessive(text: str) -> bool:
    """Whether a text is too much to convert, or uses a sign that has a meaning here."""
    return HARD in text or (len(text) > MOST_SIGNS and excess(text) is not None)
