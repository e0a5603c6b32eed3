"""A second opinion on converted HTML, which shares no code with the converter."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

INSIDE = "waypost-root:/"
ATTRIBUTES = {
    "a": {"href", "title", "rel"},
    "blockquote": set(),
    "br": set(),
    "code": set(),
    "del": set(),
    "div": {"class", "role", "tabindex", "aria-label"},
    "em": set(),
    "h3": {"id"},
    "h4": {"id"},
    "h5": {"id"},
    "h6": {"id"},
    "hr": set(),
    "img": {"src", "alt", "title", "width", "height", "loading", "decoding"},
    "li": {"class"},
    "ol": {"start"},
    "p": {"class"},
    "pre": set(),
    "span": {"class", "data-answer", "data-fact"},
    "strong": set(),
    "table": set(),
    "tbody": set(),
    "td": {"class"},
    "th": {"class", "scope"},
    "thead": set(),
    "tr": set(),
    "ul": set(),
}
HREF = re.compile(rf"#[\w%]|{INSIDE}(?![/\\])|https://[A-Za-z0-9]|mailto:[^\s]+@|tel:\+?[0-9(]")
CLASS = re.compile(r"wp-[a-z-]+( wp-[a-z-]+)*")
VOID = {"br", "hr", "img"}


class Reader(HTMLParser):
    """Reads HTML as a browser would, and fails on anything that isn't ours."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ATTRIBUTES, f"<{tag}>"
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            assert name in ATTRIBUTES[tag], f"<{tag} {name}>"
            self._value(name, value or "")

    def _value(self, name: str, value: str) -> None:
        if name == "href":
            assert HREF.match(value), value
        if name == "src":
            assert value.startswith(INSIDE), value
        if name in ("href", "src"):
            assert not any(unicodedata.category(char)[0] in "CZ" for char in value), value
            assert "\\" not in value
        if name == "class":
            assert CLASS.fullmatch(value), value

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}>"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"<!{decl}>")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"<![{data}>")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"<?{data}>")


def assert_safe(html: str) -> str:
    """Fail unless ``html`` holds nothing but what a text may become; gives the text in it."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    inside = html.count(INSIDE)
    assert inside == len(re.findall(rf'(?:href|src)="{INSIDE}', html)), "a made-up site address"
    return "".join(reader.text)
