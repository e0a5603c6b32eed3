"""Facts in hand-written pages: tokens that Markdown passes through, replaced in its HTML.

A value that stood in the Markdown would be Markdown: a link, an attribute list, a script. A token
of letters means nothing there; its value is put in later, escaped for the place that it ended in.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from markdown.extensions.toc import slugify
from markupsafe import escape
from mkdocs.structure.toc import AnchorLink

PREFIX: Final = "waypostfact"
DIGITS: Final = str.maketrans("0123456789", "abcdefghij")

CODE: Final = re.compile(
    r"(<(script|style)\b[^>]*>)(.*?)(?=</\2\s*>|\Z)|(<!--.*?(?:-->|\Z))|"
    r"""(</?[A-Za-z](?:[^<>"']|"[^"]*(?:"|\Z)|'[^']*(?:'|\Z))*)""",
    re.DOTALL | re.IGNORECASE,
)
"""An element whose text is code, a comment, or a tag without its end."""

ATTRIBUTE: Final = re.compile(
    r"""([^\s"'<>/=]+)(\s*=\s*)("[^"]*(?:"|\Z)|'[^']*(?:'|\Z)|[^\s"'<>]+)"""
)
IDS: Final = frozenset({"id", "for", "name", "headers", "list", "aria-labelledby"})
LINKS: Final = frozenset({"href", "cite"})
LOADS: Final = frozenset({"src", "poster", "data"})
WORDS: Final = frozenset({"alt", "title", "content", "value", "placeholder", "label", "summary"})
ADDRESS: Final = re.compile(r"(?:(?:https?|mailto|tel):|(?![^/?#]*:))", re.IGNORECASE)
"""Begins an address that leads somewhere: one of a common scheme, or a relative one."""

WHOLE_ADDRESS: Final = re.compile(r"(?:https?|mailto|tel):[^\s<>]+", re.IGNORECASE)
ELSEWHERE: Final = re.compile(r"[^/?#]*:|[/\\]{2}")
IGNORED_IN_ADDRESSES: Final = re.compile(r"[\x00-\x20\x7f-\x9f]+")
NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
NO_LETTER: Final = re.compile(r"[^A-Za-z0-9]")


@dataclass(slots=True)
class FactTokens:
    """The facts that a page with the text ``markdown`` shows, each as a token."""

    markdown: str
    values: dict[str, str] = field(default_factory=dict)
    _prefix: str = ""

    def __post_init__(self) -> None:
        self._prefix = PREFIX
        while self._prefix in self.markdown.lower():
            self._prefix += "q"

    def add(self, value: str) -> str:
        """A token for ``value``: lower-case letters, which no engine changes or splits."""
        for token, other in self.values.items():
            if other == value:
                return token  # one value makes one id of a heading, which Markdown then numbers
        token = f"{self._prefix}{str(len(self.values)).translate(DIGITS)}z"
        self.values[token] = value
        return token

    def put_in(self, html: str) -> str:
        """``html`` with the values in place of their tokens. They stay text wherever they stand."""
        if not self.values:
            return html
        html = re.sub(f"<({self._prefix}[a-j]+z)>", self._autolink, html)
        parts: list[str] = []
        done = 0
        for found in CODE.finditer(html):
            if self._prefix not in found[0]:
                continue
            parts.append(self.as_text(html[done : found.start()]))
            if found[2]:
                parts += [self._tag(found[1]), self._replaced(found[3], _code)]
            elif found[4]:
                parts.append(self.as_text(found[4]))
            else:
                parts.append(self._tag(found[5]))
            done = found.end()
        return "".join([*parts, self.as_text(html[done:])])

    def as_text(self, html: str) -> str:
        """``html`` that holds tokens in text or in quoted attributes for words."""
        return self._replaced(html, lambda value: str(escape(value)))

    def as_id(self, id: str) -> str:
        """The ``id`` of a heading, made of the words that it shows."""
        return self._replaced(id, lambda value: slugify(value, "-") or "fact")

    def name_headings(self, links: Iterable[AnchorLink]) -> None:
        """Put the values into the titles and ids of a table of contents."""
        for link in links:
            link.title, link.id = self.as_text(link.title), self.as_id(link.id)
            self.name_headings(link.children)

    def _replaced(self, text: str, put: Callable[[str], str]) -> str:
        if self._prefix not in text:
            return text
        token = re.compile(f"{self._prefix}[a-j]+z")
        return token.sub(lambda found: put(self.values[found[0]]), text)

    def _autolink(self, found: re.Match[str]) -> str:
        value = self.values.get(found[1], "")
        if WHOLE_ADDRESS.fullmatch(value):
            return f'<a href="{found[1]}">{found[1]}</a>'
        return f"&lt;{found[1]}&gt;"

    def _tag(self, tag: str) -> str:
        # What is left over stands in the name of a tag or of an attribute.
        return self._replaced(ATTRIBUTE.sub(self._attribute, tag), _code)

    def _attribute(self, found: re.Match[str]) -> str:
        name, equals, written = found.groups()
        if self._prefix not in written:
            return found[0]
        quote = written[0] if written[0] in "\"'" else '"'
        value = self._attribute_value(name.lower(), written.strip(quote))
        return f"{name}{equals}{quote}{value}{quote}"

    def _attribute_value(self, name: str, written: str) -> str:
        if name in WORDS or name.startswith(("aria-", "data-")):
            return self.as_text(written)
        if name in IDS or (name in LINKS and written.startswith("#")):
            return self.as_id(written)
        if name in LINKS | LOADS:
            address = unescape(self._replaced(written, lambda value: value))
            address = IGNORED_IN_ADDRESSES.sub("", address)
            if name in LINKS and ADDRESS.match(address):
                return self.as_text(written)
            if name in LOADS and not ELSEWHERE.match(address):
                return self.as_text(written)
        return self._replaced(written, _code)


def _code(value: str) -> str:
    """``value`` as the words of a string in a script; it means nothing outside of one.

    >>> _code("4.90"), _code("a(b)")
    ('4.90', 'a\\\\u0028b\\\\u0029')
    """
    if NUMBER.fullmatch(value):
        return value
    units = value.encode("utf-16-be", "surrogatepass")
    chars = (chr(units[at] << 8 | units[at + 1]) for at in range(0, len(units), 2))
    return "".join(NO_LETTER.sub(lambda found: f"\\u{ord(found[0]):04x}", each) for each in chars)
