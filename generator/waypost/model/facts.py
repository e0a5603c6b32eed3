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
PLURAL: Final = re.compile(r"\b([a-z]+?)(?:ies|(?<=ss|ch|sh)es|(?<=x)es|(?<!s)s)(?= |$)")

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
        unit = str(fact.unit or "")
        if value.strip() in ONE and (fact.unit_one or self.language == "en"):
            unit = str(fact.unit_one or singular(unit))
        sign = unit[-1:] and unicodedata.category(unit[-1]) == "Sc"
        if sign and self.language in CURRENCY_FIRST and (amount := AMOUNT.match(value)):
            return f"{amount[1]}{unit}{value[amount.end() :]}"
        between = "" if not unit or unit.startswith(JOINED_UNITS) else " "
        return f"{value}{between}{unit}"

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


def singular(unit: str) -> str:
    """An English unit for one of it.

    >>> [singular(unit) for unit in ("days", "business days", "copies", "boxes", "pass")]
    ['day', 'business day', 'copy', 'box', 'pass']
    """
    return PLURAL.sub(lambda word: word[1] + "y" * word[0].endswith("ies"), unit, count=1)


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
