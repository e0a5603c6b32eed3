"""A tree of well-formed HTML, which nh3 writes, and what readers see of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Final

import nh3

TOKEN: Final = re.compile(
    r'([^<]+)|<!--(.*?)-->|<(/?)([a-z0-9]+)((?: [^\s"=>]+="[^"]*")*)>', re.DOTALL
)
"""A text, a comment or a tag, as nh3 writes them: values in double quotes, signs escaped."""

ATTRIBUTE: Final = re.compile(r' ([^\s"=]+)="([^"]*)"')
VOID: Final = frozenset({"br", "hr", "img", "input", "source", "embed", "col", "wbr"})
NESTING: Final = re.compile(r"<(/?)(?!p|li|t[rdh]|d[td]|br|hr|img|in|me)[a-zA-Z]")
DEEPEST: Final = 80
"""Levels of a tree; of tags further down the words stay."""

DEEPEST_READ: Final = 1_000
"""Levels that are read at all: what takes HTML apart needs quadratic time in them."""


@dataclass(slots=True)
class Tag:
    """An element: its name, its attributes, and its texts and elements in order."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    parts: list[Tag | str] = field(default_factory=list)

    @property
    def tags(self) -> list[Tag]:
        """The elements right in this one."""
        return [part for part in self.parts if isinstance(part, Tag)]

    def walk(self) -> Iterator[Tag]:
        """This element and all in it, in the order of the page."""
        left = [self]
        while left:
            tag = left.pop()
            yield tag
            left += reversed(tag.tags)

    def all(self, *names: str) -> list[Tag]:
        """The elements of these names anywhere in this one."""
        return [each for each in self.walk() if each is not self and each.name in names]

    def text(self) -> str:
        """Its words, with the white space as it stands."""
        return "".join(part if isinstance(part, str) else part.text() for part in self.parts)

    def words(self) -> str:
        """Its words in one line."""
        return " ".join(self.text().split())

    def html(self) -> str:
        """The element with its tags."""
        made = "".join(f' {name}="{escape(value)}"' for name, value in self.attributes.items())
        inside = self.inner()
        return f"<{self.name}{made}>" + ("" if self.name in VOID else f"{inside}</{self.name}>")

    def inner(self) -> str:
        """The HTML of all that is in it."""
        return "".join(
            escape(part, quote=False) if isinstance(part, str) else part.html()
            for part in self.parts
        )


def parsed(
    html: str,
    tags: Collection[str],
    attributes: Mapping[str, set[str]],
    dropped: Collection[str] = ("script", "style"),
    comment: Callable[[str], object] = str,
) -> Tag:
    """The tree of ``html``, of all but these ``tags`` and ``attributes`` the words.

    Nothing stays of the tags ``dropped``. ``comment`` is called with each comment.
    """
    if html.count("<") > DEEPEST_READ and _depth(html) > DEEPEST_READ:
        html = re.sub(r"<[^<>]*>", " ", html)
    kept = nh3.clean(
        html,
        tags=set(tags) - set(dropped),
        clean_content_tags=set(dropped),
        attributes={name: set(of) for name, of in attributes.items()},
        link_rel=None,
        strip_comments=False,
        url_schemes={"http", "https", "mailto", "tel", "data"},
    )
    root = Tag("div")
    path = [root]
    skipped = 0
    for text, said, end, name, given in TOKEN.findall(kept):
        if text:
            path[-1].parts.append(unescape(text))
        elif not name:
            comment(unescape(said).strip())
        elif end:
            if skipped:
                skipped -= 1
            elif len(path) > 1:
                path.pop()
        elif len(path) > DEEPEST and name not in VOID:
            skipped += 1
            path[-1].parts.append(" ")
        else:
            values = {key: unescape(value) for key, value in ATTRIBUTE.findall(given)}
            path[-1].parts.append(made := Tag(name, values))
            if name not in VOID:
                path.append(made)
    return root


def _depth(html: str) -> int:
    """Levels at the deepest place, as far as tags tell that have to be closed."""
    depth = deepest = 0
    for end in NESTING.findall(html):
        depth += -1 if end else 1
        deepest = max(deepest, depth)
    return deepest
