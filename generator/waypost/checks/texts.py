"""Checks of texts and addresses: each can be published, and links lead somewhere."""

import re
from collections.abc import Iterator
from typing import Final

from waypost.checks.check import CheckContext
from waypost.core.nodes import Text
from waypost.core.web_address import dialled
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


LINKS_WITHIN: Final = frozenset({"unknown-link", "unknown-part", "unpublished-link"})
"""The codes of refused links to an entry of the site."""


def addresses_are_safe(context: CheckContext) -> Iterator[Problem]:
    """Links of records lead to the web, mailboxes and telephones; some also to entries."""
    for *_, type_, value in walk(context.knowledge, field_types.Address):
        link, inside = str(value), type_ == field_types.Address(inside=True)
        verdict = context.converter.link(link) if inside else judge_link(link, Names())
        if isinstance(verdict, Refusal) and inside and verdict.code in LINKS_WITHIN:
            yield Problem(verdict.code, value.at, verdict.about, width=len(value))
        elif isinstance(verdict, Refusal):
            dead = inside and verdict.code == "dead-link"
            why = "it leads nowhere" if dead else "it isn't one of https:, mailto: and tel:"
            about = {"why": why, **verdict.about, "link": link}
            yield Problem("unsafe-address", value.at, about)


def people_are_reached(context: CheckContext) -> Iterator[Problem]:
    """A mail address is one alone, and a telephone number can be dialled."""
    for *_, value in walk(context.knowledge, field_types.Mailbox):
        if not MAILBOX.fullmatch(value):
            yield Problem("unfit-email", value.at, {"link": str(value)})
    for *_, value in walk(context.knowledge, field_types.Phone):
        number = context.converter.line(value)
        if not number.problems and not dialled(number.text):
            yield Problem("unfit-phone", value.at, {"number": number.text})


def verdicts_are_received(context: CheckContext) -> Iterator[Problem]:
    """Readers' verdicts go over https; nothing else can receive them."""
    feedback = context.knowledge.feedback
    if feedback and feedback.endpoint:
        verdict = judge_link(str(feedback.endpoint), Names())
        if isinstance(verdict, Refusal) or not verdict.href.startswith("https://"):
            yield Problem("unfit-endpoint", feedback.endpoint.at, {"link": str(feedback.endpoint)})
