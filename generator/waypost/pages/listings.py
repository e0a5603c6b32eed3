"""The pages that list others: home, topics, guides, policies, and A to Z."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from markupsafe import Markup

from waypost.core import urls
from waypost.model.records import Category, Entry, Faq
from waypost.pages import json_ld
from waypost.pages.page import Crumb, Page, Row
from waypost.pages.page_context import HOME, Desk, Item
from waypost.pages.template_environment import draw

TOPICS = Crumb("Topics", "topics/")
QUESTIONS_A_PAGE = 100
"""More questions in one topic go on further pages, so that each stays light."""

MOST_POPULAR = 8


def home(desk: Desk, starts: Sequence[Markup], written: Sequence[Item] = ()) -> Page:
    """The first page. ``starts`` are the first steps of trees, ``written`` other pages' links."""
    known, popular = desk.knowledge, desk.stock.popular[:MOST_POPULAR]
    example = _example(popular)
    view = {
        "starts": starts,
        "cards": cards(desk, "h3"),
        "popular": [desk.item(faq) for faq in popular],
        "guides": [desk.item(guide) for guide in known.guides[:3]],
        "written": written,
        "contacts": desk.contacts(),
        "example": f"e.g. {example}" if example else "",
    }
    name = desk.prose.line(known.title)
    names = ", ".join(desk.title(topic) for topic in desk.stock.topics[:6])
    return desk.page(
        "home",
        view,
        address=urls.HOME,
        kind="home",
        title=name,
        description=f"{name}: {names}" if names else name,
        structured=(_returns(desk, name),),
    )


def _example(faqs: Sequence[Faq]) -> str:
    """What a reader might type: the shortest phrasing of a few words, which a phone shows whole."""
    asked = [str(words) for faq in faqs for words in faq.also_asked]
    short = sorted((each for each in asked if each.count(" ") > 1), key=len)
    return next(iter([*short, *asked]), "")


def _returns(desk: Desk, name: str) -> dict[str, Any] | None:
    terms = desk.knowledge.merchant_returns
    days = desk.prose.line(terms.days) if terms else ""
    return json_ld.merchant_returns(terms, days, name, desk.url)


def cards(desk: Desk, tag: str) -> Markup:
    """The topics as cards; ``tag`` is the heading that each title stands in."""
    view = [
        {
            "title": desk.title(topic),
            "address": urls.topic(topic.id),
            "summary": desk.prose.line(topic.summary),
            "mark": desk.mark(topic),
            "count": _count(desk, topic),
        }
        for topic in desk.stock.topics
    ]
    return draw("cards", {"topics": view, "tag": tag}) if view else Markup()


def _count(desk: Desk, topic: Category) -> str:
    named = (
        (len(desk.stock.faqs_in.get(topic.id, ())), "question"),
        (len(desk.stock.guides_in.get(topic.id, ())), "guide"),
        (len(desk.stock.policies_in.get(topic.id, ())), "rule"),
    )
    return ", ".join(f"{n} {noun}{'' if n == 1 else 's'}" for n, noun in named if n)


def topics(desk: Desk) -> Page:
    """All topics."""
    view = {
        "kind": "topics",
        "lead": "Everything here, by what it is about.",
        "cards": cards(desk, "h2"),
        "groups": [],
    }
    return desk.page(
        "shelf",
        view,
        address=TOPICS.address,
        kind="topics",
        title=TOPICS.title,
        description=", ".join(map(desk.title, desk.stock.topics)),
        crumbs=(HOME,),
    )


def topic(desk: Desk, category: Category) -> Iterator[Row]:
    """A topic's pages: one, or as many as its questions need."""
    name = desk.title(category)
    faqs = desk.stock.faqs_in.get(category.id, [])
    parts = [faqs[n : n + QUESTIONS_A_PAGE] for n in range(0, len(faqs), QUESTIONS_A_PAGE)] or [[]]
    links = [
        Item(desk.title(part[0]) if part else "", _part(category.id, n))
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
            "at": category.at,
        }
        others = pages if len(parts) > 1 else []
        draw = partial(_topic_part, desk, category, number, part, others, about)
        yield Row(Page(html="", **about), draw)


def _part(id: str, number: int) -> str:
    return urls.topic(id) + (f"{number + 1}/" if number else "")


def _topic_part(
    desk: Desk,
    category: Category,
    number: int,
    faqs: list[Faq],
    pages: list[dict[str, Any]],
    about: dict[str, Any],
) -> Page:
    for faq in faqs:
        desk.note(faq)
    bodies = [desk.prose.html(faq.answer, 3) for faq in faqs]
    explained, terms = desk.explain_all(bodies)
    view = {
        "id": category.id,
        "summary": desk.prose.line(category.summary) if not number else "",
        "mark": desk.mark(category),
        "facts": _facts(desk, category) if not number else [],
        "faqs": [
            {
                "id": faq.id,
                "title": desk.title(faq),
                "body": body,
                "address": urls.question(faq.id),
                "more": "This question on a page of its own",
            }
            for faq, body in zip(faqs, explained, strict=True)
        ],
        "pages": pages,
        "guides": [desk.item(one) for one in desk.stock.guides_in.get(category.id, ())],
        "policies": [desk.item(one) for one in desk.stock.policies_in.get(category.id, ())],
        "next_steps": [],
        "terms": terms,
    }
    answers = [(desk.title(faq), desk.prose.plain(faq.answer)) for faq in faqs]
    return desk.page(
        "topic",
        view,
        **about,
        description=desk.prose.line(category.summary) or ", ".join(map(desk.title, faqs[:5])),
        crumbs=(HOME, TOPICS),
        structured=(json_ld.faq_page(answers),),
    )


def _facts(desk: Desk, category: Category) -> list[dict[str, str]]:
    facts = desk.site.facts
    known = [facts[id] for id in category.facts if id in facts]
    return [
        {"label": desk.prose.line(fact.label) or _words(fact.id), "value": facts.text(fact.id)}
        for fact in known
    ]


def _words(id: str) -> str:
    return id.replace("_", " ").replace("-", " ").capitalize()


def shelf(desk: Desk, crumb: Crumb, kind: str, lead: str, entries: Sequence[Entry]) -> Page:
    """All entries of one kind, by topic."""
    grouped: dict[str, list[Item]] = defaultdict(list)
    for entry in entries:
        grouped[getattr(entry, "category", None) or ""].append(desk.item(entry))
    groups = [
        {"anchor": f"_{id or 'other'}", "title": _topic_title(desk, id), "entries": items}
        for id, items in grouped.items()
    ]
    view = {"kind": kind, "lead": lead, "cards": "", "groups": groups}
    return desk.page(
        "shelf",
        view,
        address=crumb.address,
        kind=kind,
        title=crumb.title,
        description=lead,
        crumbs=(HOME,),
    )


def _topic_title(desk: Desk, id: str) -> str:
    found = desk.stock.categories.get(id)
    return desk.title(found) if found else "Everything else"
