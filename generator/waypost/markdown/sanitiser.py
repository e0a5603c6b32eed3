"""HTML sanitiser: the allow-list that has the last word on what a text became."""

import re
from typing import Final

import nh3
from markupsafe import Markup

from waypost.core import urls
from waypost.markdown.callouts import CALLOUTS

TAGS: Final = frozenset(
    {
        "a",
        "blockquote",
        "br",
        "code",
        "del",
        "div",
        "em",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "img",
        "li",
        "ol",
    }
    | {"p", "pre", "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul"}
)
ATTRIBUTES: Final[dict[str, set[str]]] = {
    "a": {"href", "title", "rel"},
    "div": {"role", "tabindex", "aria-label"},
    "img": {"src", "alt", "title", "width", "height", "loading", "decoding"},
    "ol": {"start"},
    **{heading: {"id"} for heading in ("h3", "h4", "h5", "h6")},
    "span": {"data-answer", "data-fact"},
    "th": {"scope"},
}
CLASSES: Final[dict[str, set[str]]] = {
    "div": {"wp-callout", "wp-table", *(f"wp-callout-{kind}" for kind in CALLOUTS)},
    "li": {"wp-task"},
    "p": {"wp-callout-title"},
    "span": {"wp-fact"},
    "td": {"wp-start", "wp-center", "wp-end"},
    "th": {"wp-start", "wp-center", "wp-end"},
}
ROOT: Final = urls.ROOT.partition(":")[0]
SCHEMES: Final = {"https", "mailto", "tel", ROOT}

# The lists are read once: for each text that would take longer than to clean it.
_CLEANER: Final = nh3.Cleaner(
    tags=set(TAGS),
    attributes=ATTRIBUTES,
    allowed_classes=CLASSES,
    url_schemes=SCHEMES,
    link_rel=None,
)

_TAG: Final = re.compile(r'(<(?:"[^"]*"|[^">])*>)')
"""A tag as nh3 writes it: attributes stand in double quotes."""

_IN_WORDS: Final = re.compile(rf"({ROOT}):", re.IGNORECASE)
_IN_TAG: Final = re.compile(rf'(?<! href=")(?<! src=")({ROOT}):', re.IGNORECASE)


def clean(html: str) -> Markup:
    """``html`` without anything that isn't on the lists above.

    Outside of addresses, the colon of what looks like `urls.ROOT` is a character reference, so
    that no word becomes an address where links are settled.
    """
    kept = _CLEANER.clean(html)
    if ROOT in kept.lower():
        pieces = _TAG.split(kept)
        pieces[::2] = [_IN_WORDS.sub(r"\1&#58;", words) for words in pieces[::2]]
        pieces[1::2] = [_IN_TAG.sub(r"\1&#58;", tag) for tag in pieces[1::2]]
        kept = "".join(pieces)
    return Markup(kept.strip())  # noqa: S704 - this is what the allow-list leaves
