"""The Atom feed of what changed (RFC 4287). It holds no day of the build, only the content's."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Final

from waypost.model import scalars
from waypost.model.records import Entry
from waypost.pages.page_context import PageContext

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
    """The feed; empty where nothing is dated, or the site has no public address to name."""
    found = news(context)
    if not found:
        return ""
    title = _text(context.text.line(context.knowledge.title))
    url = _quoted(context.url)
    language = _quoted(context.knowledge.language)
    head = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={language}>',
        f"<title>{title}</title>",
        f"<id>{_text(context.url)}</id>",
        f"<link href={url}/>",
        f'<link rel="self" type="application/atom+xml" href={_quoted(context.url + "feed.xml")}/>',
        f"<updated>{_stamp(found[0].day)}</updated>",
        f"<author><name>{title}</name></author>",
    ]
    return "\n".join([*head, *(_entry(context, news) for news in found[:MOST]), "</feed>"]) + "\n"


def news(context: PageContext) -> list[FeedEntry]:
    """The entries of the feed, the latest first; none without the site's public address."""
    if not context.url:
        return []
    found = list(_changes(context)) or _reviews(context)
    return sorted(found, key=lambda each: each.day, reverse=True)


def _entry(context: PageContext, news: FeedEntry) -> str:
    link = context.url + news.address
    return "\n".join(
        [
            "<entry>",
            f"<title>{_text(news.title)}</title>",
            f"<id>{_text(f'{link}#{news.key}')}</id>",
            f"<link href={_quoted(link)}/>",
            f"<updated>{_stamp(news.day)}</updated>",
            f"<summary>{_text(news.text)}</summary>",
            "</entry>",
        ]
    )


def _stamp(day: str) -> str:
    return f"{day}T00:00:00Z"


def _changes(context: PageContext) -> Iterator[FeedEntry]:
    """The changes that the owner lists."""
    by_id: dict[str, Entry] = {str(each.id): each for each in context.lookup.everything}
    for number, change in enumerate(context.knowledge.changes):
        text = str(context.text.rich(change.text))
        entry = by_id.get(str(change.entry)) if change.entry else None
        address = context.lookup.address(entry) if entry else ""
        title = context.title(entry) if entry else text
        if day := scalars.day(change.date):
            yield FeedEntry(str(day), title, text, address, f"change-{day}-{number}")


def _reviews(context: PageContext) -> Iterator[FeedEntry]:
    """The rules by the day on which each was last checked."""
    for rule in context.knowledge.policies:
        if rule.reviewed and (day := scalars.day(rule.reviewed)):
            title, text = context.title(rule), context.summary(rule)
            yield FeedEntry(str(day), title, text, context.lookup.address(rule), str(day))


def _text(value: str) -> str:
    # The standard library's own for XML loads what speaks to servers, which takes a while.
    return escape(str(value), quote=False)


def _quoted(value: str) -> str:
    return f'"{escape(str(value))}"'
