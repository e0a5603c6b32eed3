"""A knowledge base with its entries at hand: by id, by topic, and by what they have in common."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from waypost.core import urls
from waypost.core.nodes import Text
from waypost.model import entries
from waypost.model.declare import Addressed, Placed
from waypost.model.records import Category, Entry, Faq, Guide, Knowledge, Outcome, Policy, Tree

MOST_RELATED = 4
COMMON_WORD = 25
"""A word in more questions than this says nothing about what two of them share."""

E = TypeVar("E", Faq, Guide, Policy, Tree)
R = TypeVar("R", bound=Placed)
WORD = re.compile(r"\w{4,}")


@dataclass(frozen=True)
class Lookup:
    """Look-ups over one knowledge base, each made when it is first needed."""

    knowledge: Knowledge

    def find(self, cls: type[R], id: str | None) -> R | None:
        """The record of class ``cls`` that is called ``id``; None where there is none."""
        found: R | None = self._records.get((cls, id or ""))
        return found

    @cached_property
    def _records(self) -> dict[tuple[type, str], Any]:
        sections = (getattr(self.knowledge, section) for section in entries.CLASSES)
        return {(type(each), each.id): each for section in sections for each in section}

    def in_topic(self, cls: type[E], topic: str) -> Sequence[E]:
        """The entries of class ``cls`` in ``topic``, in order."""
        return self._in_topics.get((cls, topic), ())

    @cached_property
    def _in_topics(self) -> dict[tuple[type, str], list[Any]]:
        found: dict[tuple[type, str], list[Any]] = defaultdict(list)
        for cls in entries.IN_TOPICS:
            for entry in getattr(self.knowledge, cls.kind.section):
                if entry.category:
                    found[cls, entry.category].append(entry)
        return found

    @cached_property
    def topics(self) -> tuple[Category, ...]:
        """The categories that something is in, in order."""
        used = {topic for _, topic in self._in_topics}
        return tuple(each for each in self.knowledge.categories if each.id in used)

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
        found: Any = (entries.of_type(self.knowledge, cls) for cls in entries.PUBLISHED)
        return tuple(entry for each in found for _, entry in each)

    @cached_property
    def trees_on_home(self) -> frozenset[str]:
        """The ids of the trees that the first page shows: those that ask for it, else all others.

        A tree that says no is never among them.
        """
        trees = self.knowledge.trees
        asking = [tree for tree in trees if tree.on_home]
        shown = asking or [tree for tree in trees if tree.on_home is None]
        return frozenset(str(tree.id) for tree in shown)

    @cached_property
    def resting_on(self) -> dict[str, list[Entry]]:
        """For each policy, what rests on it."""
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.everything:
            for policy in dict.fromkeys(policies_of(entry)):
                found[policy].append(entry)
        return found

    @cached_property
    def outcome_tree(self) -> dict[str, Tree]:
        return {outcome.id: tree for tree in self.knowledge.trees for outcome in tree.outcomes}

    def related(self, faq: Faq) -> list[Faq]:
        """Related questions: those named by the editor, then those that share most with ``faq``."""
        named = (self.find(Faq, id) for id in faq.related if id != faq.id)
        if given := [other for other in named if other]:
            return given
        scores: Counter[int] = Counter()
        for trait in self._traits[faq.id]:
            places = self._by_trait[trait]
            if len(places) <= COMMON_WORD:
                scores.update(places)
        best = sorted(scores.items(), key=lambda found: (-found[1], found[0]))
        others = (self.knowledge.faqs[place] for place, _ in best)
        return [other for other in others if other.id != faq.id][:MOST_RELATED]

    @cached_property
    def _traits(self) -> dict[str, list[str]]:
        return {faq.id: list(_traits(faq)) for faq in self.knowledge.faqs}

    @cached_property
    def _by_trait(self) -> dict[str, list[int]]:
        """The places of the questions that have a trait."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, faq in enumerate(self.knowledge.faqs):
            for trait in self._traits[faq.id]:
                found[trait].append(place)
        return found

    def neighbours(self, entry: Entry) -> tuple[Entry | None, Entry | None]:
        """The entries before and after ``entry``: in its topic, or among all guides."""
        return self._neighbours.get((type(entry), entry.id), (None, None))

    @cached_property
    def _neighbours(self) -> dict[tuple[type, str], tuple[Entry | None, Entry | None]]:
        in_topics = [each for (cls, _), each in self._in_topics.items() if cls in (Faq, Policy)]
        found: dict[tuple[type, str], tuple[Entry | None, Entry | None]] = {}
        for listed in (*in_topics, self.knowledge.guides):
            ends = [None, *listed, None]
            for place, entry in enumerate(listed):
                found[type(entry), entry.id] = (ends[place], ends[place + 2])
        return found

    def address(self, entry: Addressed) -> str:
        """The address of the page of ``entry``."""
        if isinstance(entry, Outcome):
            return urls.outcome(self.outcome_tree[entry.id].id, entry.id)
        return entry.kind.address(entry.id)


def policies_of(entry: Entry) -> Sequence[Text]:
    """The ids of the policies that ``entry`` rests on, as the editor lists them."""
    found: Sequence[Text] = getattr(entry, "policies", getattr(entry, "cites", ()))
    return found


def _traits(faq: Faq) -> Iterator[str]:
    """Features of ``faq`` that others may share; a stronger one stands more often."""
    for policy in dict.fromkeys(faq.policies):
        yield from (f"policy {policy}", f"rule {policy}")
    for tag in dict.fromkeys(faq.tags):
        yield f"tag {tag}"
    for word in sorted(set(WORD.findall(faq.question.lower()))):
        yield f"word {word}"
