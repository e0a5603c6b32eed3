"""Addresses in fields of their own: what a text may not link to, they may not hold."""

import re
from collections.abc import Iterator
from typing import Final

from waypost.checks.check import CheckContext
from waypost.diagnostics import Problem
from waypost.markdown import Names
from waypost.markdown.links import Refusal, judge_link
from waypost.model.field_types import Address
from waypost.model.walk import walk

MAILBOX: Final = re.compile(r"[^\s@<>\"?&#%,;:]+@[^\s@<>\"?&#%,;:]+")
"""One mail address and nothing else: no further receiver, no header."""


def addresses_are_safe(context: CheckContext) -> Iterator[Problem]:
    """Sources and contacts link to nothing but the web, mailboxes and telephones."""
    for *_, value in walk(context.knowledge, Address):
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
