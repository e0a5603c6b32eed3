"""Places in Markdown at which a question may begin: headings, bold lines, items, `<summary>`."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Final

from waypost.exchange.field_words import NAMES, plain_name
from waypost.markdown.heading_ids import OWN_ID, HeadingIds
from waypost.markdown.outline import PARSER

ASKS: Final = re.compile(r"[?؟？;՞]['\"”’»)\]*_]*(?:\s*\([^()]*\))?[^\w(]*\Z")
"""The end of a question: its mark, perhaps a note in brackets, and signs such as emoji."""

LABEL: Final = re.compile(
    r"(?:(?:Q|Question|Frage|Pregunta|Pergunta|Domanda|Вопрос|問|问|質問)\s*\d*\s*[.:：)]"
    r"|[FPD]\s*\d*\s*:)\s*",
    re.IGNORECASE,
)
"""The label that people write before a question: ``Q:``, ``Q1.``, ``Frage:``."""

NUMBER: Final = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*[.):]|\(\d{1,3}\))\s+")
SUMMARY: Final = re.compile(r"<summary[^>]*>(.*?)</summary>", re.DOTALL | re.IGNORECASE)
DETAILS: Final = re.compile(r"<(/?)details\b[^>]*>", re.IGNORECASE)
DEEP: Final = 7
"""The level of whatever isn't a heading."""

OTHERWISE: Final = ("title", "name", "query", "prompt", "ask", "description", "details", "html")
"""Heads of columns that are questions and answers in tables of a file, but not on a page."""

WHOLE: Final = tuple(".!?:;)…。！？؟")
LONGEST_LINE: Final = 200
"""The ends of sentences, and the characters of a line that may be a question."""


@dataclass(slots=True)
class QuestionMark:
    """A place at which a question may begin, by bytes: from ``start``, its answer from ``body``.

    ``end`` is where its answer ends at the latest, 0 if only another mark ends it. ``asks`` is
    true where its words do, and ``id`` is that of a heading. ``reach`` is where what belongs to it
    ends, and ``number`` its place among the marks. A ``table`` has a column of questions. ``plain``
    is a line that nothing marks as a question but its sign.
    """

    level: int
    words: str
    start: int
    body: int
    end: int = 0
    asks: bool = False
    id: str = ""
    reach: int = 0
    number: int = 0
    table: bool = False
    plain: bool = False


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A Markdown text as bytes, its marks, and the ranges of its comments and of its code."""

    data: bytes
    marks: Sequence[QuestionMark]
    comments: Sequence[tuple[int, int]]
    code: Sequence[tuple[int, int]]
    lines: Sequence[int]

    def line(self, at: int) -> int:
        """The line of a byte, counted from 1."""
        return bisect_right(self.lines, at)


def without_label(words: str) -> str:
    """A question without its number and without what says that it is one."""
    plain = NUMBER.sub("", words.strip(), count=1) if NUMBER.match(words.strip()) else words.strip()
    label = LABEL.match(plain)
    return plain[label.end() :].strip() if label and plain[label.end() :].strip() else plain


def marked(text: str, start: int = 0) -> MarkedText:
    """``text``, read from the character ``start`` on."""
    head = text[:start].encode("utf-8", "replace")
    data = head + text[start:].encode("utf-8", "replace")
    lines = [0, *(found.end() for found in re.finditer(b"\n", data))]
    comments: list[tuple[int, int]] = []
    code: list[tuple[int, int]] = []
    marks = list(_marks(data, len(head), comments, code, HeadingIds(text)))
    at = data.find(b"{/*", len(head))
    while at >= 0 and (end := data.find(b"*/}", at)) >= 0:
        comments += [(at, end + 3)] if not within(at, code) else []
        at = data.find(b"{/*", end)
    marks += _summaries(data, len(head), code)
    # An article of some sections may ask its reader a thing or two.
    others = [mark for mark in marks if not mark.plain]
    if len(marks) - len(others) <= max(1, sum(m.asks or m.level < DEEP for m in others)):
        marks = others
    marks.sort(key=lambda each: each.start)
    nearest = [len(data)] * (DEEP + 1)
    for number, mark in reversed(list(enumerate(marks))):
        mark.number = number
        mark.reach = mark.end or min(nearest[: min(mark.level, DEEP - 1) + 1])
        nearest[mark.level] = mark.start
    return MarkedText(data, marks, sorted(comments), code, lines)


def _marks(
    data: bytes,
    start: int,
    comments: list[tuple[int, int]],
    code: list[tuple[int, int]],
    ids: HeadingIds,
) -> Iterator[QuestionMark]:
    """The headings, and the paragraphs and items that begin with a question."""
    items: list[tuple[int, int]] = []
    quotes = bold = nested = 0
    # Words of the block that is open: whether they are bold, and where they end.
    run: list[tuple[str, bool, int]] = []
    first = comment = -1
    for event, span in PARSER.events_with_range(data[start:].decode()):
        at, end = span["start"] + start, span["end"] + start
        match event:
            case {"Start": {"BlockQuote": _}}:
                quotes += 1
            case {"Start": {"Table": _}}:
                if not quotes and not items and _asks(data, at):
                    yield QuestionMark(DEEP, "", at, at, end, asks=True, table=True)
                quotes += 1
            case {"End": {"BlockQuote": _}} | {"End": "Table"}:
                quotes -= 1
            case {"Start": "Item"}:
                items.append((at, end))
                run, first = [], end
            case {"End": "Item"}:
                if first >= 0 and not quotes:
                    yield from _paragraph(run, items[-1][0], items)
                items.pop()
                first = -1
            case {"Start": "Paragraph" | {"Heading": _}}:
                run, first = [], at
            case {"Start": {"List": _} | {"CodeBlock": _}} if first >= 0 and items and not quotes:
                yield from _paragraph(run, items[-1][0], items)
                first = -1
            case {"Start": "Strong" | "Emphasis" | "Strikethrough" | {"Link": _} as inline}:
                nested += 1
                bold += inline == "Strong"
            case {"End": "Strong" | "Emphasis" | "Strikethrough" | "Link" as inline}:
                nested -= 1
                bold -= inline == "Strong"
                if run and not nested:
                    run[-1] = (*run[-1][:2], end)
            case {"Text": str(words)} | {"Code": str(words)}:
                run.append((words, bool(bold), end))
            case "SoftBreak" | "HardBreak":
                run.append(("\n", bool(bold), end))
            case {"End": {"Heading": str(level)}}:
                if not quotes and not items:
                    words = " ".join("".join(part for part, *_ in run).split())
                    typed = OWN_ID.search(words)
                    words, id = ids.of(words)
                    id = typed[1] if typed else id
                    asks = bool(ASKS.search(words) or LABEL.match(words))
                    yield QuestionMark(int(level[1]), words, at, end, asks=asks, id=id)
                first = -1
            case {"End": "Paragraph"}:
                if not quotes and first >= 0 and (not items or _opens(data, items[-1][0], at)):
                    yield from _paragraph(run, items[-1][0] if items else at, items)
                first = -1
            case _ if isinstance(event, dict) and ("Html" in event or "InlineHtml" in event):
                said = data[at:end]
                if said.lstrip().startswith(b"<!--") and comment < 0:
                    comment = at + said.index(b"<")
                if comment >= 0 and b"-->" in said:
                    comments.append((comment, at + said.index(b"-->") + 3))
                    comment = -1
        if isinstance(event, dict) and ("Code" in event or event.get("End") == "CodeBlock"):
            code.append((at, end))


def _asks(data: bytes, at: int) -> bool:
    """True for a table whose columns are questions and answers, by their heads."""
    heads = data[at : data.find(b"\n", at)].decode("utf-8", "replace").split("|")
    fields = {NAMES.get(name) for head in heads if (name := plain_name(head)) not in OTHERWISE}
    return {"question", "answer"} <= fields


def within(at: int, ranges: Sequence[tuple[int, int]]) -> bool:
    """True for a byte in one of the ``ranges``, which are in order."""
    place = bisect_right(ranges, (at, at)) - 1
    return any(first <= at < last for first, last in ranges[max(place, 0) : place + 2])


def _opens(data: bytes, item: int, paragraph: int) -> bool:
    """True for the paragraph with which an item begins."""
    return b"\n" not in data[item:paragraph]


def _paragraph(
    run: Sequence[tuple[str, bool, int]], start: int, items: Sequence[tuple[int, int]]
) -> Iterator[QuestionMark]:
    """The mark of a paragraph or item, if it begins with a question."""
    at = next((n for n, (words, *_) in enumerate(run) if words.strip()), len(run))
    last = at
    if at < len(run) and not run[at][1] and LABEL.fullmatch(run[at][0]):
        last = at + 1  # Q: **…**
    is_bold = last < len(run) and run[last][1]
    while last < len(run) and (run[last][1] if is_bold else run[last][0] != "\n"):
        last += 1
    if last == at:
        return
    words = " ".join("".join(part for part, *_ in run[at:last]).split())
    rest = "".join(part for part, *_ in run[last:])
    labelled = bool(LABEL.match(NUMBER.sub("", words)))
    if is_bold and re.fullmatch(LABEL, words) and rest.strip():
        # **Q:** with the question after it.
        line = rest.split("\n", 1)[0]
        words, labelled = f"{words} {line.strip()}", True
        while last < len(run) and run[last][0] != "\n":
            last += 1
    asks = labelled or bool(ASKS.search(words))
    whole = is_bold and (not rest or rest.startswith("\n"))
    if (asks and (is_bold or labelled or items)) or whole:
        end = items[-1][1] if items else 0
        yield QuestionMark(DEEP, words, start, run[last - 1][2], end, asks)
    elif not items:
        yield from _plain_lines(run, start)


def _plain_lines(run: Sequence[tuple[str, bool, int]], start: int) -> Iterator[QuestionMark]:
    """The lines of a paragraph that ask, each of which begins it or follows a whole sentence."""
    line = before = tail = ""
    for words, _, end in (*run, ("\n", False, 0)):
        if words != "\n":
            line += words if len(line) <= LONGEST_LINE else ""
            tail, last = words, end
            continue
        if ASKS.search(line) and len(line) <= LONGEST_LINE and (before[-1:] or ".") in WHOLE:
            yield QuestionMark(DEEP, " ".join(line.split()), start, last, asks=True, plain=True)
        before, tail, line, start = tail.rstrip(), "", "", end


def _summaries(data: bytes, start: int, code: Sequence[tuple[int, int]]) -> Iterator[QuestionMark]:
    """The `<summary>` of each `<details>` that is in no other one."""
    depth = opened = 0
    text = data.decode("latin-1")
    for tag in DETAILS.finditer(text, start):
        if within(tag.start(), code):
            continue
        depth = max(depth + (-1 if tag[1] else 1), 0)
        opened = tag.start() if not tag[1] and depth == 1 else opened
        found = SUMMARY.search(text, opened, tag.start()) if tag[1] and not depth else None
        if found:
            words = re.sub(r"<[^>]*>", "", found[1].encode("latin-1").decode("utf-8", "replace"))
            words = " ".join(re.sub(r"[*`]+", "", unescape(words)).split())
            yield QuestionMark(DEEP, words, opened, found.end(), tag.start(), asks=True)
