"""Numbers in prose: where there is a fact for one, the text names the fact and contradicts none."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import groupby, islice
from operator import attrgetter
from typing import Final

from waypost.checks.check import CheckContext
from waypost.checks.quantities import Quantity, QuantityFilter, quantities
from waypost.checks.word_stems import Words
from waypost.core.nodes import Text
from waypost.diagnostics import Problem
from waypost.model import entries, placeholders
from waypost.model.facts import Facts
from waypost.model.field_types import Ref
from waypost.model.placeholders import Placeholder
from waypost.model.records import Entry, Knowledge, Placed
from waypost.model.walk import texts, walk

NOT_PROSE: Final = re.compile(
    r"\{\{[^{}\n]*\}\}|`+[^`\n]*`+|https?://\S+|\]\([^)\s]*\)|<[^<>\n]*>|^ {0,3}\[[^\]\n]+\]:.*$",
    re.MULTILINE,
)
"""The parts of Markdown that aren't prose: placeholders, code, addresses."""

SENTENCE_END: Final = re.compile(r"[.!?…]\s|\n\s*\n")
MOST_NUMBERS: Final = 1_000
"""Numbers of one text that are looked at: a text that states more is no help text."""

SAME: Final = "there is a fact for it"
SIMILAR: Final = "numbers of this kind are facts here"


@dataclass(frozen=True, slots=True)
class FactQuantity:
    """A quantity that a fact holds."""

    fact: str
    number: Decimal


class FactQuantities:
    """The quantities that facts hold, by unit."""

    def __init__(self, knowledge: Knowledge, facts: Facts) -> None:
        self.facts = facts
        self.custom = [fact.unit for fact in knowledge.facts if fact.unit]
        self.words = Words(knowledge.language)
        self.by_unit: dict[str, list[FactQuantity]] = defaultdict(list)
        for id in facts:
            for found in quantities(facts.text(id), self.custom):
                self.by_unit[found.unit].append(FactQuantity(id, found.number))
        self.mentions = QuantityFilter(self.by_unit, self.custom)
        self.policies = {str(policy.id): policy for policy in knowledge.policies}

    def in_prose(self, text: str) -> Iterator[Quantity]:
        """The quantities that a text states itself, for which there is a fact to state them."""
        plain = NOT_PROSE.sub(lambda match: " " * len(match[0]), text)
        return (found for found in quantities(plain, self.custom) if found.unit in self.by_unit)

    def numbers(self, fact: str, unit: str) -> set[Decimal]:
        """The numbers of this unit that a fact holds."""
        return {held.number for held in self.by_unit[unit] if held.fact == fact}


class Sentences:
    """The sentences of a text. A long text states many numbers, so each is looked at once."""

    def __init__(self, text: str) -> None:
        self.text = text
        ends = list(SENTENCE_END.finditer(text))
        self._starts = [0, *(end.end() for end in ends)]
        self._ends = [*(end.start() for end in ends), len(text)]
        self._words: dict[int, frozenset[str]] = {}

    def words(self, at: int, words: Words) -> frozenset[str]:
        """The words of the sentence in which the character at ``at`` stands."""
        number = bisect_right(self._starts, at) - 1
        if number not in self._words:
            sentence = self.text[self._starts[number] : self._ends[number]]
            self._words[number] = words.of(sentence)
        return self._words[number]


class EntryFacts:
    """The facts that bind an entry: those in its own texts and in those of its policies."""

    def __init__(self, entry: Placed, fact_quantities: FactQuantities) -> None:
        self.entry = entry
        self.fact_quantities = fact_quantities

    @cached_property
    def _own(self) -> frozenset[str]:
        return frozenset(place.name for text, _ in texts(self.entry) for place in _cited(text))

    @cached_property
    def _behind(self) -> dict[str, list[frozenset[str]]]:
        """For each fact in the policies behind the entry the words of the sentences around it."""
        rests_on = (id for _, _, type_, id in walk(self.entry, Ref) if type_ == Ref("policy"))
        found: dict[str, list[frozenset[str]]] = defaultdict(list)
        for policy in (self.fact_quantities.policies.get(id) for id in rests_on):
            for text, _ in texts(policy) if policy else ():
                sentences = Sentences(text)
                for place in _cited(text):
                    words = sentences.words(place.start, self.fact_quantities.words)
                    found[place.name].append(words)
        return found

    def cited(self, unit: str) -> list[FactQuantity]:
        """The quantities of the facts that stand in the entry's own texts."""
        return [held for held in self.fact_quantities.by_unit[unit] if held.fact in self._own]

    def behind(self, unit: str, words: frozenset[str]) -> list[FactQuantity]:
        """The quantities of the facts in a policy on which the entry rests, where the policy
        uses one in a sentence about the same."""
        return [
            held
            for held in self.fact_quantities.by_unit[unit]
            if any(words & around for around in self._behind.get(held.fact, ()))
        ]


def numbers_are_facts(context: CheckContext) -> Iterator[Problem]:
    """A number for which there is a fact isn't written as prose, and contradicts none."""
    fact_quantities = FactQuantities(context.knowledge, context.facts)
    if not fact_quantities.by_unit:
        return
    for _, entry in entries.reviewed(context.knowledge):
        if isinstance(entry, Entry):
            entry_facts = EntryFacts(entry, fact_quantities)
            for text in filter(fact_quantities.mentions, entries.content(entry)):
                yield from _numbers(text, entry_facts)


def _numbers(text: Text, entry_facts: EntryFacts) -> Iterator[Problem]:
    fact_quantities, sentences = entry_facts.fact_quantities, Sentences(text)
    # The words that state a range state two quantities.
    together = groupby(fact_quantities.in_prose(text), attrgetter("start"))
    for found in (list(group) for _, group in islice(together, MOST_NUMBERS)):
        unit = found[0].unit
        words = sentences.words(found[0].start, fact_quantities.words)
        every = fact_quantities.by_unit[unit]
        against = entry_facts.cited(unit) or entry_facts.behind(unit, words)
        numbers = {each.number for each in found}
        known = sorted(
            (held for held in every if held.number in numbers),
            key=lambda held: -len(numbers & fact_quantities.numbers(held.fact, unit)),
        )
        contradicts = bool(against) and not numbers <= {held.number for held in every}
        fact = (against if contradicts else known or against or every)[0].fact
        written = text[found[0].start : found[0].end]
        about = {"written": written, "fact": fact, "says": fact_quantities.facts.text(fact)}
        about["why"] = SAME if known else SIMILAR
        code = "contradicts-fact" if contradicts else "number-in-prose"
        yield Problem(code, text.mark(found[0].start), about, width=len(written))


def _cited(text: str) -> Iterator[Placeholder]:
    """The places where a text puts a fact in."""
    return (place for place in placeholders.find(text) if place.family == placeholders.FACTS)
