"""What the search finds: a plain record for each FAQ, policy, guide and outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from waypost import values
from waypost.model import Faq, Guide, Knowledge, Outcome, Policy
from waypost.nodes import Text

T = TypeVar("T", Faq, Policy, Guide, Outcome)

Plain = Callable[[Text], str]
"""Turns an author's text into plain words."""


@dataclass(frozen=True, slots=True)
class Document:
    """An entry as the search sees it.

    ``says`` are the ways readers put it, the title first; ``body`` is everything else.
    """

    id: str
    kind: str
    says: tuple[str, ...]
    body: str = ""


def documents(knowledge: Knowledge, day: date, plain: Plain = str) -> list[Document]:
    """Every entry of ``knowledge`` that is published on ``day``, in the order it is written."""
    topics = {str(topic.id): str(topic.title) for topic in knowledge.categories}

    def body(texts: Iterable[Text | None], tags: Iterable[Text], topic: Text | None = None) -> str:
        parts = [plain(text) for text in texts if text]
        parts += [*map(str, tags), topics.get(topic, str(topic)) if topic else ""]
        return " ".join(part for part in parts if part)

    def faq(entry: Faq) -> Document:
        says = (entry.question, *entry.also_asked)
        rest = body([entry.answer], entry.tags, entry.category)
        return Document(entry.id, "faq", tuple(map(str, says)), rest)

    def policy(entry: Policy) -> Document:
        rest = body([entry.summary, entry.body], entry.tags, entry.category)
        return Document(entry.id, "policy", (str(entry.title),), rest)

    def guide(entry: Guide) -> Document:
        texts = (entry.summary, entry.intro, *entry.steps, entry.outro)
        return Document(
            entry.id, "guide", (str(entry.title),), body(texts, entry.tags, entry.category)
        )

    def outcome(entry: Outcome) -> Document:
        texts = (*(variant.text for variant in entry.body), entry.otherwise)
        title = str(entry.title or entry.id)
        return Document(entry.id, "outcome", (title,), body(texts, entry.tags))

    return [
        *map(faq, _out(knowledge.faqs, day)),
        *map(policy, _out(knowledge.policies, day)),
        *map(guide, _out(knowledge.guides, day)),
        *(
            outcome(entry)
            for tree in knowledge.trees
            if not tree.draft
            for entry in _out(tree.outcomes, day)
        ),
    ]


def _out(entries: Iterable[T], day: date) -> Iterator[T]:
    return (entry for entry in entries if is_out(entry, day))


def is_out(entry: Faq | Policy | Guide | Outcome, day: date) -> bool:
    """Whether an entry is published on ``day``."""
    start, end = values.day(entry.publish_on or ""), values.day(entry.expires_on or "")
    return not entry.draft and (start is None or start <= day) and (end is None or day < end)
