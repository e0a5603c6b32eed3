"""Markdown with questions as headings: what stands under a heading is its answer."""

from collections.abc import Iterator

from waypost.edit.yaml_writer import Plain
from waypost.exchange.import_result import Found, ImportResult, Missed, nothing, utf8
from waypost.markdown.from_html import ended
from waypost.markdown.outline import OutlineHeading, outline

ASKS = ("?", "؟", "？")
"""Marks that end a question: in most scripts, in Arabic, in full width."""


def read(data: bytes) -> ImportResult:
    """Read a Markdown file."""
    text = utf8(data)
    if isinstance(text, ImportResult):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    start = _body(lines)
    headings = list(outline("\n" * start + "\n".join(lines[start:])))
    if not any(_asks(heading) for heading in headings):
        return nothing("the file", "no heading in it ends with a question mark")
    return ImportResult.of(_rows(headings, lines))


def _body(lines: list[str]) -> int:
    """The line on which the text starts, after settings between ``---`` lines."""
    if lines[0].strip() != "---":
        return 0
    return next((n for n, line in enumerate(lines[1:], 2) if line.strip() in ("---", "...")), 0)


def _asks(heading: OutlineHeading) -> bool:
    return heading.words.endswith(ASKS)


def _rows(headings: list[OutlineHeading], lines: list[str]) -> Iterator[Found | Missed]:
    """The questions with their answers; a heading above them that asks nothing is their topic."""
    topics: dict[int, str] = {}
    done = 0
    for at, heading in enumerate(headings):
        if heading.start < done:
            continue
        topics = {level: name for level, name in topics.items() if level < heading.level}
        if not _asks(heading):
            topics[heading.level] = heading.words
            continue
        # A question's own subheadings belong to its answer, unless they are questions.
        rest = (h for h in headings[at + 1 :] if h.level <= heading.level or _asks(h))
        done = next((h.start for h in rest), len(lines))
        yield _question(heading, lines[heading.end : done], topics)


def _question(heading: OutlineHeading, lines: list[str], topics: dict[int, str]) -> Found | Missed:
    where = f"line {heading.start + 1}"
    answer = "\n".join(lines).strip("\n").rstrip()
    if not answer.strip():
        return Missed(where, f"“{heading.words[:60]}” has no answer under it")
    fields: dict[str, Plain] = {"question": heading.words, "answer": ended(answer)}
    # The first heading of a page is its title; topics are below it.
    inner = {level: name for level, name in topics.items() if level > 1}
    return Found(where, "faqs", fields | ({"category": inner[max(inner)]} if inner else {}))
