"""Numbers, units and dates as CLDR says them in a language, through Babel.

Babel takes its time to load, and most that is said needs none of it, so it is imported here, where
it is used. Digits are ASCII in every language, as they are in the texts around them. The pages'
script says numbers and dates by the browser's own CLDR data; tests/trees/said.json holds both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from decimal import Context, Decimal, localcontext
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from babel import Locale

DURATIONS: Final = frozenset({"minutes", "hours", "days", "weeks", "months", "years"})
"""The durations that are known, by the words that editors write for them."""

SMALL: Final = re.compile(r"[0-9]{1,3}")
"""A number that every language says as it is written."""


@cache
def locale_of(language: str) -> Locale:
    """The locale of a BCP 47 tag that CLDR knows, or the next more general one; else that of
    the world's English."""
    from babel import Locale, UnknownLocaleError

    parts = re.split("[-_]", language)
    for end in range(len(parts), 0, -1):
        with suppress(UnknownLocaleError, ValueError):
            return Locale.parse("_".join(parts[:end]))
    return Locale("en", "001")


def is_language(code: str) -> bool:
    """Tell if CLDR knows the language of a BCP 47 tag."""
    return locale_of(code).language == code.partition("-")[0].lower()


def plural_category(number: str, language: str) -> str:
    """The plural category of a number that is written in ASCII: ``one``, ``other``, ``few`` …"""
    if language.partition("-")[0].lower() == "en":
        return "one" if number in ("1", "-1") else "other"
    return str(locale_of(language).plural_form(Decimal(number)))


def say_number(number: str, language: str, *, digits: int = 0, grouped: bool = True) -> str:
    """A number without its sign, written in ASCII, with the language's signs: ``1.234,50``.

    It keeps the decimals that are written, and has ``digits`` of them at least.
    """
    if SMALL.fullmatch(number) and not digits:
        return number
    from babel.numbers import format_decimal

    locale, decimals = locale_of(language), len(number.partition(".")[2])
    whole = locale.decimal_formats[None].pattern.partition(".")[0] if grouped else "0"
    pattern = f"{whole}.{'0' * max(digits, decimals)}".rstrip(".")
    with localcontext(Context(prec=100)):
        return format_decimal(Decimal(number), pattern, locale, decimal_quantization=False)


def minus(language: str) -> str:
    """The sign before a negative number."""
    return str(locale_of(language).number_symbols["latn"]["minusSign"])


@cache
def unit_forms(unit: str, language: str) -> Mapping[str, str]:
    """The ways to say one of `DURATIONS`, by plural category; ``{}`` stands for the number."""
    from babel import localedata

    data = localedata.load(str(locale_of(language)))
    lengths = data["unit_patterns"][f"duration-{unit.removesuffix('s')}"]
    # CLDR takes the short form for a long one that a language doesn't have.
    forms = next(lengths[each] for each in ("long", "short") if "other" in lengths.get(each, ()))
    return {name: form.replace("{0}", "{}") for name, form in forms.items() if name != "per"}


@cache
def percent_form(language: str) -> str:
    """The way to say a percentage; ``{}`` stands for the number."""
    from babel.numbers import format_percent

    return format_percent(Decimal("0.01"), locale=locale_of(language)).replace("1", "{}", 1)


@cache
def currency_form(code: str, language: str) -> tuple[str, int] | None:
    """The way to say an amount of a currency, and its decimals; None for no ISO 4217 code."""
    if not re.fullmatch("[A-Z]{3}", code):
        return None
    from babel.numbers import format_currency, format_decimal, get_currency_precision

    locale = locale_of(language)
    if code not in locale_of("en").currencies:
        return None
    digits = get_currency_precision(code)
    one = format_decimal(1, f"0.{'0' * digits}".rstrip("."), locale)
    return format_currency(1, code, locale=locale).replace(one, "{}", 1), digits


@cache
def clear_signs(language: str) -> tuple[str, str]:
    """Of point and comma, those that begin decimals wherever the language is spoken, and never
    part groups; and those that part groups and never begin decimals."""
    from babel import localedata

    base, signs = locale_of(language).language, {".", ","}
    spoken = (each for each in localedata.locale_identifiers() if each.split("_")[0] == base)
    symbols = [localedata.load(each)["number_symbols"]["latn"] for each in spoken]
    decimal, group = ({each[name] for each in symbols} & signs for name in ("decimal", "group"))
    return "".join(sorted(decimal - group)), "".join(sorted(group - decimal))


def say_day(day: date, language: str) -> str:
    """A date: ``22 November 2026``."""
    from babel.dates import format_date

    return format_date(day, "long", locale_of(date_language(language)))


def date_language(language: str) -> str:
    """The language by which dates are said: English without a region is that of the world.

    >>> date_language("en"), date_language("en-US")
    ('en-001', 'en-US')
    """
    return "en-001" if language.lower() == "en" else language


def say_list(parts: Sequence[str], language: str, kind: str) -> str:
    """``parts`` as a list of a ``kind``: of ``units``, of what holds together (``and``), or of
    alternatives (``or``)."""
    if len(parts) < 2:
        return "".join(parts)
    if language.partition("-")[0].lower() == "en":
        if kind == "units":
            return ", ".join(parts)
        return f"{', '.join(parts[:-1])} {kind} {parts[-1]}"
    from babel.lists import format_list

    # What Babel has of CLDR's lists of units lacks the signs between them in many languages.
    return format_list(parts, "or" if kind == "or" else "standard", locale_of(language))
