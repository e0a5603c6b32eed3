"""llms.txt: the help centre in one Markdown index, for chat assistants (llmstxt.org)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from waypost.model.records import Faq, Guide, Policy
from waypost.pages.machine import markdown_copy
from waypost.pages.page import Page
from waypost.pages.page_context import Desk

SIGNS: Final = re.compile(r"[\\\[\]<`]")
"""What would mean something in the text of a link."""

LINE: Final = re.compile(r"- \[(?:[^\\\[\]<`]|\\.)*\]\(([^()]*)\)(?:: |$)")
"""A line that tells of a page: its title, and its address."""

LISTED: Final = frozenset({"question", "guide", "policy", "tree", "outcome"})
"""Kinds of pages that have a line each."""


def index(desk: Desk, pages: Sequence[Page]) -> str:
    """A line for each page that answers something, by topic; links lead to the Markdown."""
    known = desk.knowledge
    by_key = {(page.kind, page.id): page for page in pages}
    lines = [f"# {desk.prose.line(known.title)}", ""]
    if home := by_key.get(("home", "")):
        lines += [f"> {home.description}", ""]
    if trees := [page for page in pages if page.kind == "tree"]:
        lines += ["## Find your way", "", *(line(desk, page) for page in trees), ""]
    for topic in known.categories:
        lines += _section(desk, by_key, desk.title(topic), str(topic.id))
    lines += _section(desk, by_key, "Everything else", "")
    if outcomes := [page for page in pages if page.kind == "outcome"]:
        lines += ["## What to do", "", *(line(desk, page) for page in outcomes), ""]
    return "\n".join(lines).rstrip() + "\n"


def mended(desk: Desk, pages: Sequence[Page], old: str) -> str:
    """The index ``old`` with what it says of ``pages`` now. Raises LookupError where one is odd."""
    lines = old.split("\n")
    places = _places(lines)
    for page in pages:
        if page.kind == "home" and f"> {page.description}" not in lines:
            raise LookupError(page.kind)
        if page.kind in LISTED:
            lines[places[desk.url + markdown_copy.name(page)]] = line(desk, page)
    return "\n".join(lines)


def _places(lines: Sequence[str]) -> Mapping[str, int]:
    """The place of each line that tells of a page, by the page's address."""
    found: dict[str, int] = {}
    for place, each in enumerate(lines):
        if listed := LINE.match(each):
            if listed[1] in found:
                raise LookupError(listed[1])
            found[listed[1]] = place
    return found


def _section(desk: Desk, pages: dict[tuple[str, str], Page], title: str, topic: str) -> list[str]:
    lines = [line(desk, page) for page in _in_topic(desk, pages, topic)]
    return [f"## {title}", "", *lines, ""] if lines else []


def _in_topic(desk: Desk, pages: dict[tuple[str, str], Page], topic: str) -> Iterator[Page]:
    known = desk.knowledge
    groups: tuple[tuple[str, Sequence[Faq | Guide | Policy]], ...] = (
        ("question", known.faqs),
        ("guide", known.guides),
        ("policy", known.policies),
    )
    for kind, entries in groups:
        for entry in entries:
            if (entry.category or "") == topic:
                yield pages[kind, str(entry.id)]


def line(desk: Desk, page: Page) -> str:
    """What the index says of a page."""
    title = SIGNS.sub(r"\\\g<0>", page.title)
    said = f": {page.description}" if page.description else ""
    return f"- [{title}]({desk.url}{markdown_copy.name(page)}){said}"
