"""A knowledge base with its entries at hand: by id, by topic, and by what they have in common."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from waypost.core import urls
from waypost.model.records import (
    Category,
    Contact,
    Entry,
    Faq,
    Guide,
    Knowledge,
    Outcome,
    Policy,
    Source,
    Tree,
)

MOST_RELATED = 4
COMMON_WORD = 25
"""A word in more questions than this says nothing about what two of them share."""

E = TypeVar("E", Faq, Guide, Policy)
WORD = re.compile(r"\w{4,}")


@dataclass(frozen=True)
class Lookup:
    """Look-ups over one knowledge base, each made when it is first needed."""

    knowledge: Knowledge

    @cached_property
    def faqs(self) -> dict[str, Faq]:
        return {faq.id: faq for faq in self.knowledge.faqs}

    @cached_property
    def policies(self) -> dict[str, Policy]:
        return {policy.id: policy for policy in self.knowledge.policies}

    @cached_property
    def guides(self) -> dict[str, Guide]:
        return {guide.id: guide for guide in self.knowledge.guides}

    @cached_property
    def categories(self) -> dict[str, Category]:
        return {category.id: category for category in self.knowledge.categories}

    @cached_property
    def contacts(self) -> dict[str, Contact]:
        return {contact.id: contact for contact in self.knowledge.contacts}

    @cached_property
    def sources(self) -> dict[str, Source]:
        return {source.id: source for source in self.knowledge.sources}

    @cached_property
    def trees(self) -> dict[str, Tree]:
        return {tree.id: tree for tree in self.knowledge.trees}

    @cached_property
    def topics(self) -> tuple[Category, ...]:
        """The categories that something is in, in order."""
        return tuple(
            category
            for category in self.knowledge.categories
            if any(c.get(category.id) for c in (self.faqs_in, self.guides_in, self.policies_in))
        )

    @cached_property
    def topic_places(self) -> dict[str, int]:
        """Each topic's place among them."""
        return {topic.id: place for place, topic in enumerate(self.topics)}

    @cached_property
    def faqs_in(self) -> dict[str, list[Faq]]:
        """The questions of each topic, in order."""
        return _by_category(self.knowledge.faqs)

    @cached_property
    def guides_in(self) -> dict[str, list[Guide]]:
        """The guides of each topic, in order."""
        return _by_category(self.knowledge.guides)

    @cached_property
    def policies_in(self) -> dict[str, list[Policy]]:
        """The policies of each topic, in order."""
        return _by_category(self.knowledge.policies)

    @cached_property
    def popular(self) -> list[Faq]:
        """The questions asked most: those marked so, else the first ones."""
        marked = [faq for faq in self.knowledge.faqs if faq.popular]
        return marked or list(self.knowledge.faqs[:6])

    @cached_property
    def leading_to(self) -> dict[str, list[Faq]]:
        """For each guide, the first questions that send their readers to it."""
        found: dict[str, list[Faq]] = defaultdict(list)
        for faq in self.knowledge.faqs:
            if faq.guide and len(found[faq.guide]) < MOST_RELATED:
                found[faq.guide].append(faq)
        return found

    @cached_property
    def everything(self) -> tuple[Entry, ...]:
        """All entries that have a page of their own."""
        known = self.knowledge
        outcomes = (outcome for tree in known.trees for outcome in tree.outcomes)
        return (*known.faqs, *known.policies, *known.guides, *outcomes)

    @cached_property
    def resting_on(self) -> dict[str, list[Entry]]:
        """For each policy, what rests on it."""
        found: dict[str, list[Entry]] = defaultdict(list)
        resting: tuple[Faq | Guide, ...] = (*self.knowledge.faqs, *self.knowledge.guides)
        for entry in resting:
            for policy in dict.fromkeys(entry.policies):
                found[policy].append(entry)
        for tree in self.knowledge.trees:
            for outcome in tree.outcomes:
                for policy in dict.fromkeys(outcome.cites):
                    found[policy].append(outcome)
        return found

    @cached_property
    def outcome_tree(self) -> dict[str, Tree]:
        """The tree of each outcome."""
        return {outcome.id: tree for tree in self.knowledge.trees for outcome in tree.outcomes}

    def related(self, faq: Faq) -> list[Faq]:
        """Related questions: those named by the editor, then those that share most with ``faq``."""
        given = [self.faqs[id] for id in faq.related if id in self.faqs and id != faq.id]
        if given:
            return given
        scores: Counter[str] = Counter()
        for trait in _traits(faq):
            scores.update(id for id in self._sharing(trait) if id != faq.id)
        best = sorted(scores.items(), key=lambda found: (-found[1], self._place[found[0]]))
        return [self.faqs[id] for id, _ in best[:MOST_RELATED]]

    def related_otherwise(self, before: Lookup) -> Iterator[Faq]:
        """The questions that were related to others ``before``, when no other ids were there."""
        traits: set[str] = set()
        for faq in self.knowledge.faqs:
            old = before.faqs[faq.id]
            if (faq.question, faq.tags, faq.policies) != (old.question, old.tags, old.policies):
                # What a question shares and shared says nothing new.
                traits |= {*_traits(faq)} ^ {*_traits(old)}
        touched = {id for each in traits for id in (*self._sharing(each), *before._sharing(each))}
        for id in sorted(touched):
            now, then = self.related(self.faqs[id]), before.related(before.faqs[id])
            if [each.id for each in now] != [each.id for each in then]:
                yield self.faqs[id]

    def _sharing(self, trait: str) -> Sequence[str]:
        """The ids of the questions with ``trait``, unless it is too common to count."""
        found = self._by_trait.get(trait, ())
        return found if len(found) <= COMMON_WORD else ()

    @cached_property
    def _place(self) -> dict[str, int]:
        return {faq.id: place for place, faq in enumerate(self.knowledge.faqs)}

    @cached_property
    def _by_trait(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for faq in self.knowledge.faqs:
            for trait in _traits(faq):
                found[trait].append(faq.id)
        return found

    def neighbours(self, entry: Entry) -> tuple[Entry | None, Entry | None]:
        """The entries before and after ``entry``: in its topic, or among all guides."""
        return self._neighbours.get((type(entry), entry.id), (None, None))

    @cached_property
    def _neighbours(self) -> dict[tuple[type, str], tuple[Entry | None, Entry | None]]:
        shelves: list[Sequence[Entry]] = [*self.faqs_in.values(), *self.policies_in.values()]
        found: dict[tuple[type, str], tuple[Entry | None, Entry | None]] = {}
        for shelf in (*shelves, self.knowledge.guides):
            ends = [None, *shelf, None]
            for place, entry in enumerate(shelf):
                found[type(entry), entry.id] = (ends[place], ends[place + 2])
        return found

    def address(self, entry: Entry) -> str:
        """The address of the page of ``entry``."""
        if isinstance(entry, Outcome):
            return urls.outcome(self.outcome_tree[entry.id].id, entry.id)
        return entry.kind.address(entry.id)


def _by_category(entries: Iterable[E]) -> dict[str, list[E]]:
    found: dict[str, list[E]] = defaultdict(list)
    for entry in entries:
        if entry.category:
            found[entry.category].append(entry)
    return found


def _traits(faq: Faq) -> Iterator[str]:
    """Features of ``faq`` that others may share; a stronger one stands more often."""
    for policy in dict.fromkeys(faq.policies):
        yield from (f"policy {policy}", f"rule {policy}")
    for tag in dict.fromkeys(faq.tags):
        yield f"tag {tag}"
    for word in sorted(set(WORD.findall(faq.question.lower()))):
        yield f"word {word}"
