"""Checks of texts: every text of a knowledge base converts, and its links lead somewhere."""

from collections.abc import Iterator

from waypost.checks.check import CheckContext
from waypost.core.nodes import Text
from waypost.diagnostics import Problem
from waypost.markdown.markdown_parser import MarkdownSource
from waypost.model import field_types, placeholders
from waypost.model.walk import texts


def texts_convert(context: CheckContext) -> Iterator[Problem]:
    """Texts are Markdown that can be published as it is written, and their links lead somewhere."""
    convert, convert_line = context.converter.convert, context.converter.line
    for text, type_ in texts(context.knowledge):
        is_line = isinstance(type_, field_types.Line)
        yield from (convert_line if is_line else convert)(text).problems
        if "answers." in text and not isinstance(type_, field_types.Variants):
            yield from _misplaced_answers(text)
    for fact in context.knowledge.facts:
        # Resolving the facts tells of all else that is wrong.
        found = convert_line(fact.value).problems
        yield from (each for each in found if each.code == "odd-placeholder")
        yield from _misplaced_answers(fact.value)


def _misplaced_answers(text: Text) -> Iterator[Problem]:
    """The reader's answers are known in the body of an outcome alone."""
    source = MarkdownSource(text)
    for place in source.places:
        code = any(start <= place.start < end for start, end in source.code())
        if place.family == placeholders.ANSWERS and not code:
            about = {"text": text[place.start : place.end]}
            width = place.end - place.start
            yield Problem("misplaced-answer", text.mark(place.start), about, width=width)
