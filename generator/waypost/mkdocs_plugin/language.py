"""The language of a site: what its pages are marked with, and what the theme says in it."""

import re
from collections.abc import Collection, Mapping
from typing import Final

TAG: Final = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
"""A language as BCP 47 writes it, near enough to stand in a page."""

RIGHT_TO_LEFT: Final = frozenset(
    {"ar", "ckb", "dv", "fa", "he", "ks", "ku", "ps", "sd", "ug", "ur", "yi"}
)

ENGLISH: Final[Mapping[str, str]] = {
    "search.result.none": "Nothing here answers that.",
    "search.result.one": "1 answer",
    "search.result.other": "# answers",
    "search.result.placeholder": "Type a few words, or a whole question",
    "search.result.initializer": "Loading the search…",
    "search.result.best": "The # best answers",
    "toc": "On this page",
}
"""Our words in place of the theme's, by the theme's own names, and one that the theme has none for:
of the best answers, where there are more."""


def tag(language: str) -> str:
    """``language`` as a page may name it; English where it is none.

    >>> tag("pt-br"), tag("not a language")
    ('pt-br', 'en')
    """
    return language if TAG.fullmatch(language) else "en"


def spoken(language: str, known: Collection[str]) -> str:
    """Of the languages ``known`` to the theme, the one for ``language``; English where none is.

    >>> spoken("de-CH", {"de", "en"}), spoken("pt-br", {"pt", "pt-BR"}), spoken("tlh", {"en"})
    ('de', 'pt-BR', 'en')
    """
    by_name = {each.lower(): each for each in known}
    parts = tag(language).lower().split("-")
    wanted = ("-".join(parts[:end]) for end in range(len(parts), 0, -1))
    return next((by_name[each] for each in wanted if each in by_name), "en")


def direction(language: str) -> str:
    """In which direction ``language`` is written, as HTML names it.

    >>> direction("ar-EG"), direction("de"), direction("az-Arab")
    ('rtl', 'ltr', 'rtl')
    """
    first, *more = tag(language).split("-")
    scripts = {part.lower() for part in more if len(part) == 4}
    arabic = bool(scripts & {"arab", "hebr", "syrc", "thaa", "nkoo"})
    return "rtl" if arabic or (first.lower() in RIGHT_TO_LEFT and not scripts) else "ltr"
