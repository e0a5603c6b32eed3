"""Blocks of a text as HTML and as lines of words: the pass over the parser's events.

Headings are put under the page's own, callouts get their titles, tables their names.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, Final

from waypost.diagnostics import nearest
from waypost.markdown.callouts import CALLOUTS, MARKER, TITLE, callout_title
from waypost.markdown.conversion_result import LOWEST, TOP, TextHeading
from waypost.markdown.heading_ids import OWN_ID, HeadingIds
from waypost.markdown.inline_writer import Find, InlineWriter, escaped
from waypost.markdown.markdown_parser import OPEN, MarkdownSource
from waypost.markdown.table_writer import TableWriter, typed_cells

DEEPEST: Final = 17
"""Lists, items and quotes inside one another: browsers and readers have their limits, too."""

QUOTE: Final = "<blockquote>\n"
EMPTY_QUOTE: Final = "<blockquote>"

TIGHT: Final = "tight item"
"""The text of a list item without paragraphs, which needs no element of its own."""

CALLOUT: Final = "callout"
CELL: Final = "cell"

LONGEST_APART: Final = 45
"""Characters of a line that may stand by itself, as in a postal address."""

ENDS_SENTENCE: Final = re.compile(r"[.!?;。！？；…](?:[\"'”’)\]*_]*)$")
GOES_ON: Final = re.compile(r"[^\W\d_] ([^\W\d_]{1,2}|and|the|und|der|die|das)$")
"""A line that ends with a small word after another, such as “ships in”: the sentence goes on."""

BEGINS_SMALL: Final = re.compile(r"[+〒☎📞✉]|c/o |z\. ?Hd\. |p\. ?[Aa]\. ")
"""How a line of an address begins that begins with no letter or with a small one."""

MARKER_OF_ITEM: Final = re.compile(rb"[ \t]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]+")


def stand_apart(lines: list[str]) -> bool:
    """True for lines that stay apart, such as those of a postal address.

    Each is short, begins with a number or no small letter, and ends no sentence; with two lines,
    one has a number. Lines of wrapped prose begin in the middle of a sentence, or end one, or
    break off, or lead on to a list.
    """
    return (
        len(lines) > 1
        and all(len(line) <= LONGEST_APART and _begins(line) for line in lines)
        and not any(map(ENDS_SENTENCE.search, lines))
        and not any(found[1].islower() for line in lines[:-1] if (found := GOES_ON.search(line)))
        and not lines[-1].endswith((":", ",", "："))
        and (len(lines) > 2 or any(char.isdigit() for line in lines for char in line))
    )


def _begins(line: str) -> bool:
    first = line.lstrip('*_"“„«([')[:1]
    if BEGINS_SMALL.match(line):
        return True
    return first == OPEN or (first.isalnum() and not first.islower())


class TooDeepError(Exception):
    """Blocks are nested deeper than `DEEPEST`. Its argument is the byte where."""


class BlockWriter:
    """Writes all events to ``out`` as HTML, and the words of each block to ``lines``.

    ``lead`` are the words of the first paragraph. Running text is written by ``inline``: that of
    the block ``leaf``, while one is open. ``closing`` are the end tags of the blocks around it.
    Most text has one line, so whether lines stand apart is found out where a second one comes:
    ``_verse`` is the answer, or None until then, and the text begins at ``_text_at``.
    """

    def __init__(self, source: MarkdownSource, inline: InlineWriter, find: Find) -> None:
        self.source = source
        self.inline = inline
        self.out = inline.out
        self.find = find
        self.events = source.events()
        self.lines: list[str] = []
        self.lead = ""
        self.headings: list[TextHeading] = []
        self.leaf = ""
        self.closing: list[str] = []
        self._outline: list[int] = []
        self._quote = -1
        self._callout = ""
        self._verse: bool | None = False
        self._verse_below = False
        self._text_at = self._begun = 0

    # Few texts have one of these.

    @cached_property
    def _ids(self) -> HeadingIds:
        return HeadingIds(self.source.typed)

    @cached_property
    def _table(self) -> TableWriter:
        return TableWriter(self.out, self.lines)

    def write(self) -> None:
        """Write all events. Raises `TooDeepError`."""
        # Each event is a word, or a dictionary with one key.
        run, starts, inline = self.inline.run, self.inline.starts, self.inline
        for event, span in self.events:
            if isinstance(event, str):
                self._break_or_rule(event)
                continue
            kind: str
            value: Any
            ((kind, value),) = event.items()
            if kind == "Text":
                if not self.leaf:
                    self.leaf = TIGHT
                run.append(value)
                starts.append(span["start"])
            elif kind == "End":
                name = value if type(value) is str else next(iter(value))
                if end := ENDS.get(name):
                    end(self)
                else:
                    inline.end(name)
            elif kind == "Start":
                name, about = (value, None) if type(value) is str else next(iter(value.items()))
                if begin := STARTS.get(name):
                    begin(self, about, span["start"])
                else:
                    self.leaf = self.leaf or TIGHT
                    inline.begin(name, about, span["start"], self.events)
            else:
                self.leaf = self.leaf or TIGHT
                if kind == "Code":
                    inline.code(value)
                elif kind == "TaskListMarker":
                    self._task(done=value)
                else:
                    # HTML within a paragraph.
                    run.append(value.replace("\n", " "))
                    starts.append(span["start"])

    def _break_or_rule(self, event: str) -> None:
        if event == "Rule":
            self._block()
            self.out.append("<hr>\n")
        elif self.leaf == CALLOUT and not self.inline.depth:
            # The title of a callout ends with its line.
            self._end_leaf()
            self.leaf, self._verse = "p", self._verse_below
            self.out.append("<p>")
        else:
            self.inline.line_break(hard=event == "HardBreak" or self._is_verse())

    def _is_verse(self) -> bool:
        if self._verse is None:
            marker = MARKER_OF_ITEM.match(self.source.data, self._text_at)
            start = marker.end() if marker else self._text_at
            self._verse = stand_apart(self.source.paragraph_at(start))
        return self._verse

    def _task(self, *, done: bool) -> None:
        """Write the box of an item to tick off; a sign is read aloud, printed and copied."""
        item = next(at for at in reversed(range(len(self.out))) if self.out[at] == "<li>")
        self.out[item] = '<li class="wp-task">'
        self.inline.literal("☑ " if done else "☐ ")

    def _block(self) -> None:
        """Begin a block on a line of its own."""
        if self.leaf:
            self._end_leaf()
        if self.out and self.out[-1][-1:] != "\n":
            self.out.append("\n")

    # Blocks that hold text

    def _paragraph(self, _: None, start: int) -> None:
        marker = MARKER.match(self.source.data, start) if self._quote == len(self.out) else None
        if marker:
            typed = marker[1].decode()
            if typed.lower() in CALLOUTS:
                self._begin_callout(typed.lower(), marker.end() - start)
                self._verse_below = stand_apart(self.source.paragraph_at(start)[1:])
                return
            kinds = [kind.upper() for kind in CALLOUTS]
            about = {"name": typed, "nearest": nearest(typed, kinds)}
            self.find("unknown-callout", start, about, len(typed) + 3)
        self._block()
        self.leaf = "p"
        self.out.append("<p>")
        self._verse, self._text_at = None, start

    def _begin_callout(self, kind: str, width: int) -> None:
        """Make a callout of the quote that has just begun with a marker of ``width`` characters."""
        self.closing[-1] = "</div>\n"
        self.out[-1:] = [f'<div class="wp-callout wp-callout-{kind}" role="note">\n', TITLE]
        self.leaf, self._callout = CALLOUT, kind
        self.inline.skip = width

    def _heading(self, about: Mapping[str, str], start: int) -> None:
        """Give a heading a level under `TOP` without a gap, and tell where one was skipped."""
        self._block()
        level = int(about["level"][1])
        above = self._outline
        if above and level > above[-1] + 1:
            shown = {"level": "#" * level, "expected": "#" * (above[-1] + 1)}
            self.find("skipped-heading", self.source.line_at(start), shown, 1)
        self._outline = [outer for outer in above if outer < level] + [level]
        self.leaf = f"h{min(TOP + len(self._outline) - 1, LOWEST)}"
        self._begun = len(self.out)
        self.out.append("")

    def _end_leaf(self) -> None:
        leaf, self.leaf, self._verse = self.leaf, "", False
        words = self.inline.taken()
        if leaf == CELL:
            self._table.end_cell(words)
            return
        if words:
            self.lines.append(OWN_ID.sub("", words) if leaf[0] == "h" else words)
        if leaf in ("p", TIGHT):
            self.lead = self.lead or words
            if leaf == "p":
                self.out.append("</p>\n")
        elif leaf == CALLOUT:
            if self.out[-1] == TITLE:
                messages = self.inline.context.facts.messages
                self.out.append(escaped(callout_title(self._callout, messages)))
            self.out.append("</p>\n")
        else:
            words, id = self._ids.of(words)
            # A typed id is the last of what was written.
            self.out[-1] = OWN_ID.sub("", self.out[-1])
            self.headings.append(TextHeading(int(leaf[1]), words, id))
            self.out[self._begun] = f'<{leaf} id="{id}">'
            self.out.append(f"</{leaf}>\n")

    def _code_block(self, about: Any, start: int) -> None:
        self._block()
        if about != "Indented":
            # More than the name of a language stands nowhere on the page.
            words_after = self.inline.filled(about["Fenced"]).strip()
            if len(words_after.split()) > 1:
                self.find("lost-words", self.source.line_at(start), {"text": words_after}, 1)
        code = self.inline.filled("".join(self._code()))
        if about == "Indented" and not code.endswith("\n"):
            code += "\n"
        self.out.append(f"<pre><code>{escaped(code)}</code></pre>\n")
        if code.strip():
            self.lines.append(code.rstrip("\n"))

    def _code(self) -> Iterator[str]:
        for event, _ in self.events:
            match event:
                case {"Text": str(text)}:
                    yield text
                case {"End": "CodeBlock"}:
                    return

    # Blocks that hold blocks

    def _container(self, opening: str, closing: str, start: int) -> None:
        self._block()
        if len(self.closing) >= DEEPEST:
            raise TooDeepError(start)
        self.out.append(opening)
        self.closing.append(closing)

    def _end_container(self) -> None:
        if self.leaf:
            self._end_leaf()
        if self.out[-1] == QUOTE:
            self.out[-1] = EMPTY_QUOTE
        self.out.append(self.closing.pop())

    def _list(self, first: int | None, start: int) -> None:
        if first is None:
            self._container("<ul>\n", "</ul>\n", start)
        else:
            number = "" if first == 1 else f' start="{first}"'
            self._container(f"<ol{number}>\n", "</ol>\n", start)

    def _item(self, _: None, start: int) -> None:
        self._container("<li>", "</li>\n", start)
        self._verse, self._text_at = None, start

    def _blockquote(self, _: None, start: int) -> None:
        self._container(QUOTE, "</blockquote>\n", start)
        self._quote = len(self.out)

    # Tables

    def _begin_table(self, aligned: tuple[str, ...], start: int) -> None:
        self._block()
        self._table.begin(aligned)

    def _row(self, _: None, start: int) -> None:
        """Begin a row, and tell where it has more cells than the head."""
        self._table.begin_row()
        count = typed_cells(self.source.data, start)
        if count > self._table.columns:
            about = {"cells": str(count), "columns": str(self._table.columns)}
            self.find("extra-cells", self.source.line_at(start), about, 1)

    def _cell(self, _: None, start: int) -> None:
        self._table.begin_cell()
        self.leaf = CELL


STARTS: Final[dict[str, Callable[[BlockWriter, Any, int], None]]] = {
    "Paragraph": BlockWriter._paragraph,
    "Item": BlockWriter._item,
    "List": BlockWriter._list,
    "BlockQuote": BlockWriter._blockquote,
    "Heading": BlockWriter._heading,
    "CodeBlock": BlockWriter._code_block,
    "Table": BlockWriter._begin_table,
    "TableHead": lambda writer, *_: writer._table.begin_head(),
    "TableRow": BlockWriter._row,
    "TableCell": BlockWriter._cell,
    # The source is made so that there is none.
    "HtmlBlock": BlockWriter._paragraph,
}
ENDS: Final[dict[str, Callable[[BlockWriter], None]]] = {
    "HtmlBlock": BlockWriter._end_leaf,
    "Paragraph": BlockWriter._end_leaf,
    "Heading": BlockWriter._end_leaf,
    "TableCell": BlockWriter._end_leaf,
    "Item": BlockWriter._end_container,
    "List": BlockWriter._end_container,
    "BlockQuote": BlockWriter._end_container,
    "TableHead": lambda writer: writer._table.end_head(),
    "TableRow": lambda writer: writer._table.end_row(),
    "Table": lambda writer: writer._table.end(),
}
