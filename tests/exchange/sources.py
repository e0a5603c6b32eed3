"""Generated sources in the shapes that people keep questions in, and what they say."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

Block = tuple[str, object]


@dataclass(frozen=True)
class Question:
    """A question: its topic, and its answer as blocks that each shape writes in its own way."""

    words: str
    topic: str
    blocks: tuple[Block, ...]


WORDS = [
    *("parcel", "refund", "order", "invoice", "ticket", "basket", "voucher", "Größe", "café"),
    *("naïve", "año", "返品", "заказ", "payment", "window", "label", "box", "store", "courier"),
    *("customs", "balance", "review", "100%", "e-mail", "e.g.", "C#", "3.5", "R&D"),
]


def _some(chance: random.Random, number: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(number))


def questions(seed: int, tag: str) -> list[Question]:
    """Six questions in two topics, which no other seed and ``tag`` has."""
    chance = random.Random(seed)
    made = []
    for number in range(6):
        blocks: list[Block] = [("text", (_some(chance, 6), _some(chance, 2), _some(chance, 4)))]
        for kind in chance.sample(["list", "numbers", "table", "code", "text", "link"], 3):
            match kind:
                case "list" | "numbers":
                    blocks.append((kind, [_some(chance, 3) for _ in range(3)]))
                case "table":
                    blocks.append((kind, [[_some(chance, 2) for _ in "ab"] for _ in "abc"]))
                case "code":
                    blocks.append((kind, f"if a < {number}:\n    run('*{seed}*')"))
                case "link":
                    blocks.append((kind, (_some(chance, 2), "https://e.org/a_(b)?c=1")))
                case _:
                    blocks.append(("text", (_some(chance, 5), _some(chance, 1), _some(chance, 3))))
        words = f"How about {tag} {seed} {number} {_some(chance, 2)}?"
        made.append(Question(words, f"{tag} topic {number // 3}", tuple(blocks)))
    return made


def markdown(question: Question) -> str:
    """An answer as Markdown."""
    parts = []
    for kind, value in question.blocks:
        match kind, value:
            case "text", (str(a), str(b), str(c)):
                parts.append(f"{a} **{b}** {c}.")
            case "list", list(items):
                parts.append("\n".join(f"- {item}" for item in items))
            case "numbers", list(items):
                parts.append("\n".join(f"{n}. {item}" for n, item in enumerate(items, 2)))
            case "table", list(rows):
                lines = [f"| {' | '.join(row)} |" for row in rows]
                parts.append("\n".join([lines[0], "| --- | --- |", *lines[1:]]))
            case "code", str(code):
                parts.append(f"```\n{code}\n```")
            case "link", (str(words), str(address)):
                parts.append(f"See [{words}]({address}).")
    return "\n\n".join(parts)


def html(question: Question) -> str:
    """An answer as HTML."""
    parts = []
    for kind, value in question.blocks:
        match kind, value:
            case "text", (str(a), str(b), str(c)):
                parts.append(f"<p>{escape(a)} <strong>{escape(b)}</strong> {escape(c)}.</p>")
            case "list" | "numbers", list(items):
                tag = "ul" if kind == "list" else "ol"
                start = "" if kind == "list" else ' start="2"'
                inner = "".join(f"<li><p>{escape(item)}</p></li>" for item in items)
                parts.append(f"<{tag}{start}>{inner}</{tag}>")
            case "table", list(rows):
                cells = ("".join(f"<td><p>{escape(c)}</p></td>" for c in row) for row in rows)
                parts.append(f"<table><tbody>{''.join(f'<tr>{c}</tr>' for c in cells)}</table>")
            case "code", str(code):
                parts.append(f"<pre><code>{escape(code)}</code></pre>")
            case "link", (str(words), str(address)):
                parts.append(f'<p>See <a href="{escape(address)}">{escape(words)}</a>.</p>')
    return "\n".join(parts)


def told(question: Question) -> list[str]:
    """The words of an answer, a text for each of its parts, as readers see them."""
    seen: list[str] = []
    for kind, value in question.blocks:
        match kind, value:
            case "text", (str(a), str(b), str(c)):
                seen.append(f"{a} {b} {c}.")
            case "list" | "numbers", list(items):
                seen += items
            case "table", list(rows):
                seen += (cell for row in rows for cell in row)
            case "code", str(code):
                seen.append(code)
            case "link", (str(words), _):
                seen.append(f"See {words}.")
    return [" ".join(text.split()) for text in seen]


def _topics(of: list[Question]) -> dict[str, list[Question]]:
    found: dict[str, list[Question]] = {}
    for each in of:
        found.setdefault(each.topic, []).append(each)
    return found


def _sections(
    of: list[Question], topic: Callable[[str], str], question: Callable[[Question], str]
) -> str:
    parts = (
        topic(name) + "\n\n" + "\n\n".join(map(question, each))
        for name, each in _topics(of).items()
    )
    return "\n\n".join(parts) + "\n"


def _lists(of: list[Question], answer: Callable[[Question], str]) -> object:
    return [
        {"title": topic, "questions": [{"q": e.words, "a": answer(e)} for e in each]}
        for topic, each in _topics(of).items()
    ]


def _yaml(of: list[Question]) -> str:
    lines = []
    for topic, each in _topics(of).items():
        lines += [f"- category: {topic}", "  items:"]
        for one in each:
            text = markdown(one).replace("\n", "\n        ").replace("\n        \n", "\n\n")
            lines += [f'    - question: "{one.words}"', f"      answer: |\n        {text}"]
    return "\n".join(lines) + "\n"


def _table(of: list[Question]) -> str:
    out = io.StringIO()
    rows = [[each.topic, each.words, markdown(each)] for each in of]
    csv.writer(out, delimiter=";").writerows([["Thema", "Frage", "Antwort"], *rows])
    return "sep=;\n" + out.getvalue()


def _zendesk(of: list[Question]) -> object:
    sections = {topic: number for number, topic in enumerate(_topics(of))}
    return {
        "sections": [{"id": number, "name": topic} for topic, number in sections.items()],
        "articles": [
            {"id": 100 + n, "title": e.words, "body": html(e), "section_id": sections[e.topic]}
            for n, e in enumerate(of)
        ],
    }


def _details(of: list[Question]) -> str:
    return _sections(
        of,
        lambda topic: f"<h2>{topic}</h2>",
        lambda e: f"<details><summary>{escape(e.words)}</summary>{html(e)}</details>",
    )


def _indented(text: str, by: int) -> str:
    return "\n".join(" " * by + line if line else "" for line in text.split("\n"))


def _linked_data(of: list[Question]) -> str:
    nodes = [
        {
            "@type": "Question",
            "name": e.words,
            "acceptedAnswer": {"@type": "Answer", "text": html(e)},
        }
        for e in of
    ]
    page = {"@context": "https://schema.org", "@type": "FAQPage", "mainEntity": nodes}
    return f'<script type="application/ld+json">{json.dumps(page)}</script>'


def _page(body: str) -> str:
    return f"<html><body><nav>Menu</nav><main>{body}</main></body></html>"


SHAPES: dict[str, tuple[str, Callable[[list[Question]], str]]] = {
    "headings": (
        "faq.md",
        lambda of: (
            "# FAQ\n\n"
            + _sections(of, lambda t: f"## {t}", lambda e: f"### {e.words}\n\n{markdown(e)}")
        ),
    ),
    "numbered": (
        "faq.md",
        lambda of: (
            "# FAQ\n\n"
            + _sections(
                of, lambda t: f"## {t}", lambda e: f"### 2. Q: {e.words}\n\nA: {markdown(e)}"
            )
        ),
    ),
    "bold": (
        "faq.md",
        lambda of: _sections(of, lambda t: f"# {t}", lambda e: f"**{e.words}**\n\n{markdown(e)}"),
    ),
    "labels": (
        "faq.md",
        lambda of: _sections(of, lambda t: f"# {t}", lambda e: f"Q: {e.words}\n\nA: {markdown(e)}"),
    ),
    "items": (
        "faq.md",
        lambda of: _sections(
            of, lambda t: f"# {t}", lambda e: f"* **{e.words}**\n\n{_indented(markdown(e), 4)}"
        ),
    ),
    "summaries": (
        "faq.md",
        lambda of: _sections(
            of,
            lambda t: f"# {t}",
            lambda e: (
                f"<details>\n<summary>{escape(e.words)}</summary>\n\n{markdown(e)}\n\n</details>"
            ),
        ),
    ),
    "page": (
        "page.html",
        lambda of: _page(
            _sections(
                of, lambda t: f"<h2>{t}</h2>", lambda e: f"<h3>{escape(e.words)}</h3>{html(e)}"
            )
        ),
    ),
    "details": ("page.html", lambda of: _page(_details(of))),
    "terms": (
        "page.html",
        lambda of: _page(
            _sections(
                of,
                lambda t: f"<h2>{t}</h2>",
                lambda e: f"<dl><dt>{escape(e.words)}</dt><dd>{html(e)}</dd></dl>",
            )
        ),
    ),
    "linked-data": ("page.html", lambda of: _page(_linked_data(of))),
    "yaml": ("faq.yml", _yaml),
    "json": ("faq.json", lambda of: json.dumps(_lists(of, markdown))),
    "json-html": ("faq.json", lambda of: json.dumps(_lists(of, html))),
    "zendesk": ("articles.json", lambda of: json.dumps(_zendesk(of))),
    "table": ("faq.csv", _table),
}
"""Writers of sources by the names of shapes, and how such a file is called."""

WITHOUT_TOPICS = {"linked-data"}
