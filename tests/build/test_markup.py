"""A page read line by line says what it says when it is read whole."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as some

from waypost.build.verify import resolve
from waypost.core import page_markup

PIECES = (
    '<a href="x/">',
    "</a>",
    '<a\nhref="two/lines">',
    '<p id="a" style="color: red" onclick="b()">',
    "<script>f('<a href=no>')</script>",
    "<script>\n'<a href=\"no\">'\n</script>",
    '<script src="s.js"></script>',
    "<script>",
    "</script>",
    "<style>p{}</style>",
    "<style>\np{}\n</style>",
    "<!-- <a href=hidden> -->",
    "<!--\n<a href=hidden>\n-->",
    '<img alt="a > b\n<c" src="p.png">',
    "a < b",
    "\n",
    "\r\n",
    "<!doctype html>",
    "text",
)


@given(some.lists(some.sampled_from(PIECES), max_size=12))
def test_lines_and_the_whole_agree(pieces: list[str]) -> None:
    html = "".join(pieces)
    assert page_markup.read(html) == page_markup._piece(html)


def plainly(page: str, link: str, base: str) -> tuple[str | None, str]:
    """`resolve` without short cuts."""
    parts = urlsplit(link)
    path = unquote(parts.path)
    if not path:
        return page, parts.fragment
    if path.startswith("/"):
        if not path.startswith(base):
            return None, parts.fragment
        path = path[len(base) :]
    else:
        path = posixpath.join(posixpath.dirname(page), path)
    folder = path.endswith(("/", "/.", "/..")) or path in {"", ".", ".."}
    path = posixpath.normpath(path) if path else "."
    return (("index.html" if path == "." else path + "/index.html") if folder else path), (
        parts.fragment
    )


@pytest.mark.parametrize("page", ["index.html", "a/index.html", "a/b/index.html", "404.html"])
@given(
    some.lists(some.sampled_from(["..", ".", "a", "b.c", "", "%20", "?q", "#x", "a:b"]), max_size=5)
)
def test_links_lead_where_they_lead_without_short_cuts(page: str, parts: list[str]) -> None:
    link = "/".join(parts)
    assert resolve(page, link, "/") == plainly(page, link, "/")
