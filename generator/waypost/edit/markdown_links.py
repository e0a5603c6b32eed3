"""The symbols in links of Markdown, in every form that `markdown.links` understands."""

import re
from collections.abc import Iterator
from typing import Final

from waypost.edit.symbol import NOWHERE, Scope, Symbol
from waypost.markdown.link_targets import KINDS
from waypost.markdown.links import ENDINGS, FOLDERS
from waypost.model.records import ENTRY_TYPES

DESTINATION: Final = re.compile(
    r"""\]\(\s*<?([^()\s<>"']+)"""  # [text](destination
    r"""|(?:^|(?<=\r))[ \t>]*\[[^\]\r\n]+\]:\s*<?([^\s<>]+)"""  # [label]: destination
    rf"""|<((?:{"|".join(KINDS)}):[^\s<>]+)>"""  # <faq:id>
    r"""|\b(?:href|src)=["']([^"'\s]+)""",  # a page of one's own may hold HTML
    re.MULTILINE,
)
NAVIGATION: Final = re.compile(r"""[\s:"'\[,]((?:[\w-]+/)+(?:[\w-]+\.md)?)(?=["'\s\],}]|$)""")
NAMES: Final = {cls.kind.link: cls.kind.name for cls in ENTRY_TYPES}
"""The kinds as references name them, by their names in links."""


def linked(raw: str, offset: int = 0, *, bare: bool = True) -> Iterator[Symbol]:
    """The symbols in the links of ``raw``, which stands at ``offset``.

    ``bare`` also takes a link that is nothing but an id, as texts of a knowledge base may hold.
    """
    for match in DESTINATION.finditer(raw):
        group = match.lastindex or 1
        yield from _destination(match[group], offset + match.start(group), bare=bare)


def navigated(settings: str) -> Iterator[Symbol]:
    """The symbols in the paths of a navigation, as `mkdocs.yml` holds it."""
    for match in NAVIGATION.finditer(settings):
        yield from _path(ENDINGS.sub("", match[1]), match.start(1), bare=False)


def _destination(link: str, offset: int, *, bare: bool) -> Iterator[Symbol]:
    scheme, colon, rest = link.partition(":")
    if colon:
        kind = KINDS.get(scheme.lower())
        if kind is not None and "//" not in link:
            yield from _named(kind, rest, offset + len(scheme) + 1)
        return
    path = re.split("[?#]", link, maxsplit=1)[0]
    if not path:
        if bare and link.startswith("#"):
            yield _at("any", link[1:], offset + 1)
        return
    up = re.match(r"(?:\.{0,2}/)*", path)
    start = up.end() if up else 0
    yield from _path(ENDINGS.sub("", path[start:]), offset + start, bare=bare)


def _path(path: str, offset: int, *, bare: bool) -> Iterator[Symbol]:
    first, slash, rest = path.partition("/")
    kind = FOLDERS.get(first)
    if kind and rest:
        yield from _named(kind, rest, offset + len(first) + 1)
    elif slash and "/" not in rest:
        yield from _named("outcome", path, offset)
    elif not slash:
        yield _at("any" if bare else "tree", path, offset)


def _named(kind: str, path: str, offset: int) -> Iterator[Symbol]:
    plain = re.split("[?#]", path, maxsplit=1)[0].rstrip("/")
    if kind != "outcome":
        yield _at(NAMES[kind], plain, offset)
        return
    tree, _, outcome = plain.partition("/")
    yield _at("tree", tree, offset)
    yield _at("outcome", outcome, offset + len(tree) + 1, Scope(tree))


def _at(kind: str, text: str, start: int, scope: Scope = NOWHERE) -> Symbol:
    return Symbol(kind, text, start, start + len(text), scope)
