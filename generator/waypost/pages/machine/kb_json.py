"""kb.json: all that readers see, in one documented file. Its shape is kb.schema.json's."""

from collections.abc import Iterator
from typing import Any, Final

from waypost.core import urls
from waypost.model.records import Entry, Faq, Guide, Outcome, Policy, Tree
from waypost.pages.lookup import policies_of
from waypost.pages.page_context import PageContext, Press

VERSION: Final = 1
"""Raised when a field changes its meaning or goes; new fields don't raise it."""


def data(context: PageContext) -> dict[str, Any]:
    """The whole knowledge base as readers see it. Addresses are relative to ``url``."""
    known, facts, line = context.knowledge, context.site.facts, context.text.line
    return {
        "$schema": "kb.schema.json",
        "version": VERSION,
        "title": line(known.title),
        "language": str(known.language),
        "url": context.url or None,
        "notice": _notice(context),
        "topics": [
            {
                "id": str(topic.id),
                "title": context.title(topic),
                "summary": str(context.text.rich(topic.summary)),
                "address": topic.kind.address(topic.id),
            }
            for topic in context.lookup.topics
        ],
        "entries": [
            record(context, entry)
            for entry in context.lookup.everything
            if not isinstance(entry, Tree)
        ],
        "trees": [
            {
                "id": str(each.tree.id),
                "title": line(each.tree.title),
                "address": each.tree.kind.address(each.tree.id),
                "outcomes": [str(outcome.id) for outcome in each.tree.outcomes],
            }
            for each in context.site.trees
        ],
        "facts": [
            {"id": str(fact.id), "value": facts.text(fact.id)}
            for fact in known.facts
            if fact.id in facts
        ],
        "sources": [
            {"id": str(source.id), "title": line(source.title), "url": _text(source.url)}
            for source in known.sources
        ],
        "glossary": [
            {"term": line(term.term), "definition": str(context.text.rich(term.definition))}
            for term in known.glossary
        ],
        "contacts": [
            {
                "id": str(contact.id),
                "title": line(contact.title),
                "how": context.text.plain(contact.how),
                "url": _address(context.press(contact.url)),
                "email": _text(contact.email),
                "phone": line(contact.phone) or None,
                "hours": line(contact.hours) or None,
            }
            for contact in known.contacts
        ],
    }


def _notice(context: PageContext) -> dict[str, Any] | None:
    notice = context.knowledge.notice
    if notice is None:
        return None
    text = str(context.text.rich(notice.text))
    return {"text": text, "until": _text(notice.until), "level": str(notice.level)}


def record(context: PageContext, entry: Entry) -> dict[str, Any]:
    """An entry as readers see it."""
    address = context.lookup.address(entry)
    action = context.action(entry) if isinstance(entry, Guide | Outcome) else None
    return {
        "id": str(entry.id),
        "kind": entry.kind.page,
        "title": context.title(entry),
        "address": address,
        "markdown": f"{address}index.md",
        "summary": context.summary(entry),
        "text": "\n\n".join(filter(None, _texts(context, entry))),
        "also_asked": [str(words) for words in getattr(entry, "also_asked", ())],
        "topic": _text(getattr(entry, "category", None)),
        "action": {"label": action.words, "url": _address(action)} if action else None,
        "policies": [str(id) for id in policies_of(entry)],
        "tags": [str(tag) for tag in entry.tags],
        "source": _text(entry.source),
        "conflict": context.text.line(entry.conflict) or None,
        "reviewed": _text(entry.reviewed),
        "due": context.due(entry) or None,
    }


def _texts(context: PageContext, entry: Entry) -> Iterator[str]:
    plain = context.text.plain
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


def _address(to: Press | None) -> str | None:
    return to.href.removeprefix(urls.ROOT) if to else None


def _text(value: object) -> str | None:
    return None if value is None else str(value)
