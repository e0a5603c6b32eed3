"""Facts and what is written beside them: numbers in prose, contradictions, facts without a use."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import islice
from typing import Final

from waypost.checks.check import CheckContext
from waypost.checks.quantities import Mentions, Quantity, quantities
from waypost.checks.texts import texts
from waypost.checks.word_stems import Words
from waypost.core.nodes import Mapping as MapNode
from waypost.core.nodes import Node, Scalar, Text
from waypost.diagnostics import Problem
from waypost.model import entries, field_types, placeholders, scalars
from waypost.model.facts import Facts
from waypost.model.records import Entry, Fact, Knowledge, Placed
from waypost.model.walk import walk
from waypost.parser import timeout

NOT_PROSE: Final = re.compile(
    r"\{\{[^{}\n]*\}\}|`+[^`\n]*`+|https?://\S+|\]\([^)\s]*\)|<[^<>\n]*>|^ {0,3}\[[^\]\n]+\]:.*$",
    re.MULTILINE,
)
"""The parts of Markdown that aren't prose: placeholders, code, addresses."""

SENTENCE_END: Final = re.compile(r"[.!?…]\s|\n\s*\n")
REFERENCE: Final = re.compile(r"\bfacts\.([A-Za-z0-9_-]+)")
MOST_NUMBERS: Final = 1_000
"""Numbers of one text that are looked at: a text that states more is no help text."""

REFERRING: Final = (
    field_types.Ref,
    field_types.Line,
    field_types.Prose,
    field_types.Values,
    field_types.Variants,
    field_types.Raw,
)
"""The kinds of value that may refer to a fact."""


SAME: Final = "there is a fact for it"
SIMILAR: Final = "numbers of this kind are facts here"


@dataclass(frozen=True, slots=True)
class Held:
    """A quantity that a fact holds."""

    fact: str
    number: Decimal


class Ledger:
    """The quantities that facts hold, by unit."""

    def __init__(self, knowledge: Knowledge, facts: Facts) -> None:
        self.facts = facts
        self.custom = [fact.unit for fact in knowledge.facts if fact.unit]
        self.words = Words(knowledge.language)
        self.held: dict[str, list[Held]] = defaultdict(list)
        for id in facts:
            for found in quantities(facts.text(id), self.custom):
                self.held[found.unit].append(Held(id, found.number))
        self.mentions = Mentions(self.held, self.custom)
        self.policies = {str(policy.id): policy for policy in knowledge.policies}

    def in_prose(self, text: str) -> Iterator[Quantity]:
        """The quantities that a text states itself, for which there is a fact to state them."""
        plain = NOT_PROSE.sub(lambda match: " " * len(match[0]), text)
        return (found for found in quantities(plain, self.custom) if found.unit in self.held)

    def numbers(self, fact: str, unit: str) -> set[Decimal]:
        """The numbers of this unit that a fact holds."""
        return {held.number for held in self.held[unit] if held.fact == fact}


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


class Grounds:
    """The grounds of an entry: the facts in its own texts and in those of its policies."""

    def __init__(self, entry: Placed, ledger: Ledger) -> None:
        self.entry = entry
        self.ledger = ledger

    @cached_property
    def _own(self) -> frozenset[str]:
        return frozenset(id for text, _ in texts(self.entry) for id in cited(text))

    @cached_property
    def _behind(self) -> dict[str, list[frozenset[str]]]:
        """For each fact in the policies behind the entry the words of the sentences around it."""
        rests_on = (*getattr(self.entry, "policies", ()), *getattr(self.entry, "cites", ()))
        found: dict[str, list[frozenset[str]]] = defaultdict(list)
        for policy in (self.ledger.policies.get(id) for id in rests_on):
            for text, _ in texts(policy) if policy else ():
                sentences = Sentences(text)
                for id, start in _placed(text):
                    found[id].append(sentences.words(start, self.ledger.words))
        return found

    def cited(self, unit: str) -> list[Held]:
        """The quantities of the facts that stand in the entry's own texts."""
        return [held for held in self.ledger.held[unit] if held.fact in self._own]

    def behind(self, unit: str, said: frozenset[str]) -> list[Held]:
        """The quantities of the facts in a policy on which the entry rests, where the policy
        uses one in a sentence about the same."""
        return [
            held
            for held in self.ledger.held[unit]
            if any(said & words for words in self._behind.get(held.fact, ()))
        ]


def numbers_are_facts(context: CheckContext) -> Iterator[Problem]:
    """A number for which there is a fact isn't written as prose, and contradicts none."""
    ledger = Ledger(context.knowledge, context.facts)
    if not ledger.held:
        return
    for _, entry in entries.reviewed(context.knowledge):
        if isinstance(entry, Entry):
            grounds = Grounds(entry, ledger)
            for text in filter(ledger.mentions, entries.content(entry)):
                with timeout.on(text.mark(0)) as wanted:
                    yield from _numbers(text, grounds) if wanted else ()


def _numbers(text: Text, grounds: Grounds) -> Iterator[Problem]:
    ledger, sentences = grounds.ledger, Sentences(text)
    for found in islice(_whole(ledger.in_prose(text)), MOST_NUMBERS):
        unit = found[0].unit
        said = sentences.words(found[0].start, ledger.words)
        against = grounds.cited(unit) or grounds.behind(unit, said)
        odd = [each for each in found if all(held.number != each.number for held in against)]
        numbers = {each.number for each in found}
        known = sorted(
            (held for held in ledger.held[unit] if held.number in numbers),
            key=lambda held: -len(numbers & ledger.numbers(held.fact, unit)),
        )
        contradicts = bool(against) and any(
            all(held.number != each.number for held in ledger.held[unit]) for each in odd
        )
        fact = (against if contradicts else known or against or ledger.held[unit])[0].fact
        written = text[found[0].start : found[0].end]
        about = {"written": written, "fact": fact, "says": ledger.facts.text(fact)}
        about["why"] = SAME if known else SIMILAR
        code = "contradicts-fact" if contradicts else "number-in-prose"
        yield Problem(code, text.mark(found[0].start), about, width=len(written))


def _whole(found: Iterable[Quantity]) -> Iterator[list[Quantity]]:
    """The quantities by the words that state them: a range states two."""
    together: dict[int, list[Quantity]] = defaultdict(list)
    for each in found:
        together[each.start].append(each)
    return iter(together.values())


def cited(text: str) -> Iterator[str]:
    """The ids of the facts that a text puts in."""
    return (id for id, _ in _placed(text))


def _placed(text: str) -> Iterator[tuple[str, int]]:
    for place in placeholders.find(text):
        if place.family == placeholders.FACTS:
            yield place.name, place.start


def facts_are_used(context: CheckContext) -> Iterator[Problem]:
    """A fact that nothing refers to is probably written as prose somewhere."""
    unused = {str(fact.id) for fact in context.knowledge.facts}
    used = _used(context.knowledge)
    while unused and (id := next(used, None)) is not None:
        unused.discard(id)
    for fact in context.knowledge.facts:
        if fact.id in unused:
            yield Problem("unused-fact", fact.id.at, {"id": fact.id}, width=len(fact.id))


def _used(knowledge: Knowledge) -> Iterator[str]:
    """The facts to which something refers."""
    for _, _, type_, value in walk(knowledge, *REFERRING):
        match type_:
            case field_types.Ref(to):
                yield from [str(value)] if to == "fact" else ()
            case field_types.Values():
                for _, text in value:
                    yield from _in_text(text)
            case field_types.Variants():
                for variant in value:
                    yield from _in_text(variant.text)
                    yield from _in_node(variant.when)
            case field_types.Raw():
                yield from _in_node(value)
            case _:
                yield from _in_text(value)


def _in_text(text: str) -> Iterator[str]:
    if "facts." in text:
        yield from (match[1] for match in REFERENCE.finditer(text))


def _in_node(node: Node | None) -> Iterator[str]:
    if isinstance(node, Scalar):
        yield from _in_text(node.text)
    elif isinstance(node, MapNode):
        for _, value in node.entries:
            yield from _in_node(value)
    elif node is not None:
        for item in node:
            yield from _in_node(item)


def sources_are_valid(context: CheckContext) -> Iterator[Problem]:
    """An entry that rests on a source withdrawn by the day has to be looked at again."""
    withdrawn = {
        str(source.id): source.withdrawn
        for source in context.knowledge.sources
        if source.withdrawn and (scalars.day(source.withdrawn) or date.max) <= context.day
    }
    for _, entry in entries.reviewed(context.knowledge):
        if entry.source in withdrawn:
            what = "fact" if isinstance(entry, Fact) else "entry"
            about = {"id": entry.id, "source": str(entry.source), "what": what}
            about["day"] = withdrawn[str(entry.source)]
            yield Problem("withdrawn-source", entry.source.at, about, width=len(entry.source))
