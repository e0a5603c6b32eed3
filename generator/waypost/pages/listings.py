"""The pages that list others: home, topics, guides, policies, and A to Z."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from markupsafe import Markup

from waypost.core import urls
from waypost.model.records import Category, Entry, Faq
from waypost.pages import json_ld
from waypost.pages.page import Crumb, Page
from waypost.pages.page_context import HOME, Item, PageContext
from waypost.pages.template_environment import render_template
from waypost.pages.view import PagePlan, View

TOPICS = Crumb("Topics", "topics/")
QUESTIONS_A_PAGE = 100
"""More questions in one topic go on further pages, so that each stays light."""

MOST_POPULAR = 8


def home(context: PageContext, starts: Sequence[Markup], written: Sequence[Item] = ()) -> View:
    """The first page. ``starts`` are the first steps of trees, ``written`` other pages' links."""
    known, popular = context.knowledge, context.lookup.popular[:MOST_POPULAR]
    example = _example(popular)
    values = {
        "starts": starts,
        "cards": cards(context, "h3"),
        "popular": [context.item(faq) for faq in popular],
        "guides": [context.item(guide) for guide in known.guides[:3]],
        "written": written,
        "contacts": context.contacts(),
        "example": f"e.g. {example}" if example else "",
    }
    name = context.text.line(known.title)
    names = ", ".join(context.title(topic) for topic in context.lookup.topics[:6])
    return context.view(
        "home",
        values,
        address=urls.HOME,
        kind="home",
        title=name,
        description=f"{name}: {names}" if names else name,
        structured=(_returns(context, name),),
    )


def _example(faqs: Sequence[Faq]) -> str:
    """An example query: the shortest phrasing of a few words, which a phone shows whole."""
    asked = [str(words) for faq in faqs for words in faq.also_asked]
    short = sorted((each for each in asked if each.count(" ") > 1), key=len)
    return next(iter([*short, *asked]), "")


def _returns(context: PageContext, name: str) -> dict[str, Any] | None:
    terms = context.knowledge.merchant_returns
    days = context.text.line(terms.days) if terms else ""
    return json_ld.merchant_returns(terms, days, name, context.url)


def cards(context: PageContext, tag: str) -> Markup:
    """The topics as cards; ``tag`` is the heading that each title stands in."""
    values = [
        {
            "title": context.title(topic),
            "address": topic.kind.address(topic.id),
            "summary": context.text.line(topic.summary),
            "mark": context.mark(topic),
            "count": _count(context, topic),
        }
        for topic in context.lookup.topics
    ]
    return render_template("cards", {"topics": values, "tag": tag}) if values else Markup()


def _count(context: PageContext, topic: Category) -> str:
    named = (
        (len(context.lookup.faqs_in.get(topic.id, ())), "question"),
        (len(context.lookup.guides_in.get(topic.id, ())), "guide"),
        (len(context.lookup.policies_in.get(topic.id, ())), "rule"),
    )
    return ", ".join(f"{n} {noun}{'' if n == 1 else 's'}" for n, noun in named if n)


def topics(context: PageContext) -> View:
    """All topics."""
    values = {
        "kind": "topics",
        "lead": "Everything here, by what it is about.",
        "cards": cards(context, "h2"),
        "groups": [],
    }
    return context.view(
        "listing",
        values,
        address=TOPICS.address,
        kind="topics",
        title=TOPICS.title,
        description=", ".join(map(context.title, context.lookup.topics)),
        crumbs=(HOME,),
    )


def topic(context: PageContext, category: Category) -> Iterator[PagePlan]:
    """A topic's pages: one, or as many as its questions need."""
    name = context.title(category)
    faqs = context.lookup.faqs_in.get(category.id, [])
    parts = [faqs[n : n + QUESTIONS_A_PAGE] for n in range(0, len(faqs), QUESTIONS_A_PAGE)] or [[]]
    links = [
        Item(context.title(part[0]) if part else "", _part(category.id, n))
        for n, part in enumerate(parts)
    ]
    for number, part in enumerate(parts):
        pages = [
            {"title": number_of, "address": link.address, "here": number_of == number + 1}
            for number_of, link in enumerate(links, 1)
        ]
        about: dict[str, Any] = {
            "address": _part(category.id, number),
            "kind": "topic",
            "id": category.id,
            "title": name if not number else f"{name} ({number + 1})",
            "crumbs": (HOME, TOPICS),
            "at": category.at,
        }
        others = pages if len(parts) > 1 else []
        view = partial(_topic_part, context, category, number, part, others, about)
        yield PagePlan(Page(html="", **about), view)


def _part(id: str, number: int) -> str:
    return Category.kind.address(id) + (f"{number + 1}/" if number else "")


def _topic_part(
    context: PageContext,
    category: Category,
    number: int,
    faqs: list[Faq],
    pages: list[dict[str, Any]],
    about: dict[str, Any],
) -> View:
    bodies = [context.text.html(faq.answer, 3) for faq in faqs]
    explained, terms = context.explain_all(bodies)
    values = {
        "id": category.id,
        "summary": context.text.line(category.summary) if not number else "",
        "mark": context.mark(category),
        "facts": _facts(context, category) if not number else [],
        "faqs": [
            {
                "id": faq.id,
                "title": context.title(faq),
                "body": body,
                "address": faq.kind.address(faq.id),
                "more": "This question on a page of its own",
            }
            for faq, body in zip(faqs, explained, strict=True)
        ],
        "pages": pages,
        "guides": [context.item(one) for one in context.lookup.guides_in.get(category.id, ())],
        "policies": [context.item(one) for one in context.lookup.policies_in.get(category.id, ())],
        "next_steps": [],
        "terms": terms,
    }
    answers = [(context.title(faq), context.text.plain(faq.answer)) for faq in faqs]
    return context.view(
        "topic",
        values,
        **about,
        description=context.text.line(category.summary) or ", ".join(map(context.title, faqs[:5])),
        structured=(json_ld.faq_page(answers),),
    )


def _facts(context: PageContext, category: Category) -> list[dict[str, str]]:
    facts = context.site.facts
    known = [facts[id] for id in category.facts if id in facts]
    return [
        {"label": context.text.line(fact.label) or _words(fact.id), "value": facts.text(fact.id)}
        for fact in known
    ]


def _words(id: str) -> str:
    return id.replace("_", " ").replace("-", " ").capitalize()


def listing(
    context: PageContext, crumb: Crumb, kind: str, lead: str, entries: Sequence[Entry]
) -> View:
    """All entries of one kind, by topic."""
    grouped: dict[str, list[Item]] = defaultdict(list)
    for entry in entries:
        grouped[getattr(entry, "category", None) or ""].append(context.item(entry))
    groups = [
        {"anchor": f"_{id or 'other'}", "title": _topic_title(context, id), "entries": items}
        for id, items in grouped.items()
    ]
    values = {"kind": kind, "lead": lead, "cards": "", "groups": groups}
    return context.view(
        "listing",
        values,
        address=crumb.address,
        kind=kind,
        title=crumb.title,
        description=lead,
        crumbs=(HOME,),
    )


def _topic_title(context: PageContext, id: str) -> str:
    found = context.lookup.categories.get(id)
    return context.title(found) if found else "Everything else"
