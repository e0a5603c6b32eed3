"""Web pages with questions: described to search engines, in `<details>`, `<dl>` or headings.

Pages of other markup that a converter made HTML of are read in the same way.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from waypost.exchange import data_lists, markdown_faq
from waypost.exchange.cells import loaded
from waypost.exchange.html_footnotes import footnotes
from waypost.exchange.import_result import Found, ImportResult, Missed
from waypost.exchange.markdown_marks import ASKS, without_label
from waypost.exchange.other_marks import read_in_page
from waypost.markdown.from_html import (
    ATTRIBUTES,
    HEADINGS,
    IMPORTED,
    from_tree,
    one_line,
)
from waypost.markdown.html_tree import Tag, parsed

SCRIPT: Final = re.compile(
    r"<script\b[^>]*\btype\s*=\s*[\"']?application/ld\+json\b[^>]*>(.*?)(?:</script\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
AROUND: Final = {
    "script",
    "style",
    "svg",
    "nav",
    "header",
    "footer",
    "form",
    "button",
    "title",
    "noscript",
    "template",
    "select",
    "dialog",
}

"""Elements of a page that serve the browser or lead around the site."""

HEADED: Final = re.compile(
    r"<(h[1-6]|dt|summary)\b[^<>]*>(?:(?!</?\1\b).){0,2000}?</\1>", re.DOTALL | re.IGNORECASE
)
BUTTON: Final = re.compile(
    r"<button\b([^<>]*)>((?:(?!</?button\b).){0,2000}?)</button>", re.DOTALL | re.IGNORECASE
)
UNFOLDS: Final = re.compile(r"accordion|question|faq", re.IGNORECASE)
"""Words in the attributes of a button that unfolds an answer."""

DESCRIBED: Final = {"itemprop", "itemtype", "id"}
READ: Final = {
    name: DESCRIBED | ATTRIBUTES.get(name, set()) for name in (*IMPORTED, "main", "span")
}


def read(text: str, name: str = "", topic: str = "", *, one_of_many: bool = False) -> ImportResult:
    """Read a web page; the rest as of `markdown_faq.read`."""
    scripts: list[tuple[int, str]] = []
    line = done = 0
    for found in SCRIPT.finditer(text):
        line, done = line + text.count("\n", done, found.start()), found.start()
        scripts.append((line + 1, found[1]))
    rows = [row for line, script in scripts for row in _script(line, script)]
    if any(isinstance(row, Found) for row in rows):
        return ImportResult.of(rows)
    return ImportResult.of([*rows, *from_page(text, name, topic, one_of_many=one_of_many)])


def from_page(
    html: str, name: str, topic: str = "", source: str = "", *, one_of_many: bool = False
) -> list[Found | Missed]:
    """The questions that readers see on a page, or the page as one article.

    Their places are lines of ``source``, of which a converter made the page.
    """
    notes: list[str] = []
    source = source or html
    start = markdown_faq.front_matter(html)[0]
    head, html = html[:start], HEADED.sub(_unpressed, read_in_page(html[start:]))
    html = BUTTON.sub(_as_heading, html)
    found = re.search(r"<title[^>]*>([^<]*)", html, re.IGNORECASE)
    title = one_line(found[1]) if found else ""
    root = parsed(html, READ, READ, AROUND, notes.append)
    root = next((tag for tag in root.walk() if _is_main(tag)), root)
    notes_below = footnotes(root)
    _as_headings(root)
    text = head + from_tree(root, page=True) + notes_below
    named = f"{name} {title}" if markdown_faq.FAQ_NAME.search(title) else name
    read = markdown_faq.from_text(text, named, topic, one_of_many=one_of_many, typed_ids=False)
    if notes:
        said = "\n".join(" ".join(note.split()) for note in notes)
        read = [*read, Missed("the page", "its comments are left out", minor=True, text=said)]
    return list(_placed(read, source))


def _is_main(tag: Tag) -> bool:
    return tag.name == "main" or tag.attributes.get("id") == "main-content"


def _as_heading(found: re.Match[str]) -> str:
    """A button that unfolds an answer as a heading."""
    unfolds = UNFOLDS.search(found[1]) or ASKS.search(one_line(found[2]))
    return f"<h6{found[1]}>Q: {found[2]}</h6>" if unfolds else found[0]


def _unpressed(found: re.Match[str]) -> str:
    """A heading without the button that unfolds what stands below it."""
    return re.sub(r"</?button\b[^<>]*>", "", found[0])


def _as_headings(root: Tag) -> None:
    """Make each question that the page marks as one a heading below all others."""
    level = min(4, 1 + max((int(each.name[1]) for each in root.all(*HEADINGS)), default=1))
    _change(root, f"h{level}")


def _change(tag: Tag, level: str) -> None:
    parts: list[Tag | str] = []
    for part in tag.parts:
        pairs = list(_pairs(part)) if isinstance(part, Tag) else []
        if isinstance(part, Tag) and not pairs and part.name not in ("li", "td", "blockquote"):
            _change(part, level)
        parts += [] if pairs else [part]
        for question, answer in pairs:
            inner = [heading for each in answer for heading in each.all(*HEADINGS)]
            names = sorted({heading.name for heading in inner})
            for heading in inner:
                heading.name = f"h{min(6, int(level[1]) + 1 + names.index(heading.name))}"
            ids = {"id": question.attributes["id"]} if "id" in question.attributes else {}
            parts.append(Tag(level, ids, [f"Q: {without_label(question.words())}"]))
            parts += [Tag("div", {}, each.parts) for each in answer]
    tag.parts = parts


def _pairs(tag: Tag) -> Iterator[tuple[Tag, list[Tag]]]:
    """The questions with their answers that an element stands for."""
    if tag.attributes.get("itemtype", "").endswith("/Question"):
        named = {each.attributes.get("itemprop"): each for each in reversed(list(tag.walk()))}
        if "name" in named and ("text" in named or "acceptedAnswer" in named):
            yield (
                replace(named["name"], attributes=tag.attributes | named["name"].attributes),
                [_without(tag, named["name"])],
            )
    elif tag.name == "details" and (summary := next(iter(tag.all("summary")), None)):
        rest = [part for part in tag.parts if part is not summary]
        yield (
            replace(summary, attributes=tag.attributes | summary.attributes),
            [Tag("div", {}, rest)],
        )
    elif tag.name == "dl" and any(ASKS.search(each.words()) for each in tag.all("dt")):
        terms: list[tuple[Tag, list[Tag]]] = []
        for part in (
            part for each in tag.tags for part in (each.tags if each.name == "div" else [each])
        ):
            if part.name == "dt":
                terms.append((part, []))
            elif terms:
                terms[-1][1].append(part)
        yield from terms


def _without(tag: Tag, part: Tag) -> Tag:
    """An element without one in it, and without what describes it."""
    parts = [
        each if isinstance(each, str) else _without(each, part)
        for each in tag.parts
        if each is not part
    ]
    return Tag(tag.name, {k: v for k, v in tag.attributes.items() if k not in DESCRIBED}, parts)


def _placed(rows: Iterable[Found | Missed], html: str) -> Iterator[Found | Missed]:
    """The rows with the lines of the page on which their first words stand."""
    breaks = [found.start() for found in re.finditer("\n", html)]
    at = left = 0
    for number, row in enumerate(rows, start=1):
        said = str(row.fields["question"]) if isinstance(row, Found) else row.text
        # The bounds keep the search linear in a page that repeats a word, or never ends a tag.
        between = r"(?:[^\w<&]|<[^>]{0,200}>|&[^;\s]{1,8};){1,200}"
        first = said.strip().partition("\n")[0]
        words = re.compile(between.join(re.findall(r"\w+", first)[:5]) or r"\Z")
        left += isinstance(row, Missed)
        found = words.search(html, at if isinstance(row, Found) else 0) if left < 200 else None
        if isinstance(row, Found) and found:
            at = found.end()
        line = bisect_left(breaks, found.start()) + 1 if found else 0
        yield replace(row, where=f"line {line}" if line else f"part {number}")


def _script(line: int, script: str) -> Iterator[Found | Missed]:
    try:
        value = loaded(script, strict=False)
    except (ValueError, RecursionError) as reason:
        yield Missed(f"line {line}", f"this JSON-LD can't be read ({reason})")
        return
    for page in data_lists.described(value):
        yield from data_lists.read(page, f"line {line}")
