"""The pages of single entries, ready to be drawn: questions, policies and guides."""

from __future__ import annotations

from typing import Any

from waypost.model.records import Faq, Guide, Policy
from waypost.pages.page import Crumb, Page
from waypost.pages.page_context import HOME, Desk
from waypost.pages.view import Draft

GUIDES = Crumb("Guides", "guides/")
POLICIES = Crumb("Rules", "policies/")

Single = Faq | Policy | Guide


def question(desk: Desk, faq: Faq) -> Draft:
    """A question's page: the answer, what it rests on, and where to go next."""
    before, after = desk.neighbours(faq)
    view = {
        "id": faq.id,
        "draft": faq.draft,
        "body": desk.prose.html(faq.answer),
        "basis": desk.basis(faq, faq.policies),
        "related": [desk.item(other) for other in desk.stock.related(faq)],
        "next_steps": desk.next_steps(faq.guide, faq.tree),
        "feedback": desk.knowledge.feedback,
        "before": before,
        "after": after,
    }
    return desk.draft(
        "question",
        view,
        explain=("body",),
        **outlined(desk, faq),
        description=desk.prose.plain(faq.answer),
    )


def policy(desk: Desk, rule: Policy) -> Draft:
    """A policy's page: the rule, its source, and everything that rests on it."""
    before, after = desk.neighbours(rule)
    view = {
        "id": rule.id,
        "draft": rule.draft,
        "summary": desk.prose.line(rule.summary),
        "body": desk.prose.html(rule.body),
        "basis": desk.basis(rule),
        "used": [desk.item(entry) for entry in desk.stock.resting_on.get(rule.id, ())],
        "before": before,
        "after": after,
    }
    return desk.draft(
        "policy",
        view,
        explain=("body",),
        **outlined(desk, rule),
        description=desk.prose.line(rule.summary) or desk.prose.plain(rule.body),
    )


def guide(desk: Desk, how: Guide) -> Draft:
    """A guide's page: steps that can be ticked off."""
    before, after = desk.neighbours(how)
    view: dict[str, Any] = {
        "id": how.id,
        "draft": how.draft,
        "summary": desk.prose.line(how.summary),
        "intro": desk.prose.html(how.intro),
        "steps": [desk.prose.html(step) for step in how.steps],
        "outro": desk.prose.html(how.outro),
        "basis": desk.basis(how, how.policies),
        "related": [desk.item(faq) for faq in desk.stock.leading_to.get(how.id, ())],
        "feedback": desk.knowledge.feedback,
        "before": before,
        "after": after,
    }
    return desk.draft(
        "guide",
        view,
        explain=("intro", "steps", "outro"),
        **outlined(desk, how),
        description=desk.prose.line(how.summary)
        or " ".join(desk.prose.plain(step) for step in how.steps),
    )


def outline(desk: Desk, entry: Single) -> Page:
    """What other pages and the menu say of an entry's page: all but its text."""
    return Page(html="", **outlined(desk, entry))


def outlined(desk: Desk, entry: Single) -> dict[str, Any]:
    """The values of `outline` by name."""
    match entry:
        case Faq():
            kind, crumbs = "question", desk.topic_crumbs(entry.category)
        case Policy():
            kind, crumbs = "policy", (HOME, POLICIES)
        case _:
            kind, crumbs = "guide", (HOME, GUIDES)
    return {
        "address": desk.stock.address(entry),
        "kind": kind,
        "id": entry.id,
        "title": desk.title(entry),
        "crumbs": crumbs,
        "at": entry.at,
    }


def draft(desk: Desk, entry: Single) -> Draft:
    """The page of a single entry."""
    match entry:
        case Faq():
            return question(desk, entry)
        case Policy():
            return policy(desk, entry)
    return guide(desk, entry)
