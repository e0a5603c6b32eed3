"""Reads the built sample as a visitor would: a page's words and its links."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

UNSEEN = {"script", "style", "template", "head"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
FLOWING = {"a", "abbr", "b", "code", "em", "i", "mark", "span", "strong"}


class Reader(HTMLParser):
    """Collects the words and links of a page's article."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        if "article" in self.open and tag == "a":
            self.links.append(dict(attrs).get("href") or "")
        self.words.append("" if tag in FLOWING else " ")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                pass
        self.words.append("" if tag in FLOWING else " ")

    def handle_data(self, data: str) -> None:
        if "article" in self.open and not UNSEEN & set(self.open):
            self.words.append(data)


def read(site: Path, address: str) -> tuple[str, set[str]]:
    """The words of the page at ``address``, with single spaces, and where its links lead."""
    reader = Reader()
    reader.feed((site / address / "index.html").read_text(encoding="utf-8"))
    links = {urlsplit(urljoin(f"/{address}", href)).path.lstrip("/") for href in reader.links}
    return " ".join("".join(reader.words).split()), links
