"""The pages of single entries, questions, policies and guides."""

from functools import partial
from typing import Any

from waypost.core.messages import Messages
from waypost.model.records import Faq, Guide, Knowledge, Policy
from waypost.pages.page import Crumb, Page, PagePlan, View
from waypost.pages.page_context import PageContext

Single = Faq | Policy | Guide


def guides(messages: Messages) -> Crumb:
    """The listing of all guides."""
    return Crumb(messages.gettext("Guides"), f"{Guide.kind.folder}/")


def policies(messages: Messages) -> Crumb:
    """The listing of all rules."""
    return Crumb(messages.gettext("Rules"), f"{Policy.kind.folder}/")


SECTIONS = {Policy: policies, Guide: guides}
"""The listing above entries that don't stand below their topic."""


def singles(knowledge: Knowledge) -> tuple[Single, ...]:
    """The entries whose pages are planned here, in the order of the site."""
    return (*knowledge.guides, *knowledge.policies, *knowledge.faqs)


def plan(context: PageContext, entry: Single) -> PagePlan:
    page = outline(context, entry)
    return PagePlan(page, partial(_view, context, entry, page))


def outline(context: PageContext, entry: Single) -> Page:
    """An entry's page without its text, as other pages and the menu need it."""
    above = SECTIONS.get(type(entry))
    return Page(
        address=context.lookup.address(entry),
        kind=entry.kind.page,
        id=entry.id,
        title=context.title(entry),
        crumbs=(context.home, above(context.messages))
        if above
        else context.topic_crumbs(entry.category),
        at=entry.at,
    )


def description(context: PageContext, entry: Single) -> str:
    """The text of an entry in short, for machines."""
    text = context.text
    match entry:
        case Faq():
            return text.plain(entry.answer)
        case Policy():
            return str(text.rich(entry.summary)) or text.plain(entry.body)
    return str(text.rich(entry.summary)) or " ".join(text.plain(step) for step in entry.steps)


def _view(context: PageContext, entry: Single, page: Page) -> View:
    before, after = context.neighbours(entry)
    values = {
        "draft": entry.draft,
        "untranslated": context.untranslated(entry),
        "basis": context.basis(entry),
        "feedback": context.knowledge.feedback,
        "before": before,
        "after": after,
    }
    match entry:
        case Faq():
            values |= _question(context, entry)
        case Policy():
            values |= _policy(context, entry)
        case Guide():
            values |= _guide(context, entry)
    return context.view(
        page,
        page.kind,
        values,
        explain=("intro", "steps", "outro") if isinstance(entry, Guide) else ("body",),
        description=description(context, entry),
    )


def _question(context: PageContext, faq: Faq) -> dict[str, Any]:
    """A question's answer, and where to go next."""
    contents, body = context.text.parted(faq.answer)
    return {
        "contents": contents,
        "body": body,
        "related": [context.item(other) for other in context.lookup.related(faq)],
        "next_steps": context.next_steps(faq.guide, faq.tree),
    }


def _policy(context: PageContext, rule: Policy) -> dict[str, Any]:
    """A policy's rule, and everything that rests on it."""
    contents, body = context.text.parted(rule.body)
    return {
        "summary": context.text.rich(rule.summary),
        "contents": contents,
        "body": body,
        "used": [context.item(entry) for entry in context.lookup.resting_on.get(rule.id, ())],
    }


def _guide(context: PageContext, how: Guide) -> dict[str, Any]:
    """A guide's steps that can be ticked off."""
    return {
        "summary": context.text.rich(how.summary),
        "intro": context.text.html(how.intro, part="intro-"),
        "steps": [
            context.text.html(step, part=f"in-step-{n}-") for n, step in enumerate(how.steps, 1)
        ],
        "action": context.action(how),
        "outro": context.text.html(how.outro, part="outro-"),
        "related": [context.item(faq) for faq in context.lookup.leading_to.get(how.id, ())],
    }
