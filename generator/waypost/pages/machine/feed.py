"""The Atom feed of what changed (RFC 4287). It holds no day of the build, only the content's."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from waypost.model import scalars
from waypost.model.records import Entry
from waypost.pages.page_context import PageContext
from waypost.pages.template_environment import environment

MOST: Final = 50


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of the feed; ``key`` tells it from others with the same address."""

    day: str
    title: str
    text: str
    address: str
    key: str


def atom(context: PageContext) -> str:
    """The feed of a site that has `news`."""
    title = str(context.text.line(context.knowledge.title))
    template = environment(context.messages).get_template("feed.xml.j2")
    return template.render(title=title, url=context.url, news=news(context)[:MOST]) + "\n"


def news(context: PageContext) -> list[FeedEntry]:
    """The entries of the feed, the latest first; none without the site's public address."""
    if not context.url:
        return []
    found = list(_changes(context)) or _reviews(context)
    return sorted(found, key=lambda each: each.day, reverse=True)


def _changes(context: PageContext) -> Iterator[FeedEntry]:
    """The changes that the owner lists."""
    by_id: dict[str, Entry] = {str(each.id): each for each in context.lookup.everything}
    for number, change in enumerate(context.knowledge.changes):
        text = str(context.text.rich(change.text))
        entry = by_id.get(str(change.entry)) if change.entry else None
        address = context.lookup.address(entry) if entry else ""
        title = str(context.title(entry)) if entry else text
        if day := scalars.day(change.date):
            yield FeedEntry(str(day), title, text, address, f"change-{day}-{number}")


def _reviews(context: PageContext) -> Iterator[FeedEntry]:
    """The rules by the day on which each was last checked."""
    for rule in context.knowledge.policies:
        if rule.reviewed and (day := scalars.day(rule.reviewed)):
            title, text = str(context.title(rule)), str(context.summary(rule))
            yield FeedEntry(str(day), title, text, context.lookup.address(rule), str(day))
