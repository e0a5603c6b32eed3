"""Facts resolved: values that are made of other facts become plain text, numbers and dates."""

import datetime
import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter
from typing import Final

from waypost.diagnostics import Problem, nearest
from waypost.model import placeholders, scalars
from waypost.model.placeholders import Placeholder
from waypost.model.records import Fact

LONGEST_VALUE: Final = 1000
"""Characters of a fact's value with all other facts put in; more is a text, not a fact."""

JOINED_UNITS: Final = ("%", "‰", "°")
ONE: Final = ("1", "-1")
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

AMOUNT: Final = re.compile(r"\s*(-?)(?=[0-9])")


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts and their values, as a mapping by id; any other id is a `KeyError`.

    ``language`` is the code of the knowledge base's language, without a region.
    """

    records: Mapping[str, Fact]
    values: Mapping[str, str]
    language: str = "en"

    def __contains__(self, id: object) -> bool:
        return id in self.records

    def __iter__(self) -> Iterator[str]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)

    def __getitem__(self, id: str) -> Fact:
        return self.records[id]

    def value(self, id: str) -> str:
        """The bare value: ``5``."""
        return self.values[id]

    def text(self, id: str) -> str:
        """The value with its unit: ``5 days``."""
        value, fact = self.values[id], self.records[id]
        return with_unit(value, str(fact.unit or ""), self.language, str(fact.unit_one or ""))

    def expand(self, text: str) -> str:
        """``text`` with the facts that there are put in; anything else stays as it is written."""

        def put(place: Placeholder) -> str | None:
            if place.family != placeholders.FACTS or place.name not in self:
                return None
            return self.value(place.name) if place.bare else self.text(place.name)

        return placeholders.replace(text, put)

    def number(self, id: str) -> Decimal | None:
        """The value as an exact number, if it is one."""
        return scalars.number(self.values[id].strip())

    def date(self, id: str) -> datetime.date | None:
        """The value as a day, if it is one."""
        return scalars.day(self.values[id].strip())


NO_FACTS: Final = Facts({}, {})


def with_unit(value: str, unit: str, language: str = "en", unit_one: str = "") -> str:
    """A number and its unit in a language: ``5 days``, ``1 day``, ``£5``.

    Without a ``unit_one`` the unit of one is made where the language is English.
    """
    if value.strip() in ONE:
        unit = unit_one or (singular(unit) if language == "en" else unit)
    sign, _, rest = unit.partition(" ")
    if is_currency(sign) and language in CURRENCY_FIRST and (amount := AMOUNT.match(value)):
        return f"{amount[1]}{sign}{value[amount.end() :]} {rest}".rstrip()
    between = "" if not unit or unit.startswith(JOINED_UNITS) else " "
    return f"{value}{between}{unit}"


def is_currency(unit: str) -> bool:
    """Tell if ``unit`` is the sign of a currency, such as ``£`` or ``US$``."""
    return unit[-1:] != "" and unicodedata.category(unit[-1]) == "Sc"


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


@dataclass(frozen=True, slots=True)
class Resolved:
    """The facts, and what is wrong with them."""

    facts: Facts
    problems: tuple[Problem, ...] = ()


def resolve(facts: tuple[Fact, ...], language: str = "en") -> Resolved:
    """Put facts into the values that are made of them, in an order that needs no recursion.

    A fact that can't be resolved keeps its value as written, so that every id has a value. Where
    an id stands twice the first one counts; `check` reports the second.
    """
    records: dict[str, Fact] = {}
    for fact in facts:
        records.setdefault(str(fact.id), fact)
    values: dict[str, str] = {id: str(fact.value) for id, fact in records.items()}
    needs: dict[str, list[str]] = {id: [] for id in records}
    problems: list[Problem] = []
    for id, fact in records.items():
        for place in placeholders.find(fact.value):
            if place.family == placeholders.FACTS and place.name in records:
                needs[id].append(place.name)
            elif place.family == placeholders.FACTS:
                about = {"name": place.name, "nearest": nearest(place.name, records)}
                at, width = fact.value.mark(place.start), place.end - place.start
                problems.append(Problem("unknown-fact", at, about, width=width))
    sorter = TopologicalSorter(needs)
    with suppress(CycleError):
        sorter.prepare()
    while ready := sorter.get_ready():
        problems += [problem for id in ready for problem in _expand(id, records, values)]
        sorter.done(*ready)
        for id in ready:
            del needs[id]
    problems += _cycles(needs, records)
    return Resolved(
        Facts(records, values, language.partition("-")[0].lower()),
        tuple(sorted(problems, key=lambda found: found.at)),
    )


def _expand(id: str, records: Mapping[str, Fact], values: dict[str, str]) -> Iterator[Problem]:
    written = records[id].value
    made = Facts(records, values).expand(written)
    if len(made) > LONGEST_VALUE:
        about = {"name": id, "size": str(len(made)), "limit": str(LONGEST_VALUE)}
        yield Problem("long-fact", written.at, about)
        made = f"{made[: LONGEST_VALUE - 1]}…"
    values[id] = made


def _cycles(needs: Mapping[str, list[str]], records: Mapping[str, Fact]) -> Iterator[Problem]:
    """One problem for each cycle among the facts that could not be resolved."""
    seen: set[str] = set()
    for start in needs:
        path: dict[str, None] = {}
        id = start
        while id not in seen:
            seen.add(id)
            path[id] = None
            id = next(need for need in needs[id] if need in needs)
        if id in path:
            ring = list(path)[list(path).index(id) :]
            yield _cycle(ring, records)


def _cycle(ring: list[str], records: Mapping[str, Fact]) -> Problem:
    shown = [*ring[:6], "…"] if len(ring) > 7 else ring
    witness = " → ".join([*shown, ring[0]])
    first, *others = (records[id].value.at for id in ring)
    about = {"name": ring[0], "witness": witness}
    return Problem("fact-cycle", first, about, also=tuple(others[:5]))
