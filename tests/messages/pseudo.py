"""A language in which every word of ours is disguised, and a site whose own texts are numbers.

What has a letter of the Latin alphabet in such a site is hard-wired, or isn't ours.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

import material

from tests.build import project
from waypost.core.messages import known_messages

LANGUAGE = "en-XA"
OTHER = "en-XB"
PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ODD = "åƀçđéƒĝĥîĵķļɱñöþɋŕšţûṽŵẋýžÅƁÇĐÉƑĜĤÎĴĶĻṀÑÖÞɊŔŠŢÛṼŴẊÝŽ"
ACCENTS = str.maketrans(PLAIN, ODD)
VALUE = re.compile(r"(%\(\w+\)s)")

THEIRS = frozenset(
    re.findall(
        r'"[\w.]+": "(.*)"',
        (Path(material.__file__).parent / "templates/partials/languages/en.html").read_text(
            "utf-8"
        ),
    )
) | {"Made with", "Material for MkDocs"}
"""The theme's words."""

CONTENT = re.compile(
    r"\b(?:wombat|January|February|March|April|May|June|July|August|September|October|November|"
    r"December|days?|EUR|or|and|x\.example)\b|https?://\S+|\S+@\S+|en-X[AB]|%\(\w+\)s|\{[^{}]+\}"
)
"""Words that aren't ours: one of the content, to be mistyped; CLDR's months, units and lists;
addresses, tags and places for values."""

MORE: Final = "".join(
    f"  - {{id: q{n}, question: '{n}?', answer: '{n}.', category: one, reviewed: 2020-03-01}}\n"
    for n in range(1000, 1260)
)
"""Questions for more than one page of a topic, and of A to Z."""


def disguised(text: str) -> str:
    """``text`` with accents, in brackets; values stay."""
    parts = [
        part if at % 2 else part.translate(ACCENTS) for at, part in enumerate(VALUE.split(text))
    ]
    return f"⟦{''.join(parts)}⟧"


def catalog() -> str:
    """The catalog of the language."""
    return "\n".join(
        f"msgid {_quoted(entry.ids[0])}\n"
        + (
            f"msgid_plural {_quoted(entry.ids[1])}\n"
            + "".join(
                f"msgstr[{n}] {_quoted(disguised(text))}\n" for n, text in enumerate(entry.ids)
            )
            if len(entry.ids) > 1
            else f"msgstr {_quoted(disguised(entry.ids[0]))}\n"
        )
        for entry in known_messages()
    )


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def make(folder: Path) -> None:
    """The site's sources in ``folder``."""
    known = (Path(__file__).parent / "pseudo.yaml").read_text(encoding="utf-8")
    project.make(folder, known.replace("\ntrees:", f"\n{MORE}trees:"))
    (folder / "locales").mkdir()
    for language in (LANGUAGE, OTHER):
        (folder / "locales" / f"{language}.po").write_text(catalog(), encoding="utf-8")
    (folder / "content" / "about.md").write_text(
        "---\ntitle: '2'\nfeatured: true\n---\n# 2\n\n3 {{ waypost.tree(\"t\") }}\n"
    )
    settings = (
        project.SETTINGS.replace("Help", "'1'") + "site_url: https://x.example/\ncopyright: ''\n"
    )
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")


def plain_words(text: str) -> str:
    """The part of ``text`` that is neither disguised nor the theme's or the content's."""
    if text.strip() in THEIRS:
        return ""
    left = CONTENT.sub("", text)
    return text if re.search(r"[A-Za-z]", left) else ""


SAID = {
    "aria-label",
    "title",
    "placeholder",
    "alt",
    "data-copy-link",
    "data-copy-text",
    "data-expand",
    "data-failed",
    "data-leads",
    "data-md-tooltip",
    "data-steps",
    "data-subject",
    "data-thanks",
    "data-unsent",
    "data-word",
    "data-wp-failed",
}
ABOUT = {"description", "og:title", "og:description"}
UNSEEN = {"script", "style", "template", "noscript"}


class _Words(HTMLParser):
    """Collects all that a page says, by where: in texts, attributes and its head."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag in UNSEEN:
            self.within.append(tag)
        self.found += [text for name, text in attrs if name in SAID and text]
        if tag == "meta" and ABOUT & {known.get("name"), known.get("property")}:
            self.found.append(known["content"] or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN and self.within:
            self.within.pop()

    def handle_data(self, data: str) -> None:
        if not self.within:
            self.found.append(data)


def words_of(html: str) -> list[str]:
    """All that a page says to readers."""
    reader = _Words()
    reader.feed(html)
    return reader.found
