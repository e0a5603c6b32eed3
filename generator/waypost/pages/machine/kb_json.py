"""kb.json: all that readers see, in one documented file. Its shape is kb.schema.json's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from waypost.core import urls
from waypost.model.records import Entry, Faq, Guide, Outcome, Policy
from waypost.pages.page_context import Desk

VERSION: Final = 1
"""Raised when a field changes its meaning or goes; new fields don't raise it."""

KINDS: Final = {Faq: "question", Policy: "policy", Guide: "guide", Outcome: "outcome"}


def data(desk: Desk) -> dict[str, Any]:
    """The whole knowledge base as readers see it. Addresses are relative to ``url``."""
    known, line = desk.knowledge, desk.prose.line
    return {
        "$schema": "kb.schema.json",
        "version": VERSION,
        "title": line(known.title),
        "language": str(known.language),
        "url": desk.url or None,
        "topics": [
            {
                "id": str(topic.id),
                "title": desk.title(topic),
                "summary": line(topic.summary),
                "address": urls.topic(topic.id),
            }
            for topic in desk.stock.topics
        ],
        "entries": [record(desk, entry) for entry in desk.stock.everything],
        "trees": [
            {
                "id": str(each.tree.id),
                "title": line(each.tree.title),
                "address": urls.tree(each.tree.id),
                "outcomes": [str(outcome.id) for outcome in each.tree.outcomes],
            }
            for each in desk.site.trees
        ],
        "facts": _facts(desk),
        "sources": [
            {"id": str(source.id), "title": line(source.title), "url": _text(source.url)}
            for source in known.sources
        ],
        "glossary": [
            {"term": line(term.term), "definition": line(term.definition)}
            for term in known.glossary
        ],
        "contacts": [
            {
                "id": str(contact.id),
                "title": line(contact.title),
                "how": desk.prose.plain(contact.how),
                "url": _text(contact.url),
            }
            for contact in known.contacts
        ],
    }


def mended(desk: Desk, old: dict[str, Any], entries: Iterable[Entry]) -> dict[str, Any]:
    """The data ``old`` with ``entries`` and facts as they are now.

    Raises LookupError where an entry is new.
    """
    places = {(each["kind"], each["id"]): n for n, each in enumerate(old["entries"])}
    for entry in entries:
        new = record(desk, entry)
        old["entries"][places[new["kind"], new["id"]]] = new
    old["facts"] = _facts(desk)
    return old


def _facts(desk: Desk) -> list[dict[str, Any]]:
    facts = desk.site.facts
    return [
        {"id": str(fact.id), "value": facts.text(fact.id)}
        for fact in desk.knowledge.facts
        if fact.id in facts
    ]


def record(desk: Desk, entry: Entry) -> dict[str, Any]:
    """An entry as readers see it."""
    address = desk.stock.address(entry)
    return {
        "id": str(entry.id),
        "kind": KINDS[type(entry)],
        "title": desk.title(entry),
        "address": address,
        "markdown": f"{address}index.md",
        "summary": desk.summary(entry),
        "text": "\n\n".join(filter(None, _texts(desk, entry))),
        "also_asked": [str(words) for words in getattr(entry, "also_asked", ())],
        "topic": _text(getattr(entry, "category", None)),
        "policies": [str(id) for id in getattr(entry, "policies", getattr(entry, "cites", ()))],
        "tags": [str(tag) for tag in entry.tags],
        "source": _text(entry.source),
        "conflict": desk.prose.line(entry.conflict) or None,
        "reviewed": _text(entry.reviewed),
        "due": desk.due(entry) or None,
    }


def _texts(desk: Desk, entry: Entry) -> Iterator[str]:
    plain = desk.prose.plain
    match entry:
        case Faq():
            yield plain(entry.answer)
        case Policy():
            yield plain(entry.body)
        case Guide():
            yield plain(entry.intro)
            yield "\n".join(f"{n}. {plain(step)}" for n, step in enumerate(entry.steps, 1))
            yield plain(entry.outro)
        case Outcome():
            yield from (plain(variant.text) for variant in entry.body)
            yield plain(entry.otherwise)


def _text(value: object) -> str | None:
    return None if value is None else str(value)
