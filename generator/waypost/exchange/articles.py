"""Entries as articles of other tools: Zendesk's and Intercom's JSON, and Markdown files."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from textwrap import indent
from typing import Any, Final

from waypost.checks.analyse import Analysis
from waypost.core import urls
from waypost.core.nodes import Text
from waypost.exchange.markdown_site import front_matter
from waypost.markdown import Names
from waypost.markdown.links import judge_link
from waypost.markdown.outline import PARSER
from waypost.model.declare import fields_of
from waypost.model.field_types import Many, Named
from waypost.model.records import Faq, Guide, Knowledge, Policy

SAID: Final = ("facts", "categories", "policies", "guides", "faqs")
"""The sections that articles say, facts in their texts."""


@dataclass(frozen=True, slots=True)
class Article:
    """A question, policy or guide: its ``text`` is Markdown whose links name entries.

    ``address`` is that of its page here, ``pictures`` are files of the content folder.
    """

    id: str
    address: str
    title: str
    text: str
    html: str
    topic: str
    tags: tuple[str, ...]
    draft: bool
    popular: bool
    pictures: tuple[str, ...]


def articles(analysis: Analysis) -> list[Article]:
    """The articles of a knowledge base, its facts put in. What isn't out on the day is a draft."""
    known = analysis.knowledge
    topics = {str(topic.id): str(topic.title) for topic in known.categories}
    names = Names.of(known, analysis.context.files)
    converter = analysis.site.converter

    def made(record: Faq | Policy | Guide) -> Article:
        title = record.question if isinstance(record, Faq) else record.title
        text = converter.facts.expand(_text(record))
        shown = converter.convert(Text(text, record.at))
        hidden = (record.kind.link, record.id) in analysis.context.away
        return Article(
            str(record.id),
            f"/{record.kind.address(record.id)}",
            converter.line(title).text,
            text_with_links(text, lambda link: _file(link, names)),
            str(shown.html).replace(f'="{urls.ROOT}', '="/'),
            topics.get(str(record.category), ""),
            tuple(map(str, record.tags)),
            record.draft or hidden,
            isinstance(record, Faq) and record.popular,
            tuple(picture.removeprefix(urls.ROOT) for picture in shown.pictures),
        )

    return [*map(made, known.faqs), *map(made, known.policies), *map(made, known.guides)]


def left_out(analysis: Analysis) -> dict[str, int]:
    """How many records of which sections no article can say."""
    sections = [
        name
        for name, spec in fields_of(Knowledge).items()
        if isinstance(spec.type, Many | Named) and spec.shown and name not in SAID
    ]
    counts = {name: len(getattr(analysis.knowledge, name)) for name in sections}
    return {name: number for name, number in counts.items() if number}


def _text(record: Faq | Policy | Guide) -> str:
    """The whole text of an entry as Markdown."""
    match record:
        case Faq():
            return str(record.answer or "")
        case Policy():
            parts = [record.summary, record.body]
        case Guide():
            steps = (
                f"{number}. " + indent(step.strip(), " " * len(f"{number}. ")).lstrip()
                for number, step in enumerate(record.steps, start=1)
            )
            parts = [record.summary, record.intro, Text("\n".join(steps), record.at), record.outro]
    return "\n\n".join(part.strip() for part in parts if part) + "\n"


def _file(link: str, names: Names) -> str:
    """The Markdown file that a link to an entry leads to; empty for all other links."""
    target = judge_link(link, names)
    place = getattr(target, "place", None)
    if place is None or place.kind not in {cls.kind.link for cls in (Faq, Policy, Guide)}:
        return ""
    return f"{place.id}.md" + link[link.find("#") :] * ("#" in link)


def text_with_links(text: str, address: Callable[[str], str]) -> str:
    """Markdown in which each inline link leads to its new ``address``, where that isn't empty."""
    data = text.encode()
    for event, span in reversed(list(PARSER.events_with_range(text))):
        match event:
            case {"Start": {"Link": {"dest_url": str(old)}}} if new := address(old):
                before, sign, after = data[: span["end"]].rpartition(f"]({old}".encode())
                if sign and len(before) >= span["start"]:
                    data = before + f"]({new}".encode() + after + data[span["end"] :]
    return data.decode()


def to_zendesk(made: list[Article], title: str) -> dict[str, Any]:
    """The form of Zendesk's Help Center API: articles, their sections, and one category."""
    sections = _numbered(made)
    return {
        "count": len(made),
        "next_page": None,
        "categories": [{"id": 1, "name": title}],
        "sections": [
            {"id": number, "name": name, "category_id": 1} for name, number in sections.items()
        ],
        "articles": [
            {
                "id": number,
                "html_url": each.address,
                "title": each.title,
                "body": each.html,
                "section_id": sections.get(each.topic),
                "label_names": list(each.tags),
                "draft": each.draft,
                "promoted": each.popular,
                "user_segment_id": None,
            }
            for number, each in enumerate(made, start=1)
        ],
    }


def to_intercom(made: list[Article]) -> dict[str, Any]:
    """The form of Intercom's API: a list of articles, with their collections beside it."""
    collections = _numbered(made)
    return {
        "type": "list",
        "total_count": len(made),
        "data": [
            {
                "type": "article",
                "id": each.id,
                "url": each.address,
                "title": each.title,
                "body": each.html,
                "state": "draft" if each.draft else "published",
                "parent_id": collections.get(each.topic),
                "parent_type": "collection" if each.topic else None,
            }
            for each in made
        ],
        "collections": [
            {"type": "collection", "id": number, "name": name}
            for name, number in collections.items()
        ],
    }


def to_markdown(made: list[Article]) -> Iterator[tuple[PurePosixPath, str]]:
    """A Markdown file for each article, what isn't its text in front matter."""
    for each in made:
        about: Mapping[str, Any] = {
            "title": each.title,
            "slug": each.id,
            "category": each.topic,
            "tags": list(each.tags),
            "draft": each.draft,
        }
        told = {name: value for name, value in about.items() if value}
        yield PurePosixPath(f"{each.id}.md"), front_matter(told) + each.text.rstrip() + "\n"


def _numbered(made: list[Article]) -> dict[str, int]:
    topics = dict.fromkeys(each.topic for each in made if each.topic)
    return {topic: number for number, topic in enumerate(topics, start=1)}
