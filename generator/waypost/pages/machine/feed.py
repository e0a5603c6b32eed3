"""The Atom feed of what changed (RFC 4287). It holds no day of the build, only the content's."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Final

from waypost.model import scalars
from waypost.model.records import Entry
from waypost.pages.page_context import Desk

MOST: Final = 50


@dataclass(frozen=True, slots=True)
class News:
    """One entry of the feed; ``key`` tells it from others with the same address."""

    day: str
    title: str
    text: str
    address: str
    key: str


def atom(desk: Desk) -> str:
    """The feed; empty where nothing is dated, or the site has no public address to name."""
    found = sorted(_changes(desk) or _reviews(desk), key=lambda news: news.day, reverse=True)
    if not found or not desk.url:
        return ""
    title = _text(desk.prose.line(desk.knowledge.title))
    url = _quoted(desk.url)
    head = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={_quoted(desk.knowledge.language)}>',
        f"<title>{title}</title>",
        f"<id>{_text(desk.url)}</id>",
        f"<link href={url}/>",
        f'<link rel="self" type="application/atom+xml" href={_quoted(desk.url + "feed.xml")}/>',
        f"<updated>{_stamp(found[0].day)}</updated>",
        f"<author><name>{title}</name></author>",
    ]
    return "\n".join([*head, *(_entry(desk, news) for news in found[:MOST]), "</feed>"]) + "\n"


def _entry(desk: Desk, news: News) -> str:
    link = desk.url + news.address
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


def _changes(desk: Desk) -> list[News]:
    """What the owner tells of."""
    by_id: dict[str, Entry] = {str(each.id): each for each in desk.stock.everything}
    found = []
    for number, change in enumerate(desk.knowledge.changes):
        text = desk.prose.line(change.text)
        entry = by_id.get(str(change.entry)) if change.entry else None
        address = desk.stock.address(entry) if entry else ""
        title = desk.title(entry) if entry else text
        if day := scalars.day(change.date):
            found.append(News(str(day), title, text, address, f"change-{day}-{number}"))
    return found


def _reviews(desk: Desk) -> list[News]:
    """The rules by the day on which each was last checked."""
    found = []
    for rule in desk.knowledge.policies:
        if rule.reviewed and (day := scalars.day(rule.reviewed)):
            address = desk.stock.address(rule)
            found.append(News(str(day), desk.title(rule), desk.summary(rule), address, str(day)))
    return found


def _text(value: str) -> str:
    # The standard library's own for XML loads what speaks to servers, which takes a while.
    return escape(str(value), quote=False)


def _quoted(value: str) -> str:
    return f'"{escape(str(value))}"'
