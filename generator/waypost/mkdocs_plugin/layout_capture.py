"""The theme's part of pages drawn by the theme: once for each kind of page, with markers in it.

Material takes a few milliseconds for a page, nearly all of it for what is the same on every page.
So it draws one page of each kind with markers in place of the page's own texts, and the others are
that page with their texts put in. The first pages of each kind are drawn by the theme as well: a
site whose templates look at more than the texts gets every page from the theme, as before.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NoReturn

from jinja2 import pass_context
from jinja2.runtime import Context
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from waypost.mkdocs_plugin.layout import (
    CHANGING,
    META_TEXTS,
    SLOT,
    SLOTS,
    Key,
    Seams,
    Sheet,
    Shell,
    file_and_line,
    key_of,
    texts,
)

THEME: Final = "main.html"

COMPARED: Final = 2
"""So many pages of each kind are drawn by the theme too, and compared."""

CONTEXT: Final = frozenset(
    {
        "nav",
        "pages",
        "base_url",
        "extra_css",
        "extra_javascript",
        "mkdocs_version",
        "build_date_utc",
        "config",
        "page",
    }
)
"""What MkDocs itself hands to a page's template."""

KEPT: Final = re.compile(r"<(pre|textarea|script|style)\b.*?</\1>|(\s*\n)\s*", re.DOTALL)


class _Unforeseen(Exception):
    """A template asked more of a page than to print its texts."""


class _Marker(str):
    """A text that a template may print and find there, but not look into."""

    __slots__ = ()

    def __new__(cls, name: str, before: str = "", after: str = "") -> _Marker:
        """The marker of the slot ``name`` in its surroundings."""
        return super().__new__(cls, f"{before}\ue000{SLOTS.index(name)}\ue001{after}")

    def __bool__(self) -> bool:
        """There are markers for texts only that are there."""
        return True

    def __contains__(self, part: object) -> bool:
        """Whether there is a heading, which tells kinds apart; nothing else is known."""
        if part != "<h1":
            raise _Unforeseen(part)
        return super().__contains__("<h1")

    def _unforeseen(self, *_: object) -> NoReturn:
        raise _Unforeseen

    def __eq__(self, other: object) -> bool:
        """Caches compare markers; a template would compare one with what it knows of a page."""
        if isinstance(other, _Marker):
            return super().__eq__(other)
        raise _Unforeseen(other)

    __ne__ = __lt__ = __gt__ = __len__ = __getitem__ = __iter__ = _unforeseen
    __hash__ = str.__hash__


@dataclass(slots=True)
class _Stand:
    """A page with markers for its texts, as templates see it."""

    title: str
    content: str
    url: str
    canonical_url: str | None
    abs_url: str | None
    edit_url: str | None
    meta: Mapping[str, Any]
    toc: TableOfContents
    is_homepage: bool = False
    is_page: bool = True
    is_section: bool = False
    is_link: bool = False
    active: bool = True
    parent: None = None
    children: None = None
    previous_page: None = None
    next_page: None = None
    ancestors: Sequence[Any] = ()

    def __getattr__(self, name: str) -> NoReturn:
        raise _Unforeseen(name)


@dataclass(slots=True)
class Shells:
    """The shells of one build. ``own`` are the files that the theme draws: its navigation's.

    ``seams`` takes those of pages whose files are in ``sewn``, by their addresses.
    """

    own: Collection[str]
    sewn: Collection[str] = ()
    seams: dict[str, Seams] = field(default_factory=dict)
    _known: dict[Key, Shell] = field(default_factory=dict)

    @pass_context
    def page(self, context: Context) -> str:
        """The whole of the page that ``context`` is about."""
        html = self._page(context)
        page: Page = context["page"]
        if page.file.src_uri in self.sewn and (found := _seams(context, page, html)):
            self.seams[page.url] = found
        return html

    def _page(self, context: Context) -> str:
        page: Page = context["page"]
        if (
            page.file.src_uri in self.own
            or context.get_all().keys() - context.environment.globals - CONTEXT
        ):
            return drawn(context)
        name, found = key_of(page), texts(page)
        shell = self._known.get(name)
        if shell is None:
            shell = self._known[name] = Shell(_pieces(context, page))
        if shell.pieces is None:
            return drawn(context)
        html = shell.filled(found)
        if shell.compared < COMPARED:
            shell.compared += 1
            right = drawn(context)
            if html != right:
                shell.pieces = None
                return right
        return html

    def ready(self, page: Sheet) -> Shell | None:
        """The shell that ``page`` goes into; None while, or where, the theme has to draw it."""
        found = self._known.get(key_of(page))
        if found is None or found.pieces is None or found.compared < COMPARED:
            return None
        return found

    def every(self) -> Iterator[tuple[Key, Shell]]:
        """The shells that pages were put into, by what their pages share."""
        return ((name, found) for name, found in self._known.items() if found.pieces is not None)


def drawn(context: Context) -> str:
    """The page as the theme draws it, without the white space between its tags."""
    html = _theme(context, context["page"])
    own = context["page"].content or ""
    before, found, after = html.partition(own) if own else (html, "", "")
    return squeezed(before) + found + squeezed(after)


def squeezed(html: str) -> str:
    """``html`` without indentation and empty lines, which readers never see.

    >>> squeezed("<p>a\\n\\n  <b>b</b></p><pre>\\n\\n c</pre>")
    '<p>a\\n<b>b</b></p><pre>\\n\\n c</pre>'
    """
    return KEPT.sub(lambda found: "\n" if found[2] else found[0], html)


def _theme(context: Context, page: Page | _Stand) -> str:
    template = context.environment.get_template(THEME)
    return template.render({**context.parent, "page": page})


def _pieces(context: Context, page: Page) -> list[str] | None:
    """What the theme makes of a page like ``page``, cut at its texts."""
    try:
        html = _theme(context, _stand(page))
    except _Unforeseen:
        return None
    pieces = SLOT.split(squeezed(html))
    return pieces if pieces[1::2].count(str(SLOTS.index("content"))) == 1 else None


def _seams(context: Context, page: Page, html: str) -> Seams:
    """The seams of ``page``, drawn as ``html``; none where the theme looks into what may change."""
    whole, found = (page.content, page.meta), texts(page)
    marked = {name: _Marker(f"meta.{name}") for name in CHANGING if name in page.meta}
    try:
        page.content = _Marker("content", "<h1 " if "<h1" in (page.content or "") else "")
        page.meta = {**page.meta, **marked}
        pieces = SLOT.split(squeezed(_theme(context, page)))
    except _Unforeseen:
        return ()
    finally:
        page.content, page.meta = whole
    seams, place = [], 0
    for number, piece in enumerate(pieces):
        text = found[SLOTS[int(piece)]] if number % 2 else piece
        end = place + len(text.encode())
        if number % 2:
            seams.append((SLOTS[int(piece)], place, end))
        if html[: len(text)] != text:
            return ()
        html, place = html[len(text) :], end
    return () if html else tuple(seams)


def _stand(page: Page) -> _Stand:
    meta = {
        name: _Marker(f"meta.{name}") if name in META_TEXTS else value
        for name, value in page.meta.items()
    }
    parent, slash, _ = page.url.rstrip("/").rpartition("/")
    # Material looks for a heading in the content, to add one.
    heading = "<h1 " if "<h1" in (page.content or "") else ""
    return _Stand(
        title=_Marker("title"),
        content=_Marker("content", heading),
        url=_Marker("name", parent + slash, "/"),
        canonical_url=page.canonical_url and _Marker("canonical_url"),
        abs_url=page.abs_url and _Marker("abs_url"),
        edit_url=page.edit_url and str(_Marker("line", file_and_line(page)[0])),
        meta=meta,
        toc=TableOfContents([_link(each, page) for each in page.toc]),
    )


def _link(link: AnchorLink, page: Page) -> AnchorLink:
    title = _Marker("title") if link.title == page.title else link.title
    copy = AnchorLink(title, link.id, link.level)
    copy.children = [_link(each, page) for each in link.children]
    return copy
