"""A built site read back: its pages with their ids and links, as a browser would resolve them."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

ORIGIN = "https://site.invalid/"


@dataclass
class ReadPage(HTMLParser):
    """One page: what it is called, what can be linked to in it, and where its links lead."""

    address: str
    ids: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    outcome: str = ""
    steps: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    questions: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._step = ""
        self._choice: str | None = None
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note ids, links, steps and choices."""
        found = dict(attrs)
        if found.get("id"):
            self.ids.add(str(found["id"]))
        if "data-outcome" in found:
            self.outcome = str(found["data-outcome"])
        if tag == "section" and "data-step" in found:
            self._step = str(found["id"])
            self.steps[self._step] = []
            self.questions[self._step] = str(found["data-question"])
        if tag == "a" and found.get("href"):
            href = str(found["href"])
            self.links.append(href)
            if "data-choice" in found and self._step:
                self._choice, self._text = href, []

    def handle_data(self, data: str) -> None:
        """Collect the words of a choice."""
        self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        """A choice is whole at its end; a step ends with its section."""
        if tag == "a" and self._choice is not None:
            self.steps[self._step].append(("".join(self._text).strip(), self._choice))
            self._choice = None
        if tag == "section":
            self._step = ""

    def targets(self) -> list[tuple[str, str]]:
        """Where internal links lead: an address of the site, and a fragment."""
        found = []
        for link in self.links:
            parts = urlsplit(urljoin(ORIGIN + self.address, link))
            if parts.scheme == "https" and parts.netloc == "site.invalid":
                found.append((unquote(parts.path[1:]), unquote(parts.fragment)))
        return found


def read(site: Path) -> dict[str, ReadPage]:
    """Every page of a built site by its address."""
    pages = {}
    for file in sorted(site.rglob("*.html")):
        name = file.relative_to(site).as_posix()
        address = name.removesuffix("index.html")
        page = ReadPage(address)
        page.feed(file.read_text(encoding="utf-8"))
        pages[address] = page
    return pages


def reachable(pages: dict[str, ReadPage], start: str = "") -> set[str]:
    """The addresses that a reader can come to by links from ``start``."""
    seen, queue = {start}, deque([start])
    while queue:
        for address, _ in pages[queue.popleft()].targets():
            if address in pages and address not in seen:
                seen.add(address)
                queue.append(address)
    return seen
