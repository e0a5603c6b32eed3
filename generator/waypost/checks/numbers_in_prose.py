"""Numbers in prose: where there is a fact for one, the text names the fact and contradicts none."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from itertools import groupby, islice
from operator import attrgetter
from typing import Final, NamedTuple

from waypost.checks.check import CheckContext
from waypost.checks.quantities import Quantity, QuantityFilter, quantities
from waypost.checks.word_stems import Words
from waypost.core.nodes import Text
from waypost.diagnostics import Problem
from waypost.markdown.markdown_parser import MarkdownSource
from waypost.model import entries, placeholders
from waypost.model.declare import Placed
from waypost.model.facts import Facts
from waypost.model.field_types import Ref
from waypost.model.placeholders import Placeholder
from waypost.model.records import Entry, Knowledge, Policy
from waypost.model.walk import texts, walk

NOT_PROSE: Final = re.compile(
    r"\{\{[^{}\n]*\}\}|`+[^`\n]*`+|https?://\S+|\]\([^)\s]*\)|<[^<>\n]*>|^ {0,3}\[[^\]\n]+\]:.*$",
    re.MULTILINE,
)
"""The parts of Markdown that aren't prose: placeholders, code, addresses."""

SENTENCE_END: Final = re.compile(r"[.!?…](?=\s)|\n\s*\n|\n(?=[ \t]*(?:[-*+|>]|\d+[.)]\s))")
LEAD: Final = re.compile(r"^[ \t>]*(?:#|\|).*$|^[^\n]*(?::|\*\*|__)[ \t]*$", re.MULTILINE)
"""A line that says what the lines below it are about: a heading, a table, a line with a colon."""

MOST_NUMBERS: Final = 1_000
"""Numbers of one text that are looked at: a text that states more is no help text."""

VALUES: Final = frozenset({"%", "$", "€", "£", "¥", "₹"})
"""Units in which many things are counted that no fact is about: prices, shares."""

LONGEST_STATEMENT: Final = 400
"""Characters of a sentence that may say the same as another one."""

SAME: Final = "there is a fact for it"
OTHER: Final = "the entry names a fact of this kind"

WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
BESIDE_SUBJECT: Final = frozenset(
    WORD.findall(
        "a an the is are you your we our it its have of to for within can must "
        "last lasts take takes cost costs amounts"
    )
)
"""Words that a sentence may have beside its subject and still say nothing else."""

NO_SUBJECT: Final = frozenset({"min", "max", "value", "number"})
"""Parts of a fact's id that name no subject."""


class FactQuantity(NamedTuple):
    """A quantity that a fact holds."""

    fact: str
    number: Decimal


class FactQuantities:
    """The quantities that facts hold, by unit, and the words for what each fact is about."""

    def __init__(self, knowledge: Knowledge, facts: Facts) -> None:
        self.facts = facts
        units = {id: facts.units(id) or [""] for id in facts}
        self.custom = [form for forms in units.values() for form in forms]
        self.words = Words(knowledge.language)
        self.by_unit: dict[str, list[FactQuantity]] = defaultdict(list)
        for id in facts:
            for form in units[id]:
                for found in quantities(f"{facts.value(id)} {form}", self.custom):
                    held = FactQuantity(id, found.number)
                    self.by_unit[found.unit] += [held] * (held not in self.by_unit[found.unit])
        self.mentions = QuantityFilter(self.by_unit, self.custom)
        self.policies = {str(policy.id): policy for policy in knowledge.policies}

    def in_prose(self, text: str) -> Iterator[Quantity]:
        """The quantities that a text states itself, for which there is a fact to state them."""
        source = MarkdownSource(text)
        plain = NOT_PROSE.sub(lambda match: " " * len(match[0]), text)
        return (
            found
            for found in quantities(plain, self.custom)
            if found.unit in self.by_unit and not source.is_code(found.start)
        )

    def numbers(self, fact: str, unit: str) -> set[Decimal]:
        return {held.number for held in self.by_unit[unit] if held.fact == fact}

    def subject(self, id: str) -> frozenset[str]:
        """The words that say what a fact is about: its label's, else those of its id."""
        fact = self.facts[id]
        units = statement(fact.unit.other if fact.unit else "")
        return statement(fact.label or id.replace("_", " ").replace("-", " ")) - NO_SUBJECT - units


def statement(text: str) -> frozenset[str]:
    """The words of a sentence as they stand, by which it says the same as another one."""
    return frozenset(WORD.findall(text.casefold()))


class Sentences:
    """The sentences of a text. A long text states many numbers, so each is looked at once."""

    def __init__(self, text: str) -> None:
        self.text = text
        ends = list(SENTENCE_END.finditer(text))
        self._starts = [0, *(end.end() for end in ends)]
        self._ends = [*(end.start() for end in ends), len(text)]
        self._words: dict[int, frozenset[str]] = {}
        self.alone = not LEAD.search(text)
        """True where no line says what the sentences below it are about."""

    def words(self, at: int, words: Words) -> frozenset[str]:
        """The words of the sentence in which the character at ``at`` stands."""
        number = bisect_right(self._starts, at) - 1
        if number not in self._words:
            sentence = self.text[self._starts[number] : self._ends[number]]
            self._words[number] = words.of(sentence)
        return self._words[number]

    def around(self, start: int, end: int) -> str:
        """The sentence in which ``start`` to ``end`` stands, with a space in the place of that;
        nothing where it is a question, or where a placeholder or another number stands in it."""
        number = bisect_right(self._starts, start) - 1
        ends = max(end, self._ends[number])
        if ends - self._starts[number] > LONGEST_STATEMENT:
            return ""
        rest = f"{self.text[self._starts[number] : start]} {self.text[end:ends]}"
        single = not ("{{" in rest or any(char.isdigit() for char in rest))
        return rest if single and self.text[ends : ends + 1] != "?" else ""


class EntryFacts:
    """The facts that bind an entry: those in its own texts and in those of its policies."""

    def __init__(self, entry: Placed, fact_quantities: FactQuantities) -> None:
        self.entry = entry
        self.fact_quantities = fact_quantities

    @cached_property
    def _own(self) -> frozenset[str]:
        return frozenset(place.name for text, _ in texts(self.entry) for place in _cited(text))

    @cached_property
    def _policies(self) -> list[Policy]:
        rests_on = (id for _, _, type_, id in walk(self.entry, Ref) if type_ == Ref("policy"))
        found = (self.fact_quantities.policies.get(id) for id in rests_on)
        return [policy for policy in found if policy]

    @cached_property
    def _behind(self) -> dict[str, list[frozenset[str]]]:
        """For each fact in the policies behind the entry the words of the sentences around it."""
        found: dict[str, list[frozenset[str]]] = defaultdict(list)
        for text in (text for policy in self._policies for text, _ in texts(policy)):
            sentences = Sentences(text)
            for place in _cited(text):
                words = sentences.words(place.start, self.fact_quantities.words)
                found[place.name].append(words)
        return found

    @cached_property
    def _stated(self) -> dict[str, set[frozenset[str]]]:
        """For each fact that the entry or a policy of it names, what its sentences say of it."""
        found: dict[str, set[frozenset[str]]] = defaultdict(set)
        for text in (text for each in (self.entry, *self._policies) for text, _ in texts(each)):
            sentences = Sentences(text)
            for place in _cited(text):
                said = statement(sentences.around(place.start, place.end))
                found[place.name].update([said] if said and sentences.alone else ())
        return found

    def beside(self, unit: str, words: frozenset[str]) -> list[FactQuantity]:
        """The quantities of the facts that stand in the entry's own texts, or else in a policy on
        which it rests, in a sentence about the same."""
        every = self.fact_quantities.by_unit[unit]
        return [held for held in every if held.fact in self._own] or [
            held
            for held in every
            if any(words & around for around in self._behind.get(held.fact, ()))
        ]

    def contradicted(self, unit: str, sentence: str) -> list[FactQuantity]:
        """The quantities of the facts of which ``sentence``, with another number, says the same as
        a text that names the fact, or names the subject and nothing else."""
        said = statement(sentence)

        def of(fact: str) -> bool:
            subject = self.fact_quantities.subject(fact)
            names_it = bool(subject) and subject <= said <= subject | BESIDE_SUBJECT
            return (names_it and (fact in self._stated or len(subject) > 1)) or (
                bool(said) and said in self._stated.get(fact, ())
            )

        return [held for held in self.fact_quantities.by_unit[unit] if of(held.fact)]


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
        unit, start, end = found[0].unit, found[0].start, found[0].end
        numbers = {each.number for each in found}
        known = sorted(
            (held for held in fact_quantities.by_unit[unit] if held.number in numbers),
            key=lambda held: -len(numbers & fact_quantities.numbers(held.fact, unit)),
        )
        against: list[FactQuantity] = []
        code = "number-in-prose"
        if not known:
            if sentences.alone and len(numbers) == 1:
                against = entry_facts.contradicted(unit, sentences.around(start, end))
            if against:
                code = "contradicts-fact"
            elif unit not in VALUES:
                words = sentences.words(start, fact_quantities.words)
                against = entry_facts.beside(unit, words)
        if known or against:
            fact, written = (known or against)[0].fact, text[start:end]
            about = {"written": written, "fact": fact, "says": fact_quantities.facts.text(fact)}
            about["why"] = SAME if known else OTHER
            yield Problem(code, text.mark(start), about, width=len(written))


def _cited(text: str) -> Iterator[Placeholder]:
    """The places where a text puts a fact in."""
    return (place for place in placeholders.find(text) if place.family == placeholders.FACTS)
