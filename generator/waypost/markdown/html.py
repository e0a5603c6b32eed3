"""Tokens to HTML, and the allow-list that has the last word on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import nh3
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from waypost.core import urls
from waypost.markdown.callouts import CALLOUT
from waypost.markdown.extensions import CALLOUTS
from waypost.markdown.inlines import FACT
from waypost.markdown.placeholder_masks import COLON

TAGS: Final = frozenset(
    {"a", "blockquote", "br", "code", "div", "em", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol"}
    | {"p", "pre", "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul"}
)
ATTRIBUTES: Final[dict[str, set[str]]] = {
    "a": {"href", "title", "rel"},
    "div": {"role", "tabindex", "aria-label"},
    "img": {"src", "alt", "title", "width", "height", "loading", "decoding"},
    "ol": {"start"},
    "span": {"data-fact"},
    "th": {"scope"},
}
CLASSES: Final[dict[str, set[str]]] = {
    "div": {"wp-callout", "wp-table", *(f"wp-callout-{kind}" for kind in CALLOUTS)},
    "p": {"wp-callout-title"},
    "span": {"wp-fact"},
    "td": {"wp-start", "wp-center", "wp-end"},
    "th": {"wp-start", "wp-center", "wp-end"},
}
SCHEMES: Final = {"https", "mailto", "tel", urls.ROOT.partition(":")[0]}


def clean(html: str) -> str:
    """``html`` without anything that isn't on the lists above."""
    kept = nh3.clean(
        html,
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        url_schemes=SCHEMES,
        link_rel=None,
    )
    return kept.replace(COLON, "&#58;").strip()


def add_rules(parser: MarkdownIt) -> None:
    """Teach the parser's renderer our own markup."""
    for name, rule in RULES.items():
        parser.add_render_rule(name, rule)


def _fact(_: RendererHTML, tokens: Sequence[Token], place: int, *__: Any) -> str:
    token = tokens[place]
    id = escapeHtml(str(token.meta["id"]))
    return f'<span class="wp-fact" data-fact="{id}">{escapeHtml(token.content)}</span>'


def _image(renderer: RendererHTML, tokens: Sequence[Token], place: int, *_: Any) -> str:
    return f"<img{renderer.renderAttrs(tokens[place])}>"


def _code(_: RendererHTML, tokens: Sequence[Token], place: int, *__: Any) -> str:
    return f"<pre><code>{escapeHtml(tokens[place].content)}</code></pre>\n"


def _table_open(_: RendererHTML, tokens: Sequence[Token], place: int, *__: Any) -> str:
    label = escapeHtml(str(tokens[place].meta.get("label", "")))
    name = f' role="group" aria-label="{label}"' if label else ""
    return f'<div class="wp-table" tabindex="0"{name}>\n<table>\n'


def _table_close(*_: Any) -> str:
    return "</table>\n</div>\n"


def _callout_open(_: RendererHTML, tokens: Sequence[Token], place: int, *__: Any) -> str:
    kind = tokens[place].meta[CALLOUT]
    return f'<div class="wp-callout wp-callout-{kind}" role="note">\n'


def _callout_close(*_: Any) -> str:
    return "</div>\n"


def _title_open(*_: Any) -> str:
    return '<p class="wp-callout-title">'


def _title_close(*_: Any) -> str:
    return "</p>\n"


RULES: Final = {
    FACT: _fact,
    "image": _image,
    "fence": _code,
    "code_block": _code,
    "table_open": _table_open,
    "table_close": _table_close,
    "callout_open": _callout_open,
    "callout_close": _callout_close,
    "callout_title_open": _title_open,
    "callout_title_close": _title_close,
}
