"""Numbers with their units, as a language says them."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from waypost.core import cldr
from waypost.model import scalars
from waypost.model.records import Unit

JOINED_UNITS: Final = ("%", "‰", "°")
CATEGORIES: Final = ("zero", "one", "two", "few", "many", "other")
PLURAL: Final = re.compile(r"([A-Za-z]+?)(?:ies|(?<=ss|ch|sh)es|(?<=x)es|s)")
HEAD: Final = re.compile(
    r"\S+(?=\s*(?:$|[/(,]|\b(?:a|an|ago|each|every|of|or|per|in|from|after|before)\b))"
)
"""The word of a unit that is plural: its last, or that before “a day”, “of leave” and the like."""

NO_PLURAL: Final = re.compile(
    r".{1,3}|.*(?:ss|us|sis)|canvas|atlas|lens|news|series|species|means|axis"
)
IRREGULAR: Final = {
    "people": "person",
    "children": "child",
    "men": "man",
    "women": "woman",
    "feet": "foot",
    "pence": "penny",
    "halves": "half",
    "potatoes": "potato",
    "tomatoes": "tomato",
    "buses": "bus",
    "bonuses": "bonus",
    "caches": "cache",
    "movies": "movie",
    "cookies": "cookie",
    "calories": "calorie",
    "menus": "menu",
    "hrs": "hr",
    "yrs": "yr",
    "lbs": "lb",
    "pcs": "pc",
}

CURRENCY_FIRST: Final = frozenset({"cy", "en", "ga", "ja", "ko", "mt", "zh"})
"""Languages that write a currency's sign before the number; others write it behind a space."""

AMOUNT: Final = re.compile(r"\s*-?[0-9]")


@dataclass(frozen=True, slots=True)
class UnitWords:
    """The ways to say numbers of one unit in a language.

    ``forms`` are by CLDR's plural categories, each with ``{}`` for the number; there are none
    where the number has no unit. ``digits`` are the decimals that a number has at least.
    """

    language: str = "en"
    forms: Mapping[str, str] = field(default_factory=dict)
    digits: int = 0

    def number(self, written: str) -> str:
        """The number alone; what is no number stays as it is.

        A number without a unit may be a year, and isn't parted into groups.
        """
        if not scalars.NUMBER.fullmatch(written):
            return written
        size = cldr.say_number(
            written.removeprefix("-"), self.language, digits=self.digits, grouped=bool(self.forms)
        )
        return f"{cldr.minus(self.language)}{size}" if written.startswith("-") else size

    def say(self, written: str) -> str:
        """The number with its unit: ``5 days``, ``1 day``, ``£5``, ``29,90 €``."""
        number = self.number(written)
        form = self.form(written)
        if number != written or scalars.NUMBER.fullmatch(written):
            sign = cldr.minus(self.language) if written.startswith("-") else ""
            return sign + form.replace("{}", number.removeprefix(sign))
        # Words stand before a unit.
        amount = form.startswith("{}") or AMOUNT.match(written)
        return form.replace("{}", written) if amount else f"{written} {form.replace('{}', '')}"

    def form(self, written: str) -> str:
        """The form for a number; that for all others where it is none."""
        forms = self.forms
        if len(forms) > 1 and scalars.NUMBER.fullmatch(written):
            category = cldr.plural_category(written, self.language)
            return forms.get(category) or forms["other"]
        return forms.get("other", "{}")


def unit_words(unit: Unit | None, language: str, one: str = "") -> UnitWords:
    """The ways to say a unit. ``one`` is its form for one, where editors give it apart."""
    if unit is None:
        return UnitWords(language)
    written = {name: str(text) for name in CATEGORIES if (text := getattr(unit, name))}
    if one:
        written.setdefault("one", one)
    # A unit without this form is told, and read on.
    word = written.setdefault("other", "").strip()
    if len(written) > 1:
        return UnitWords(
            language, {name: _behind(each, language) for name, each in written.items()}
        )
    if found := cldr.currency_form(word, language):
        return UnitWords(language, {"other": found[0]}, found[1])
    if language.partition("-")[0].lower() != "en":
        if word == "%":
            return UnitWords(language, {"other": cldr.percent_form(language)})
        for name in (word, f"{word}s"):
            if name in cldr.DURATIONS:
                return UnitWords(language, cldr.unit_forms(name, language))
    # English says durations as they are written, and Babel needn't be loaded for them.
    forms = {"other": _behind(word, language)}
    if language.partition("-")[0].lower() == "en":
        forms["one"] = _behind(singular(word), language)
    return UnitWords(language, forms)


def _behind(word: str, language: str) -> str:
    """A unit in its place beside the number: behind it, but for a currency in some languages."""
    sign, _, rest = word.partition(" ")
    if is_currency(sign) and language.partition("-")[0].lower() in CURRENCY_FIRST:
        return f"{sign}{{}} {rest}".rstrip()
    if not word or "{}" in word:
        return word or "{}"
    return f"{{}}{word}" if word.startswith(JOINED_UNITS) else f"{{}} {word}"


def is_currency(unit: str) -> bool:
    """Tell if ``unit`` is a currency's sign, such as ``£`` or ``US$``, or its ISO code."""
    sign = unit[-1:] != "" and unicodedata.category(unit[-1]) == "Sc"
    return sign or cldr.currency_form(unit, "en") is not None


def singular(unit: str) -> str:
    """An English unit for one of it; a word that may be none of the regular plurals stays.

    >>> [singular(unit) for unit in ("days", "bus tickets", "copies", "boxes", "pass", "ms")]
    ['day', 'bus ticket', 'copy', 'box', 'pass', 'ms']
    """
    head = HEAD.search(unit)
    if head is None:
        return unit
    one = IRREGULAR.get(head[0])
    if one is None and not NO_PLURAL.fullmatch(head[0]) and (word := PLURAL.fullmatch(head[0])):
        one = word[1] + "y" * word[0].endswith("ies")
    return f"{unit[: head.start()]}{one or head[0]}{unit[head.end() :]}"
