"""Tags of languages (BCP 47), and in which direction each is written."""

import re
from typing import Final

TAG: Final = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
"""A language as BCP 47 writes it, near enough to stand in a page."""

RIGHT_TO_LEFT: Final = frozenset(
    {"ar", "ckb", "dv", "fa", "he", "ks", "ku", "ps", "sd", "ug", "ur", "yi"}
)


def tag(language: str) -> str:
    """``language`` as a page may name it; English where it is none.

    >>> tag("pt-br"), tag("not a language")
    ('pt-br', 'en')
    """
    return language if TAG.fullmatch(language) else "en"


def direction(language: str) -> str:
    """In which direction ``language`` is written, as HTML names it.

    >>> direction("ar-EG"), direction("de"), direction("az-Arab")
    ('rtl', 'ltr', 'rtl')
    """
    first, *more = tag(language).split("-")
    scripts = {part.lower() for part in more if len(part) == 4}
    arabic = bool(scripts & {"arab", "hebr", "syrc", "thaa", "nkoo"})
    return "rtl" if arabic or (first.lower() in RIGHT_TO_LEFT and not scripts) else "ltr"
