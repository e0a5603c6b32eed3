"""Conversion of a text: one pass over the parser's events, and the record of all it gave."""

from collections.abc import Mapping
from dataclasses import replace
from operator import attrgetter
from typing import Final

from waypost.markdown.block_writer import BlockWriter, TooDeepError
from waypost.markdown.conversion_result import Converted
from waypost.markdown.definitions import unused_definitions
from waypost.markdown.inline_writer import InlineWriter, escaped
from waypost.markdown.markdown_parser import MarkdownSource
from waypost.markdown.text_context import TextContext
from waypost.markdown.text_finding import TextFinding, of_placeholders, too_long, unread_in
from waypost.model import placeholders

LONGEST_TEXT: Final = 1_200_000
"""Characters of one text, some six hundred pages of a book: more than a page can show."""

MOST_LESS: Final = 2_000
"""How often a text may have a ``<``: a page of HTML was pasted in, which nobody can read."""


def convert(
    text: str, context: TextContext, answers: Mapping[str, str], *, inline: bool = False
) -> Converted:
    """``text`` as HTML and as words, with what is wrong in it; ``inline`` text has one line."""
    if len(text) > LONGEST_TEXT:
        return Converted(findings=(too_long(text, LONGEST_TEXT),))
    if "<" in text and text.count("<") > MOST_LESS:
        about = {"sign": "<", "limit": f"{MOST_LESS:,}"}
        return Converted(findings=(TextFinding("crowded-text", text.index("<"), about),))
    source = MarkdownSource(text, inline=inline)
    found: list[TextFinding] = []

    def find(code: str, start: int, about: Mapping[str, str], width: int) -> None:
        found.append(TextFinding(code, start, about, width))

    running = InlineWriter(source, context, answers, find)
    blocks = BlockWriter(source, running, find)
    try:
        blocks.write()
    except TooDeepError as deep:
        (offset,) = source.offsets([source.line_at(deep.args[0])])
        return Converted(findings=(TextFinding("deep-text", offset),))
    for start, name in unused_definitions(source, running.labels):
        find("unused-definition", source.line_at(start), {"name": running.filled(name.lower())}, 1)
    words, html = "\n".join(blocks.lines), "".join(blocks.out)
    if not words and not running.pictures and source.typed.strip():
        # What would show nothing, such as `1.` or `[a]: b`, is shown as it was typed.
        words = placeholders.replace(source.typed, running.value).strip()
        html = f"<p>{escaped(words)}</p>"
    return Converted(
        html,
        words,
        " ".join(blocks.lead.split()) or words.partition("\n")[0],
        tuple(dict.fromkeys(running.links)),
        tuple(dict.fromkeys(running.pictures)),
        tuple({each.name: None for each in source.places if context.knows(each)}),
        tuple(blocks.headings),
        _findings(source, context, found),
    )


def _findings(
    source: MarkdownSource, context: TextContext, found: list[TextFinding]
) -> tuple[TextFinding, ...]:
    """All findings in the order of the text; ``found`` are those with bytes of the source."""
    findings = [*of_placeholders(source, context), *unread_in(source)]
    if found:
        found.sort(key=attrgetter("offset"))
        offsets = source.offsets(each.offset for each in found)
        findings += [replace(each, offset=at) for each, at in zip(found, offsets, strict=True)]
        findings.sort(key=attrgetter("offset"))
    return tuple(findings)
