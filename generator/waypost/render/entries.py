"""The pages of single entries: questions, policies and guides."""

from __future__ import annotations

from typing import Any

from waypost import addresses
from waypost.model import Faq, Guide, Policy
from waypost.render.desk import HOME, Desk
from waypost.render.page import Crumb, Page

GUIDES = Crumb("Guides", "guides/")
POLICIES = Crumb("Rules", "policies/")


def question(desk: Desk, faq: Faq) -> Page:
    """A question's page: the answer, what it rests on, and where to go next."""
    shelf = desk.stock.faqs_in.get(faq.category or "", [])
    before, after = desk.neighbours(shelf, faq)
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
    return desk.page(
        "question",
        view,
        explain=("body",),
        address=addresses.question(faq.id),
        kind="question",
        id=faq.id,
        title=desk.title(faq),
        description=desk.prose.plain(faq.answer),
        crumbs=desk.topic_crumbs(faq.category),
        at=faq.at,
    )


def policy(desk: Desk, rule: Policy) -> Page:
    """A policy's page: the rule, its source, and everything that rests on it."""
    shelf = desk.stock.policies_in.get(rule.category or "", [])
    before, after = desk.neighbours(shelf, rule)
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
    return desk.page(
        "policy",
        view,
        explain=("body",),
        address=addresses.policy(rule.id),
        kind="policy",
        id=rule.id,
        title=desk.title(rule),
        description=desk.prose.line(rule.summary) or desk.prose.plain(rule.body),
        crumbs=(HOME, POLICIES),
        at=rule.at,
    )


def guide(desk: Desk, how: Guide) -> Page:
    """A guide's page: steps that can be ticked off."""
    before, after = desk.neighbours(list(desk.knowledge.guides), how)
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
    return desk.page(
        "guide",
        view,
        explain=("intro", "steps", "outro"),
        address=addresses.guide(how.id),
        kind="guide",
        id=how.id,
        title=desk.title(how),
        description=desk.prose.line(how.summary)
        or " ".join(desk.prose.plain(step) for step in how.steps),
        crumbs=(HOME, GUIDES),
        at=how.at,
    )
