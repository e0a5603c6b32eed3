"""Hand-written pages: facts and trees of the knowledge base put in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from waypost.mkdocs_plugin.fact_tokens import FactTokens
from waypost.model.placeholders import IN_PAGE
from waypost.pages import PageContext

if TYPE_CHECKING:
    from waypost.trees import Compiled


SIGN: Final = re.compile(
    r"[^\w\s.,/-]|_|[.,/-](?=[.,/-])|^[.,/-]|(?<=\d)\.(?=\s)|(?<=www)\.", re.IGNORECASE
)
"""Signs that may mean something to an engine; dots and strokes do in a few places only."""

SCHEME: Final = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
IN_ADDRESS: Final = re.compile(r"(\]\(\s*<?|\]:\s*<?|<)[^\s()<>\"']*\Z")
PICTURE: Final = re.compile(r"!\[[^\]]*\]\(\s*<?\Z")
IN_TAG: Final = re.compile(r"<[A-Za-z/!][^<>]*\Z")
WORDS: Final = re.compile(
    r"""\b(?:alt|title|content|value|placeholder|aria-\w+)=(?:"[^"]*|'[^']*)\Z"""
)
IN_CODE: Final = re.compile(r"<(script|style)\b(?!.*</\1)", re.IGNORECASE | re.DOTALL)


def escaped(value: str, before: str) -> str:
    """``value`` as plain words behind the Markdown ``before``, for an engine that is none of ours.

    Entities are text to every engine. In code they show as they are typed: that is plain, and safe.

    >>> escaped("[a](b)", "Call "), escaped("javascript:a", "[x](")
    ('&#91;a&#93;&#40;b&#41;', 'javascript%3Aa')
    """
    value = " ".join(value.split())
    address = IN_ADDRESS.search(before)
    begins = address is not None and address.end() == address.end(1)
    if begins and SCHEME.match(value) and not PICTURE.search(before):
        return quote(value, safe="/:@?&=#%+,.~-")
    if value and before.endswith("<"):
        return f"&#{ord(value[0])};{_words(value[1:])}"  # no tag begins with a sign
    if address or IN_CODE.search(before) or (IN_TAG.search(before) and not WORDS.search(before)):
        return quote(value, safe="/.,~-").replace("//", "/%2F")
    return _words(value)


def _words(value: str) -> str:
    return SIGN.sub(lambda found: "".join(f"&#{ord(sign)};" for sign in found[0]), value)


@dataclass(frozen=True, slots=True)
class Placeholders:
    """The placeholders of hand-written pages, resolved in a ``context``."""

    context: PageContext

    def fill(self, markdown: str, tokens: FactTokens) -> tuple[str, list[str], bool]:
        """``markdown`` with ``tokens`` in place of facts, and places marked for trees.

        Also returns the names that are neither a tree's nor a fact's, whose placeholders stay, and
        whether a tree is asked for.
        """
        return self._filled(markdown, lambda value, _: tokens.add(value))

    def fill_escaped(self, markdown: str) -> tuple[str, list[str], bool]:
        """As `fill`, with the facts themselves, escaped so that any engine takes them for words."""
        return self._filled(markdown, lambda value, start: escaped(value, markdown[:start]))

    def _filled(self, markdown: str, put: Callable[[str, int], str]) -> tuple[str, list[str], bool]:
        unknown: list[str] = []
        trees = False

        def text(found: re.Match[str]) -> str:
            nonlocal trees
            tree, fact = found.groups()
            if tree in self._trees:
                trees = True
                return _place(tree)
            value = self._value(fact or "")
            if value is None:
                unknown.append(tree or fact)
                return found[0]
            return put(value, found.start())

        return IN_PAGE.sub(text, markdown), unknown, trees

    def with_trees(self, html: str, page: str) -> str:
        """``html`` of the page at the address ``page`` with the trees put in."""
        for id, compiled in self._trees.items():
            if _place(id) in html:
                html = html.replace(_place(id), self._embedded(compiled, page))
        return html

    def values(self, markdown: str, page: str) -> Iterator[str]:
        """All that `fill` and `with_trees` put into the page at the address ``page``."""
        for tree, fact in IN_PAGE.findall(markdown):
            if tree in self._trees:
                yield self._embedded(self._trees[tree], page)
            else:
                yield self._value(fact) or ""

    def _embedded(self, compiled: Compiled, page: str) -> str:
        # The modules for trees take longer to import than a page to render.
        from waypost.pages import tree_pages

        return tree_pages.embedded(self.context, compiled, page)

    @property
    def _trees(self) -> dict[str, Compiled]:
        return {str(each.tree.id): each for each in self.context.site.trees}

    def _value(self, fact: str) -> str | None:
        facts = self.context.site.facts
        id = fact.removesuffix(".value")
        if id not in facts:
            return None
        return facts.value(id) if fact.endswith(".value") else facts.text(id)


def _place(tree: str) -> str:
    return f'<div data-waypost-tree="{tree}"></div>'
