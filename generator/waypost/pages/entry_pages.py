"""The pages of single entries, questions, policies and guides."""

from typing import Any

from waypost.model.records import Faq, Guide, Policy
from waypost.pages.page import Crumb, Page
from waypost.pages.page_context import HOME, PageContext
from waypost.pages.view import View

GUIDES = Crumb("Guides", f"{Guide.kind.folder}/")
POLICIES = Crumb("Rules", f"{Policy.kind.folder}/")

SECTIONS = {Policy: POLICIES, Guide: GUIDES}
"""The listing above entries that don't stand below their topic."""

Single = Faq | Policy | Guide


def question(context: PageContext, faq: Faq) -> View:
    """A question's page: the answer, what it rests on, and where to go next."""
    before, after = context.neighbours(faq)
    values = {
        "id": faq.id,
        "draft": faq.draft,
        "body": context.text.html(faq.answer),
        "basis": context.basis(faq, faq.policies),
        "related": [context.item(other) for other in context.lookup.related(faq)],
        "next_steps": context.next_steps(faq.guide, faq.tree),
        "feedback": context.knowledge.feedback,
        "before": before,
        "after": after,
    }
    return context.view(
        "question",
        values,
        explain=("body",),
        **outlined(context, faq),
        description=description(context, faq),
    )


def policy(context: PageContext, rule: Policy) -> View:
    """A policy's page: the rule, its source, and everything that rests on it."""
    before, after = context.neighbours(rule)
    values = {
        "id": rule.id,
        "draft": rule.draft,
        "summary": context.text.line(rule.summary),
        "body": context.text.html(rule.body),
        "basis": context.basis(rule),
        "used": [context.item(entry) for entry in context.lookup.resting_on.get(rule.id, ())],
        "before": before,
        "after": after,
    }
    return context.view(
        "policy",
        values,
        explain=("body",),
        **outlined(context, rule),
        description=description(context, rule),
    )


def guide(context: PageContext, how: Guide) -> View:
    """A guide's page: steps that can be ticked off."""
    before, after = context.neighbours(how)
    values: dict[str, Any] = {
        "id": how.id,
        "draft": how.draft,
        "summary": context.text.line(how.summary),
        "intro": context.text.html(how.intro),
        "steps": [context.text.html(step) for step in how.steps],
        "outro": context.text.html(how.outro),
        "basis": context.basis(how, how.policies),
        "related": [context.item(faq) for faq in context.lookup.leading_to.get(how.id, ())],
        "feedback": context.knowledge.feedback,
        "before": before,
        "after": after,
    }
    return context.view(
        "guide",
        values,
        explain=("intro", "steps", "outro"),
        **outlined(context, how),
        description=description(context, how),
    )


def description(context: PageContext, entry: Single) -> str:
    """The text of an entry in short, for machines."""
    text = context.text
    match entry:
        case Faq():
            return text.plain(entry.answer)
        case Policy():
            return text.line(entry.summary) or text.plain(entry.body)
    return text.line(entry.summary) or " ".join(text.plain(step) for step in entry.steps)


def outline(context: PageContext, entry: Single) -> Page:
    """An entry's page without its text, as other pages and the menu need it."""
    return Page(html="", **outlined(context, entry))


def outlined(context: PageContext, entry: Single) -> dict[str, Any]:
    """The values of `outline` by name."""
    above = SECTIONS.get(type(entry))
    crumbs = (HOME, above) if above else context.topic_crumbs(entry.category)
    return {
        "address": context.lookup.address(entry),
        "kind": entry.kind.page,
        "id": entry.id,
        "title": context.title(entry),
        "crumbs": crumbs,
        "at": entry.at,
    }


def view(context: PageContext, entry: Single) -> View:
    """The page of a single entry."""
    match entry:
        case Faq():
            return question(context, entry)
        case Policy():
            return policy(context, entry)
    return guide(context, entry)
