"""The least that a knowledge base and its entries have to say."""

import re
from collections.abc import Iterator, Mapping

from waypost.checks.check import CheckContext
from waypost.core.nodes import Text
from waypost.diagnostics import Problem
from waypost.model import entries
from waypost.model.declare import what
from waypost.model.translation import LANGUAGE
from waypost.model.typed_numbers import number_form

SIGNS = " \t\r\n-*_#>.:|~"
"""Signs that say nothing where a text has no others, such as three dashes or dots."""

COUNTRY = re.compile("[A-Z]{2}")
THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}(?:[.,][0-9]{3})+")


def something_is_published(context: CheckContext) -> Iterator[Problem]:
    """A knowledge base has at least one entry. Where it has a fault, entries may be lost in it."""
    published = (getattr(context.knowledge, cls.kind.section, ()) for cls in entries.PUBLISHED)
    if not any(published) and not context.knowledge.faulty:
        yield Problem("nothing-to-publish", context.knowledge.at)


def entries_say_something(context: CheckContext) -> Iterator[Problem]:
    """An entry has one of the texts that its kind needs, such as an answer.

    Where an entry has a fault, its text may be what couldn't be read; a draft may still lack it.
    """
    for _, entry in entries.addressed(context.knowledge):
        needs = entry.kind.needs
        if not needs or entry.faulty or getattr(entry, "draft", False):
            continue
        values = [getattr(entry, name) for name in needs]
        if not any(value.strip(SIGNS) if isinstance(value, Text) else value for value in values):
            blank = next(filter(None, reversed(values)), values[0])
            at = getattr(blank, "at", entry.at)
            # Of a list one item is enough.
            named = (
                name.removesuffix("s") if isinstance(value, tuple) else name
                for name, value in zip(needs, values, strict=True)
            )
            about = {"id": entry.id, "what": what(type(entry)), "field": " or ".join(named)}
            yield Problem("no-text", at, about)


def languages_have_codes(context: CheckContext) -> Iterator[Problem]:
    """Browsers and screen readers understand the code of a language, not its name.

    Each language stands once, and has an address of its own.
    """
    known = context.knowledge
    taken = {
        at.partition("/")[0].casefold(): f"the file {file}"
        for file, at in context.files.items()
        if at.endswith((".html", "/"))
    }
    taken |= {str(tree.id): f"the tree “{tree.id}”" for tree in known.trees}
    before: set[str] = set()
    for number, language in enumerate(known.languages or (known.language,)):
        name = language.casefold()
        if not LANGUAGE.fullmatch(language) or name in LANGUAGES:
            code = LANGUAGES.get(name, language.replace("_", "-"))
            meant = code if LANGUAGE.fullmatch(code) else ""
            yield Problem.of("bad-language", language, value=language, nearest=meant)
        elif name in before:
            yield Problem.of("language-twice", language, language=language)
        elif number and name in taken:
            about = {"language": language, "what": taken[name]}
            yield Problem.of("language-address-taken", language, **about)
        before.add(name)


LANGUAGES: Mapping[str, str] = {
    name: code
    for code, names in {
        "en": "english eng",
        "de": "german deutsch deu ger",
        "fr": "french français fra fre",
        "es": "spanish español spa sp",
        "it": "italian italiano ita",
        "pt": "portuguese português por",
        "nl": "dutch nederlands nld dut",
        "pl": "polish polski pol",
        "ru": "russian русский rus",
        "tr": "turkish türkçe tur",
        "zh": "chinese 中文 zho chi cn",
        "ja": "japanese 日本語 jpn jp",
        "ko": "korean 한국어 kor",
        "ar": "arabic العربية ara",
        "cs": "czech čeština ces cze cz",
        "da": "danish dansk dan dk",
        "el": "greek ελληνικά ell gre gr",
        "uk": "ukrainian українська ukr ua",
    }.items()
    for name in names.split()
}
"""Names of languages, codes of three letters and of countries, which are taken for their codes."""


def returns_are_understood(context: CheckContext) -> Iterator[Problem]:
    """Search engines know a country by two letters, and days by their number."""
    terms = context.knowledge.merchant_returns
    if terms is None or terms.faulty:
        return
    if not COUNTRY.fullmatch(terms.country):
        why = "Write two capital letters (ISO 3166), such as US."
        yield Problem.of("unfit-returns", terms.country, value=terms.country, why_mend=why)
    days = terms.days or ""
    number = context.facts.expand(days, for_programs=True).partition(" ")[0]
    # A fact that isn't there is told in its place.
    if isinstance(days, Text) and days and not number.isdecimal() and "{{" not in number:
        why = "Write a whole number of days, or a fact that holds one."
        yield Problem.of("unfit-returns", days, value=days, why_mend=why)


def numbers_have_one_form(context: CheckContext) -> Iterator[Problem]:
    """A fact that counts something is written as YAML writes numbers.

    Without a unit, only what looks like thousands is surely meant as a number.
    """
    for fact in context.knowledge.facts:
        value = fact.value.strip()
        if fact.unit or THOUSANDS.fullmatch(value):
            problem = number_form(value, fact.value)
            yield from [problem] if problem else ()


def units_stand_once(context: CheckContext) -> Iterator[Problem]:
    """A value doesn't say its unit itself: readers would see it twice."""
    for fact in context.knowledge.facts:
        bare = fact.value.strip()
        unit = (fact.unit.other if fact.unit else "").strip()
        if unit and bare != unit and bare.casefold().endswith(unit.casefold()):
            number = bare[: -len(unit)].rstrip()
            about = {"id": fact.id, "value": bare, "unit": unit, "number": number}
            yield Problem("unit-twice", fact.value.at, about, width=len(bare))
