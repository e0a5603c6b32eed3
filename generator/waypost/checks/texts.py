"""Checks of texts and addresses: each can be published, and links lead somewhere."""

import re
from collections.abc import Iterator
from typing import Final

from waypost.checks.check import CheckContext
from waypost.core.nodes import Text
from waypost.diagnostics import Problem
from waypost.markdown import Names
from waypost.markdown.links import Refusal, judge_link
from waypost.markdown.markdown_parser import MarkdownSource
from waypost.model import field_types, placeholders
from waypost.model.walk import texts, walk


def texts_convert(context: CheckContext) -> Iterator[Problem]:
    """Texts are Markdown that can be published as it is written, and their links lead somewhere."""
    convert, convert_line = context.converter.convert, context.converter.line
    for text, type_ in texts(context.knowledge):
        if isinstance(type_, field_types.Inline):
            converted = context.converter.inline(text)
            yield from converted.problems
            if converted.links and not type_.links:
                yield Problem("link-in-label", text.at, {"text": converted.plain})
        else:
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
        if place.family == placeholders.ANSWERS and not source.is_code(place.start):
            about = {"text": text[place.start : place.end]}
            width = place.end - place.start
            yield Problem("misplaced-answer", text.mark(place.start), about, width=width)


MAILBOX: Final = re.compile(r"[^\s@<>\"?&#%,;:]+@[^\s@<>\"?&#%,;:]+")
"""One mail address and nothing else: no further receiver, no header."""


def addresses_are_safe(context: CheckContext) -> Iterator[Problem]:
    """Sources and contacts link to nothing but the web, mailboxes and telephones."""
    for *_, value in walk(context.knowledge, field_types.Address):
        verdict = judge_link(str(value), Names())
        if isinstance(verdict, Refusal):
            why = verdict.about.get("why", "it isn't one of https:, mailto: and tel:")
            yield Problem("unsafe-address", value.at, {"link": str(value), "why": why})


def verdicts_are_received(context: CheckContext) -> Iterator[Problem]:
    """Readers' verdicts go over https or into a mail; nothing else can receive them."""
    feedback = context.knowledge.feedback
    if feedback and feedback.endpoint:
        verdict = judge_link(str(feedback.endpoint), Names())
        if isinstance(verdict, Refusal) or not verdict.href.startswith("https://"):
            yield Problem("unfit-endpoint", feedback.endpoint.at, {"link": str(feedback.endpoint)})
    if feedback and feedback.email and not MAILBOX.fullmatch(feedback.email):
        yield Problem("unfit-email", feedback.email.at, {"link": str(feedback.email)})
