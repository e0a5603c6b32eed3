"""The pages that list others: home, topics, guides and policies."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from markupsafe import Markup

from waypost.core import urls
from waypost.model.records import Category, Entry, Faq, Guide, Policy, Tree
from waypost.model.translation import Edition
from waypost.pages import a_to_z, entry_pages, json_ld
from waypost.pages.page import Crumb, Page, PagePlan, View
from waypost.pages.page_context import Item, PageContext

QUESTIONS_A_PAGE = 100
"""More questions in one topic go on further pages, so that each stays light."""

MOST_POPULAR = 8


def _topics_crumb(context: PageContext) -> Crumb:
    return Crumb(context.messages.gettext("Topics"), "topics/")


def home(context: PageContext, written: Sequence[Item]) -> PagePlan:
    """The first page. ``written`` are links to hand-written pages."""
    page = Page(address=urls.HOME, kind="home", title=context.text.line(context.knowledge.title))
    return PagePlan(page, partial(_home, context, written, page))


def _home(context: PageContext, written: Sequence[Item], page: Page) -> View:
    known, popular = context.knowledge, context.lookup.popular[:MOST_POPULAR]
    example = _example(popular, context.site.edition)
    values = {
        "starts": _starts(context),
        "topics": _cards(context),
        "popular": [context.item(faq) for faq in popular],
        "guides": [context.item(guide) for guide in known.guides[:3]],
        "written": written,
        "contacts": context.contacts(),
        "example": example,
    }
    topics = [context.title(topic) for topic in context.lookup.topics[:6]]
    names = context.messages.join(topics, "units")
    terms = known.merchant_returns
    facts = context.text.converter.facts
    days = facts.expand(terms.days, for_programs=True) if terms and terms.days else ""
    return context.view(
        page,
        "home",
        values,
        description=context.messages.gettext("%(site)s: %(topics)s", site=page.title, topics=names)
        if names
        else page.title,
        structured=json_ld.merchant_returns(terms, days, page.title, context.url),
    )


def _starts(context: PageContext) -> list[tuple[Item, Markup]]:
    """The trees that the page shows, each with its first step."""
    shown = context.lookup.trees_on_home
    trees = [each for each in context.site.trees if each.tree.id in shown]
    if not trees:
        return []
    # The modules for trees take longer to import than a page to render.
    from waypost.pages.tree_steps import first_drawn

    return [(context.item(each.tree), first_drawn(context, each)) for each in trees]


def _example(faqs: Sequence[Faq], edition: Edition) -> str:
    """An example query in the page's language: the shortest phrasing of a few words, which a
    phone shows whole."""
    every = (words for faq in faqs for words in faq.also_asked)
    asked = [str(words) for words in every if not edition.foreign(words)]
    short = sorted((each for each in asked if each.count(" ") > 1), key=len)
    return next(iter([*short, *asked]), "")


def _cards(context: PageContext) -> list[dict[str, Any]]:
    return [
        {
            "title": context.title(topic),
            "address": topic.kind.address(topic.id),
            "summary": context.text.rich(topic.summary),
            "icon": context.drawing(topic),
            "count": _count(context, topic),
        }
        for topic in context.lookup.topics
    ]


def _count(context: PageContext, topic: Category) -> str:
    say, within = context.messages, context.lookup.in_topic
    faqs, guides = len(within(Faq, topic.id)), len(within(Guide, topic.id))
    rules, trees = len(within(Policy, topic.id)), len(within(Tree, topic.id))
    counted = (
        say.ngettext("%(num)s question", "%(num)s questions", faqs) if faqs else "",
        say.ngettext("%(num)s guide", "%(num)s guides", guides) if guides else "",
        say.ngettext("%(num)s rule", "%(num)s rules", rules) if rules else "",
        say.ngettext("%(num)s quick check", "%(num)s quick checks", trees) if trees else "",
    )
    return say.join(list(filter(None, counted)), "units")


def topics(context: PageContext) -> PagePlan:
    here = _topics_crumb(context)
    page = Page(address=here.address, kind="topics", title=here.title, crumbs=(context.home,))
    return PagePlan(page, partial(_topics, context, page))


def _topics(context: PageContext, page: Page) -> View:
    lead = context.messages.gettext("Everything here, by what it is about.")
    values = {"lead": lead, "topics": _cards(context), "groups": [], "lists": _lists(context)}
    description = context.messages.join(list(map(context.title, context.lookup.topics)), "units")
    return context.view(page, "listing", values, description=description)


def _lists(context: PageContext) -> list[Item]:
    """Links to the lists of all guides, of all rules, and of everything."""
    known = context.knowledge
    guides = Item(*entry_pages.guides(context.messages), "guide")
    rules = Item(*entry_pages.policies(context.messages), "policy")
    everything = Item(*a_to_z.crumb(context), "letters")
    return [*([guides] if known.guides else []), *([rules] if known.policies else []), everything]


def topic(context: PageContext, category: Category) -> Iterator[PagePlan]:
    """A topic's pages: one, or as many as its questions need."""
    name = context.title(category)
    faqs = context.lookup.in_topic(Faq, category.id)
    starts = range(0, len(faqs) or 1, QUESTIONS_A_PAGE)
    for number, start in enumerate(starts):
        page = Page(
            address=_part(category.id, number),
            kind="topic",
            id=category.id,
            title=context.part_title(name, number + 1) if number else name,
            crumbs=(context.home, _topics_crumb(context)),
            at=category.at,
        )
        pages = [
            {"title": n + 1, "address": _part(category.id, n), "here": n == number}
            for n in range(len(starts))
        ]
        part = faqs[start : start + QUESTIONS_A_PAGE]
        others = pages if len(starts) > 1 else []
        yield PagePlan(page, partial(_topic_part, context, category, part, others, page))


def _part(id: str, number: int) -> str:
    return Category.kind.address(id) + (f"{number + 1}/" if number else "")


def _topic_part(
    context: PageContext,
    category: Category,
    faqs: Sequence[Faq],
    pages: list[dict[str, Any]],
    page: Page,
) -> View:
    is_first = page.address == _part(category.id, 0)
    bodies = [context.text.html(faq.answer, 3, f"{faq.id}--") for faq in faqs]
    explained, terms = context.explain_all(bodies)
    values = {
        "summary": context.text.rich(category.summary) if is_first else "",
        "drawing": context.drawing(category),
        "facts": _facts(context, category) if is_first else [],
        "faqs": [
            {
                "id": faq.id,
                "title": context.title(faq),
                "body": body,
                "address": faq.kind.address(faq.id),
            }
            for faq, body in zip(faqs, explained, strict=True)
        ],
        "pages": pages,
        "trees": [context.item(one) for one in context.lookup.in_topic(Tree, category.id)],
        "guides": [context.item(one) for one in context.lookup.in_topic(Guide, category.id)],
        "policies": [context.item(one) for one in context.lookup.in_topic(Policy, category.id)],
        "terms": terms,
    }
    answers = [(context.title(faq), context.text.plain(faq.answer)) for faq in faqs]
    return context.view(
        page,
        "topic",
        values,
        description=context.text.rich(category.summary)
        or context.messages.join(list(map(context.title, faqs[:5])), "units"),
        structured=json_ld.faq_page(answers),
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
) -> PagePlan:
    """All entries of one kind, by topic."""
    page = Page(address=crumb.address, kind=kind, title=crumb.title, crumbs=(context.home,))
    return PagePlan(page, partial(_listing, context, lead, entries, page))


def _listing(context: PageContext, lead: str, entries: Sequence[Entry], page: Page) -> View:
    grouped: dict[str, list[Item]] = defaultdict(list)
    for entry in entries:
        grouped[getattr(entry, "category", None) or ""].append(context.item(entry))
    groups = [
        {"anchor": f"_{id or 'other'}", "title": _topic_title(context, id), "entries": items}
        for id, items in grouped.items()
    ]
    values = {"lead": lead, "topics": (), "groups": groups, "lists": ()}
    return context.view(page, "listing", values, description=lead)


def _topic_title(context: PageContext, id: str) -> str:
    found = context.lookup.find(Category, id)
    return context.title(found) if found else context.messages.gettext("Everything else")
