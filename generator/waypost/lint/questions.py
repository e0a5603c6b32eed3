"""Questions that say nearly the same, and phrasings that stand with the wrong question.

Texts are compared by their words, each weighing the more the fewer entries use it (the weighted
Jaccard index). Only texts that share a rare word are compared at all: those without one can't be
alike enough (prefix filtering, as in Chaudhuri, Ganti and Kaushik, "A primitive operator for
similarity joins", 2006).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from waypost.lint.words import Words
from waypost.model import Faq, Knowledge
from waypost.nodes import Text
from waypost.problems import Problem

NEARLY: Final = 0.75
"""From which likeness two questions say nearly the same."""

MISPLACED: Final = 0.55
"""From which likeness a phrasing may belong to another entry."""

CLEARLY: Final = 0.25
"""By how much it must be more like that entry's texts than like those of its own."""

STRANGE: Final = 0.15
"""Up to which share of its words, by weight, a phrasing is strange to its own entry. One that is
almost the same as a text of another entry (`ALMOST`) may share more (`NEARLY`)."""

ALMOST: Final = 0.8

FEWEST: Final = 3
"""Words that a phrasing needs before it is judged; shorter ones fit many questions."""

MOST_TO_COMPARE: Final = 60
"""Texts that share one word and are compared; a word that more share says too little."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A way to ask, and the FAQ with which it stands."""

    text: Text
    words: frozenset[str]
    faq: Faq


class Asking:
    """All ways to ask, to be found by their words."""

    def __init__(self, knowledge: Knowledge) -> None:
        words = Words(knowledge.language)
        self.all = [
            Asked(text, words.of(text), faq)
            for faq in knowledge.faqs
            for text in (faq.question, *faq.also_asked)
        ]
        self.words = words
        self.of: dict[int, list[Asked]] = defaultdict(list)
        for asked in self.all:
            self.of[id(asked.faq)].append(asked)
        used: Counter[str] = Counter()
        for own in self.of.values():
            used.update(frozenset().union(*[asked.words for asked in own]))
        self.weights = {word: math.log(1 + len(self.of) / n) for word, n in used.items()}
        self.by_word: dict[str, list[int]] = defaultdict(list)
        for place, asked in enumerate(self.all):
            for word in asked.words:
                self.by_word[word].append(place)

    def weight(self, words: frozenset[str] | set[str]) -> float:
        """How much words weigh together."""
        # An exact sum is the same in whatever order a set gives its words.
        return math.fsum([self.weights[word] for word in words])

    def likeness(self, one: frozenset[str], other: frozenset[str]) -> float:
        """From 0, no common word, to 1, the same words."""
        whole = self.weight(one | other)
        return self.weight(one & other) / whole if whole else 0.0

    def like(self, asked: Asked, least: float) -> Iterator[tuple[float, Asked]]:
        """The texts of other entries that are at least so much like ``asked``."""
        for place in sorted(self._candidates(asked.words, least)):
            other = self.all[place]
            if other.faq is not asked.faq:
                found = self.likeness(asked.words, other.words)
                if found >= least:
                    yield found, other

    def _candidates(self, words: frozenset[str], least: float) -> set[int]:
        """The texts that share one of the rarest words, without which they can't be so alike."""
        rest = (1 - least) * self.weight(words)
        found: set[int] = set()
        for word in sorted(words, key=lambda each: (-self.weights[each], each)):
            places = self.by_word[word]
            if len(places) <= MOST_TO_COMPARE:
                found.update(places)
            rest -= self.weights[word]
            if rest < 0:
                break
        return found


def questions_are_apart(knowledge: Knowledge) -> Iterator[Problem]:
    """No two questions say nearly the same, and each phrasing stands where it belongs."""
    asking = Asking(knowledge)
    for asked in asking.all:
        if asked.text is asked.faq.question:
            yield from _near(asked, asking)
        else:
            yield from _misplaced(asked, asking)


def _near(asked: Asked, asking: Asking) -> Iterator[Problem]:
    """The first earlier question that says nearly the same; the very same is reported elsewhere."""
    for _, other in asking.like(asked, NEARLY):
        earlier = other.text.at < asked.text.at and other.text is other.faq.question
        if earlier and _plain(other.text) != _plain(asked.text):
            about = {
                "question": asked.text,
                "id": asked.faq.id,
                "other": other.text,
                "first": other.faq.id,
            }
            also = (other.text.at,)
            yield Problem("near-duplicate", asked.text.at, about, also, len(asked.text))
            return


def _misplaced(asked: Asked, asking: Asking) -> Iterator[Problem]:
    found = max(asking.like(asked, MISPLACED), key=lambda each: each[0], default=None)
    if found is None:
        return
    likeness, other = found
    # The very same is reported elsewhere.
    same = _plain(other.text) == _plain(asked.text)
    if not same and len(asked.words) >= FEWEST and _elsewhere(asked, likeness, asking):
        about = {
            "phrasing": asked.text,
            "id": asked.faq.id,
            "other": other.text,
            "first": other.faq.id,
        }
        yield Problem("misplaced-phrasing", asked.text.at, about, (other.text.at,), len(asked.text))


def _elsewhere(asked: Asked, likeness: float, asking: Asking) -> bool:
    """Whether a phrasing is clearly less like its own entry's texts, whose words it hardly uses."""
    faq = asked.faq
    own = [each for each in asking.of[id(faq)] if each is not asked]
    nearest = max((asking.likeness(asked.words, each.words) for each in own), default=0.0)
    known = asking.words.of(faq.answer or "").union(*(each.words for each in own))
    covered = asking.weight(asked.words & known) / (asking.weight(asked.words) or 1.0)
    return likeness - nearest >= CLEARLY and covered <= (NEARLY if likeness >= ALMOST else STRANGE)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip("?!. ")
