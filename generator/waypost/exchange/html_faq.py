"""Web pages that describe their questions to search engines (JSON-LD of schema.org's FAQPage)."""

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from waypost.exchange.import_result import Found, ImportResult, Missed, nothing, utf8
from waypost.markdown.from_html import ended, markdown, one_line


class _Scripts(HTMLParser):
    """Collects the JSON-LD of a page, with the line on which each part starts."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.inside = False
        self.found: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = (dict(attrs).get("type") or "").strip().casefold()
        self.inside = tag == "script" and kind == "application/ld+json"
        if self.inside:
            self.found.append((self.getpos()[0], ""))

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self.inside:
            line, text = self.found[-1]
            self.found[-1] = (line, text + data)


def read(data: bytes) -> ImportResult:
    """Read the FAQPage descriptions of a web page."""
    text = utf8(data, "the page")
    if isinstance(text, ImportResult):
        return text
    page = _Scripts()
    page.feed(text)
    page.close()
    rows = [row for line, script in page.found for row in _script(line, script)]
    if not rows:
        return nothing("the page", "it holds no FAQPage in JSON-LD")
    return ImportResult.of(rows)


def _script(line: int, script: str) -> Iterator[Found | Missed]:
    try:
        parsed = json.loads(script, strict=False)
    except (ValueError, RecursionError) as reason:
        yield Missed(f"line {line}", f"this JSON-LD can't be read ({reason})")
        return
    pages = [node for node in _nodes(parsed) if "FAQPage" in _types(node)]
    for page in pages:
        questions = page.get("mainEntity", page.get("mainEntities", []))
        for number, node in enumerate(_many(questions), start=1):
            yield _question(f"line {line}, question {number}", node)


def _nodes(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Every object in a description, wherever it stands."""
    if depth > 50:
        return
    if isinstance(value, dict):
        yield value
    for item in value.values() if isinstance(value, dict) else _many(value):
        if isinstance(item, dict | list):
            yield from _nodes(item, depth + 1)


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _types(node: dict[str, Any]) -> set[str]:
    return {str(name).rsplit("/", 1)[-1] for name in _many(node.get("@type", []))}


def _question(where: str, node: Any) -> Found | Missed:
    if not isinstance(node, dict) or "Question" not in _types(node):
        return Missed(where, "it isn't a Question")
    answers = _many(node.get("acceptedAnswer", node.get("suggestedAnswer", [])))
    texts = [each.get("text") for each in answers if isinstance(each, dict)]
    question, answer = one_line(str(node.get("name") or "")), str((texts or [""])[0] or "")
    if not question:
        return Missed(where, "it has no name, which is its question")
    if not answer.strip():
        return Missed(where, f"“{question[:60]}” has no accepted answer")
    return Found(where, "faqs", {"question": question, "answer": ended(markdown(answer))})
