"""Facts resolved: values that are made of other facts become plain text, numbers and dates."""

import datetime
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter
from typing import Final, NamedTuple

from waypost.core.messages import ENGLISH, Messages
from waypost.diagnostics import Guesses, Problem
from waypost.model import placeholders, scalars
from waypost.model.placeholders import Placeholder
from waypost.model.records import Fact
from waypost.model.units import UnitWords, unit_words

LONGEST_VALUE: Final = 1000
"""Characters of a fact's value with all other facts put in; more is a text, not a fact."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts and their values, as a mapping by id; any other id is a `KeyError`.

    ``messages`` are those in the knowledge base's language.
    """

    records: Mapping[str, Fact]
    values: dict[str, str]
    messages: Messages = ENGLISH
    _texts: dict[str, tuple[str, str]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def language(self) -> str:
        """The knowledge base's language (BCP 47)."""
        return self.messages.language

    def __contains__(self, id: object) -> bool:
        return id in self.records

    def __iter__(self) -> Iterator[str]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)

    def __getitem__(self, id: str) -> Fact:
        return self.records[id]

    def value(self, id: str) -> str:
        """The bare value for programs: ``1000``."""
        return self.values[id]

    def bare(self, id: str) -> str:
        """The bare value for readers: ``1,000``."""
        return self._said(id)[0]

    def text(self, id: str) -> str:
        """The value with its unit: ``1,000 days``."""
        return self._said(id)[1]

    def units(self, id: str) -> list[str]:
        """The unit as it is written, and as readers see it in each of its forms."""
        unit = self.records[id].unit
        said = (form.replace("{}", "").strip() for form in self._words(id).forms.values())
        return list(filter(None, dict.fromkeys([unit.other, *said] if unit else ())))

    def _words(self, id: str) -> UnitWords:
        fact = self.records[id]
        return unit_words(fact.unit, self.language, str(fact.unit_one or ""))

    def _said(self, id: str) -> tuple[str, str]:
        found = self._texts.get(id)
        if found is None:
            value, fact = self.values[id], self.records[id]
            words = self._words(id)
            found = (words.number(value), words.say(value)) if fact.unit else (value, value)
            self._texts[id] = found
        return found

    def expand(self, text: str, *, for_programs: bool = False) -> str:
        """``text`` with the facts that there are put in; anything else stays as it is written.

        Programs get bare values.
        """

        def put(place: Placeholder) -> str | None:
            if place.family != placeholders.FACTS or place.name not in self:
                return None
            if for_programs or (place.bare and (place.start, place.end) == (0, len(text))):
                return self.value(place.name)
            return self.bare(place.name) if place.bare else self.text(place.name)

        return placeholders.replace(text, put)

    def number(self, id: str) -> Decimal | None:
        """The value as an exact number, if it is one."""
        return scalars.number(self.values[id].strip())

    def date(self, id: str) -> datetime.date | None:
        """The value as a day, if it is one."""
        return scalars.day(self.values[id].strip())


NO_FACTS: Final = Facts({}, {})


class Resolved(NamedTuple):
    """The facts, and what is wrong with them."""

    facts: Facts
    problems: tuple[Problem, ...] = ()


def resolve(facts: tuple[Fact, ...], messages: Messages = ENGLISH) -> Resolved:
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
    guesses = Guesses()
    for id, fact in records.items():
        for place in placeholders.find(fact.value):
            if place.family == placeholders.FACTS and place.name in records:
                needs[id].append(place.name)
            elif place.family == placeholders.FACTS:
                about = {"name": place.name, "nearest": guesses.nearest(place.name, records)}
                at, width = fact.value.mark(place.start), place.end - place.start
                problems.append(Problem("unknown-fact", at, about, width=width))
    known = Facts(records, values, messages)
    sorter = TopologicalSorter(needs)
    with suppress(CycleError):
        sorter.prepare()
    while ready := sorter.get_ready():
        problems += [problem for id in ready for problem in _expand(id, known)]
        sorter.done(*ready)
        for id in ready:
            del needs[id]
    problems += _cycles(needs, records)
    return Resolved(known, tuple(sorted(problems, key=lambda found: found.at)))


def _expand(id: str, facts: Facts) -> Iterator[Problem]:
    written = facts.records[id].value
    made = facts.expand(written)
    if len(made) > LONGEST_VALUE:
        about = {"name": id, "size": str(len(made)), "limit": str(LONGEST_VALUE)}
        yield Problem("long-fact", written.at, about)
        made = f"{made[: LONGEST_VALUE - 1]}…"
    facts.values[id] = made


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
