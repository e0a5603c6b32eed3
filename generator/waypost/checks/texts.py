"""Checks of texts: every text of a knowledge base converts, and its links lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from waypost.core.nodes import Text
from waypost.diagnostics import Problem
from waypost.markdown import Converter, Names
from waypost.markdown.links import Refusal, judge_link
from waypost.model import field_types, placeholders
from waypost.model.records import Contact, Fact, Feedback, Knowledge, Placed, Source
from waypost.model.walk import holding

UNSEEN: Final = frozenset({"notes", "include", "language", "owner"})
"""Fields that no reader sees as text."""

SINGLE: Final = frozenset({field_types.Line, field_types.Prose})
"""Kinds of value that are one text."""

MAILBOX: Final = re.compile(r"[^\s@<>\"?&#%,;:]+@[^\s@<>\"?&#%,;:]+")
"""One mail address and nothing else: no further receiver, no header."""

ADDRESSES: Final[dict[type, tuple[str, ...]]] = {
    Source: ("url",),
    Contact: ("url",),
    Feedback: ("endpoint", "email"),
}
"""Fields that hold an address, by record."""


def text_problems(knowledge: Knowledge, converter: Converter) -> list[Problem]:
    """The problems of all texts of ``knowledge``."""
    problems: list[Problem] = []
    for text, kind in texts(knowledge):
        if isinstance(kind, field_types.Line):
            problems += converter.line(text).problems
        else:
            problems += converter.convert(text).problems
        if not isinstance(kind, field_types.Variants):
            problems += _misplaced_answers(text)
    for fact in knowledge.facts:
        problems += _shown_as_typed(fact.value, converter)
    return [*problems, *_addresses(knowledge)]


def texts(record: Placed) -> Iterator[tuple[Text, field_types.FieldType]]:
    """The texts of a record and of all that it holds.

    The type is `Line`, `Prose` or, for an outcome's body, `Variants` of `field_types`.
    """
    for name, kind in _shown(type(record)):  # type: ignore[arg-type]  # mypy takes it for a record
        value = getattr(record, name)
        if value is None:
            continue
        if type(kind) in SINGLE:
            yield value, kind
        elif value:
            yield from _texts(kind, value)


@cache
def _shown(cls: type[Placed]) -> tuple[tuple[str, field_types.FieldType], ...]:
    """The fields of a record that hold text which readers see."""
    unseen = UNSEEN | {"value"} if cls is Fact else UNSEEN
    unseen |= frozenset(ADDRESSES.get(cls, ()))
    held = holding(cls, (field_types.Line, field_types.Prose, field_types.Variants))
    return tuple((spec.name, spec.type) for spec in held if spec.name not in unseen)


def _texts(kind: field_types.FieldType, value: Any) -> Iterator[tuple[Text, field_types.FieldType]]:
    match kind:
        case field_types.Many(item) | field_types.OneOrMany(item):
            for element in value:
                if type(item) in SINGLE:
                    yield element, item
                else:
                    yield from _texts(item, element)
        case field_types.Named():
            for element in value:
                yield from texts(element)
        case field_types.Record():
            yield from texts(value)
        case field_types.Variants():
            for variant in value:
                yield variant.text, kind


def _shown_as_typed(value: Text, converter: Converter) -> Iterator[Problem]:
    """Near-placeholders in a fact's value. Resolving the facts tells of all else that is wrong."""
    found = converter.line(value).problems
    yield from (each for each in found if each.code == "odd-placeholder")
    yield from _misplaced_answers(value)


def _misplaced_answers(text: Text) -> Iterator[Problem]:
    """The reader's answers are known in the body of an outcome alone."""
    for place in placeholders.find(text) if "answers." in text else ():
        if place.family == placeholders.ANSWERS:
            about = {"text": text[place.start : place.end]}
            width = place.end - place.start
            yield Problem("misplaced-answer", text.mark(place.start), about, width=width)


def _addresses(knowledge: Knowledge) -> Iterator[Problem]:
    """Addresses in fields of their own: what a text may not link to, they may not hold."""
    yield from _feedback(knowledge.feedback)
    records = (*knowledge.sources, *knowledge.contacts)
    for record in records:
        for name in ADDRESSES.get(type(record), ()):
            value = getattr(record, name)
            verdict = judge_link(str(value), Names()) if value else None
            if isinstance(verdict, Refusal):
                why = verdict.about.get("why", "it isn't one of https:, mailto: and tel:")
                yield Problem("unsafe-address", value.at, {"link": str(value), "why": why})


def _feedback(asked: Feedback | None) -> Iterator[Problem]:
    """Verdicts go over https or into a mail; what else may be linked to can't receive them."""
    if asked and asked.endpoint:
        verdict = judge_link(str(asked.endpoint), Names())
        if isinstance(verdict, Refusal) or not verdict.href.startswith("https://"):
            yield Problem("unfit-endpoint", asked.endpoint.at, {"link": str(asked.endpoint)})
    if asked and asked.email and not MAILBOX.fullmatch(asked.email):
        yield Problem("unfit-email", asked.email.at, {"link": str(asked.email)})
