"""Markdown parser: CommonMark and tables as a stream of events with source ranges.

It is pulldown-cmark, by way of ``pyromark``: mdBook and rustdoc build on it, it is linear on every
input that was tried and recurses on none, and each event names its bytes in the source. Its rivals:
``markdown-it-pyrs`` gives the same, and needs no care about HTML, but overflows the stack (which
ends the process) on 60,000 nested quotes, takes twice as long, and has no wheels for Python 3.13
and later. ``cmarkgfm`` gives HTML alone, without the place of a link. ``markdown-it-py`` takes a
hundred times as long.

pulldown-cmark has no switch for five things that we need, so they are settled in the source
before it is parsed, each by a code point that Unicode keeps out of texts for ever:

- A placeholder becomes ``OPEN number CLOSE``. As it is typed, its spaces would end an address, and
  its braces would keep a ``**`` beside them from opening emphasis next to Chinese words.
- The ``<`` of an HTML block becomes ``LESS``: HTML is shown as typed, and what stands inside it is
  Markdown. (HTML within a paragraph is an event of its own, which is written as text.)
- The ``&`` of a numeric reference to a control character or noncharacter becomes ``AMPERSAND``.
- CommonMark takes ``**`` between a sign and a letter for two stars, as in ``**WARNING:**DO IT``. A
  ``NOTHING`` inside such a pair, which is neither a sign nor a space, lets it mean what was meant.
- A text of one line is no heading, list or code whatever it begins with: ``NOTHING`` stands first.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Final, TypeAlias

from pyromark import Markdown, Options

from waypost.model import placeholders
from waypost.model.placeholders import Placeholder

OPEN: Final = "\ufdd0"
CLOSE: Final = "\ufdd1"
LESS: Final = "\ufdd2"
AMPERSAND: Final = "\ufdd3"
NOTHING: Final = "\ufdd4"

if TYPE_CHECKING:
    from pyromark.event import Event, LinkDef, Range

Events: TypeAlias = "Iterator[tuple[Event, Range]]"

# Lone surrogates can't be encoded; the loader refuses both kinds in what editors type.
_UNFIT: Final = re.compile("[\ud800-\udfff\ufdd0-\ufdef]")
_MASK: Final = re.compile(f"{OPEN}([0-9]+){CLOSE}")
_STANDING_IN: Final = str.maketrans({LESS: "<", AMPERSAND: "&", NOTHING: None})
_NUMERIC: Final = re.compile(r"&(?=#(?:[xX]([0-9a-fA-F]{1,6})|([0-9]{1,7}));)")
_HTML_BLOCK: Final = re.compile(
    r"^([ \t>*+0-9.)-]*+)<(?=[A-Za-z/!?])"
    # Neither an address nor a mail address in angle brackets.
    r"(?![A-Za-z][A-Za-z0-9+.-]{1,31}:|[A-Za-z0-9][A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]*+@)",
    re.MULTILINE,
)

_PAIR: Final = re.compile(r"(\*\*?|~~)(?![*~\s])([^*~\n]*[^*~\s\\])\1(?![*~])")
"""Emphasis on one line that holds no other, with its signs. What stands before it is looked at
later: a pattern that begins with a look behind can't skip to the first sign."""

PARAGRAPH_END: Final = re.compile(
    rb"\n[ \t>]*(?:\n|\Z|#|[-*+][ \t]|[0-9]+[.)][ \t]|```|~~~|---)|\Z"
)

_PARSER: Final = Markdown(
    options=Options.ENABLE_TABLES | Options.ENABLE_TASKLISTS | Options.ENABLE_STRIKETHROUGH
)


def neutral(text: str) -> str:
    """``text`` without the code points that mean something here; its length stays."""
    return text if text.isascii() else _UNFIT.sub("\ufffd", text)


class MarkdownSource:
    """A text made ready for the parser, and the way back from what the parser gives.

    ``typed`` is the text with its line ends unified, ``places`` are its placeholders, and ``data``
    is what the parser's ranges point into: UTF-8.
    """

    __slots__ = ("_code", "_text", "altered", "data", "edits", "places", "typed")

    def __init__(self, text: str, *, inline: bool = False) -> None:
        # A carriage return keeps its place as a space, so that offsets stay.
        typed = neutral(text.replace("\r\n", " \n").replace("\r", "\n") if "\r" in text else text)
        self.typed = typed
        self.places = list(placeholders.find(typed))
        made = typed
        if "<" in made and not inline:
            made = _HTML_BLOCK.sub(rf"\1{LESS}", made)
        if "&" in made:
            made = _NUMERIC.sub(_reference, made)
        if inline:
            made = made.replace("\n", " ")
        edits = [
            (place.start, place.end, f"{OPEN}{number}{CLOSE}")
            for number, place in enumerate(self.places)
        ]
        freed = list(_freed(made)) if "*" in made or "~" in made else []
        if freed:
            edits = sorted([*edits, *freed])
        if inline:
            edits.insert(0, (0, 0, f"{NOTHING} "))
        self.edits = edits
        self._code: list[tuple[int, int]] | None = None
        self._text = self._edited(made) if edits else made
        self.altered = inline or bool(freed) or (made is not typed and made != typed)
        self.data = self._text.encode()

    def _edited(self, text: str) -> str:
        parts: list[str] = []
        done = 0
        for start, end, put in self.edits:
            parts += (text[done:start], put)
            done = end
        parts.append(text[done:])
        return "".join(parts)

    def events(self) -> Events:
        """The parser's events, each with its range of bytes in ``data``."""
        return iter(_PARSER.events_with_range(self._text))

    def code(self) -> list[tuple[int, int]]:
        """The ranges of ``typed`` that are code, spans and blocks, in their order."""
        ends: list[int] = []
        for event, span in self.events():
            match event:
                case {"Code": _} | {"Start": {"CodeBlock": _}}:
                    ends += span["start"], span["end"]
        offsets = self.offsets(ends)
        return list(zip(offsets, offsets, strict=True))

    def is_code(self, offset: int) -> bool:
        """True where the character at ``offset`` of ``typed`` stands in code."""
        if self._code is None:
            self._code = self.code()
        before = bisect_right(self._code, (offset, len(self.typed))) - 1
        return before >= 0 and offset < self._code[before][1]

    def definitions(self) -> dict[str, LinkDef]:
        """The link definitions by their labels; of several with one label the first."""
        return _PARSER.reference_definitions(self._text)

    def restored(self, text: str) -> str:
        """``text``, a piece that the parser gave, with the signs that were kept from it."""
        return text.translate(_STANDING_IN) if self.altered else text

    def filled(self, text: str, put: Callable[[Placeholder], str]) -> str:
        """``text``, a piece that the parser gave, with its placeholders put in as plain text."""
        text = self.restored(text)
        if OPEN not in text:
            return text
        return _MASK.sub(lambda found: put(self.places[int(found[1])]), text)

    def parts(self, text: str) -> Iterator[str | Placeholder]:
        """``text``, a restored piece, cut into words and the placeholders between them."""
        for number, part in enumerate(_MASK.split(text)):
            if number % 2:
                yield self.places[int(part)]
            elif part:
                yield part

    def as_typed(self, place: Placeholder) -> str:
        return self.typed[place.start : place.end]

    def line_at(self, start: int) -> int:
        """The byte at which the first sign stands in the line that holds the byte ``start``."""
        begin = self.data.rfind(b"\n", 0, start) + 1
        while self.data[begin : begin + 1] in (b" ", b"\t"):
            begin += 1
        return begin

    def paragraph_at(self, start: int) -> list[str]:
        """The lines of the paragraph that begins at the byte ``start``; none where it has one."""
        first = self.data.find(b"\n", start)
        if first < 0 or self.data.startswith(b"\n", first + 1):
            return []
        found = PARAGRAPH_END.search(self.data, first)
        end = found.start() if found else len(self.data)
        if end == first:
            return []
        data = self.data[start:end]
        return [line.strip(" \t>\\") for line in self.restored(data.decode()).split("\n")]

    def offsets(self, bytes_: Iterable[int]) -> Iterator[int]:
        """Offsets of characters in ``typed`` for ``bytes_`` of ``data``, which ascend."""
        shifts = [0]
        ends = []
        for start, end, put in self.edits:
            shifts.append(shifts[-1] + end - start - len(put))
            ends.append(end - shifts[-1])
        done = characters = 0
        for each in bytes_:
            characters += len(self.data[done:each].decode("utf-8", "ignore"))
            done = each
            yield characters + shifts[bisect_right(ends, characters)]


def _freed(text: str) -> Iterator[tuple[int, int, str]]:
    """Edits that free the pairs of signs for emphasis in ``text`` that wouldn't be read as such."""
    for pair in _PAIR.finditer(text):
        start, end = pair.span()
        before, inside = text[max(0, start - 1) : start], pair[2]
        if before in ("\\", "*", "~"):
            continue
        for outer, inner in ((before, inside[0]), (text[end : end + 1], inside[-1])):
            # A single star between ASCII signs may be one of arithmetic.
            if (
                outer.isalnum()
                and not (inner.isalnum() or inner == "_")
                and (len(pair[1]) == 2 or not f"{outer}{inner}".isascii())
            ):
                yield pair.start(2), pair.start(2), NOTHING
                yield pair.end(2), pair.end(2), NOTHING
                break


def _reference(found: re.Match[str]) -> str:
    code = int(found[1], 16) if found[1] else int(found[2])
    visible = code in (0x09, 0x0A, 0x0C, 0x0D) or 0x20 <= code < 0x7F or code > 0x9F
    noncharacter = 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
    if not visible or noncharacter or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return AMPERSAND
    return "&"
