"""Questions that say nearly the same, and phrasings that stand with the wrong question.

Texts are compared by their words, each weighing the more the fewer entries use it (the weighted
Jaccard index). Only texts that share a rare word are compared at all: those without one can't be
alike enough (prefix filtering, as in Chaudhuri, Ganti and Kaushik, "A primitive operator for
similarity joins", 2006).

A phrasing stands with the wrong question where hardly a word of it occurs there, and its nearest
entry is another one by far. Measured on four sets of real customers' questions: three to five of
ten that are moved elsewhere are found, and one of 2,228 that weren't is doubted.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final, NamedTuple

from waypost.checks.check import CheckContext
from waypost.checks.same_questions import plain
from waypost.checks.word_stems import Words
from waypost.core.nodes import Text
from waypost.diagnostics import Problem
from waypost.model import publication
from waypost.model.records import Faq, Knowledge

NEARLY: Final = 0.75
"""From which likeness two questions say nearly the same."""

MISPLACED: Final = 0.5
"""From which likeness a phrasing may belong to another entry."""

CLEARLY: Final = 0.3
"""By how much it must be more like that entry than like its own."""

AT_HOME: Final = 0.2
"""From which likeness to its own entry a phrasing is at home there."""

STRANGE: Final = 0.25
"""Up to which share of its words, by weight, may stand in its own entry, answer included."""

CLOSEST: Final = 0.3
"""The share of the closest single text in the likeness to an entry; the rest is its middle."""

FEWEST: Final = 2
"""Words that a phrasing needs before it is judged; shorter ones fit many questions."""

MOST_TO_COMPARE: Final = 60
"""Texts that share one word and are compared; a word that more share says too little."""

MOST_ENTRIES: Final = 8
"""Entries to which a phrasing is compared in full."""


class QuestionText(NamedTuple):
    """A way to ask, and the FAQ with which it stands."""

    text: Text
    words: frozenset[str]
    faq: Faq


class QuestionIndex:
    """All ways to ask, to be found by their words."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.words = words = Words(knowledge.language)
        self.all: list[QuestionText] = []
        self.of: dict[int, list[QuestionText]] = {}
        used: Counter[str] = Counter()
        for faq in knowledge.faqs:
            asking = (faq.question, *faq.also_asked)
            own = self.of[id(faq)] = [QuestionText(text, words.of(text), faq) for text in asking]
            self.all += own
            used.update(frozenset().union(*[asked.words for asked in own]))
        self.weights = {word: math.log(1 + len(self.of) / n) for word, n in used.items()}
        rarest = sorted(self.weights, key=lambda each: (-self.weights[each], each))
        self.rank = {word: place for place, word in enumerate(rarest)}
        self.by_word: dict[str, list[int]] = defaultdict(list)
        for place, asked in enumerate(self.all):
            for word in asked.words:
                self.by_word[word].append(place)

    def weight(self, words: frozenset[str] | set[str]) -> float:
        """How much words weigh together."""
        # An exact sum is the same in whatever order a set gives its words.
        return math.fsum(map(self.weights.__getitem__, words))

    def likeness(self, one: frozenset[str], other: frozenset[str]) -> float:
        """From 0, no common word, to 1, the same words."""
        whole = self.weight(one | other)
        return self.weight(one & other) / whole if whole else 0.0

    def like(self, asked: QuestionText, least: float) -> Iterator[tuple[float, QuestionText]]:
        """The texts of other entries that are at least so much like ``asked``."""
        for place in sorted(self._candidates(asked.words, least)):
            other = self.all[place]
            if other.faq is not asked.faq and publication.meet(other.faq, asked.faq):
                found = self.likeness(asked.words, other.words)
                if found >= least:
                    yield found, other

    def is_strange(self, asked: QuestionText) -> bool:
        """True where hardly any of its words stand in the entry with which it stands."""
        own = [each.words for each in self.of[id(asked.faq)] if each is not asked]
        known = frozenset().union(*own)
        if asked.words and asked.words <= known:
            return False
        whole = self.weight(asked.words) or 1.0
        if self.weight(asked.words & known) / whole > STRANGE:
            return False
        known |= self.words.of(asked.faq.answer or "")
        return self.weight(asked.words & known) / whole <= STRANGE

    def others(self, asked: QuestionText) -> list[tuple[int, Faq]]:
        """The other entries to which it may be near enough, by the place of a text of theirs.

        The cosine to an entry is at most the root of the share that the words of that entry have
        in the phrasing's squared length. Those that may be nearest come first, a few only.
        """
        squares = {word: self.weights[word] ** 2 for word in asked.words}
        whole = math.fsum(squares.values())
        rare = [word for word in sorted(squares) if len(self.by_word[word]) <= MOST_TO_COMPARE]
        least = MISPLACED**2 * whole - math.fsum(squares.values()) + sum(squares[w] for w in rare)
        shared: dict[int, float] = {}
        places: dict[int, int] = {}
        for word in rare:
            here = {id(self.all[place].faq): place for place in self.by_word[word]}
            for faq, place in here.items():
                shared[faq] = shared.get(faq, 0.0) + squares[word]
                places.setdefault(faq, place)
        shared.pop(id(asked.faq), None)
        found = sorted((-share, places[faq]) for faq, share in shared.items() if share >= least)
        return [(place, self.all[place].faq) for _, place in found[:MOST_ENTRIES]]

    def nearness(self, asked: QuestionText, faq: Faq) -> float:
        """How near a phrasing is to the other texts of an entry, from 0 to 1.

        Texts are vectors of their words' weights; near is the cosine of the angle, partly to the
        closest of them, partly to their sum (Rocchio's classifier).
        """
        texts = [each for each in self.of[id(faq)] if each is not asked]
        length = self._length(asked.words)
        closest, total = 0.0, dict[str, float]()
        for each in texts:
            other = self._length(each.words) or 1.0
            shared = math.fsum(self.weights[word] ** 2 for word in asked.words & each.words)
            closest = max(closest, shared / (length * other or 1.0))
            for word in each.words:
                total[word] = total.get(word, 0.0) + self.weights[word] / other
        whole = math.sqrt(math.fsum(value**2 for value in total.values())) or 1.0
        along = math.fsum(self.weights[word] * total.get(word, 0.0) for word in asked.words)
        return CLOSEST * closest + (1 - CLOSEST) * along / ((length or 1.0) * whole)

    def _length(self, words: frozenset[str]) -> float:
        return math.sqrt(math.fsum(self.weights[word] ** 2 for word in words))

    def _candidates(self, words: frozenset[str], least: float) -> set[int]:
        """The texts that share one of the rarest words, without which they can't be so alike."""
        rest = (1 - least) * self.weight(words)
        found: set[int] = set()
        for word in sorted(words, key=self.rank.__getitem__):
            places = self.by_word[word]
            if len(places) <= MOST_TO_COMPARE:
                found.update(places)
            rest -= self.weights[word]
            if rest < 0:
                break
        return found


def questions_are_apart(context: CheckContext) -> Iterator[Problem]:
    """No two questions say nearly the same, and each phrasing stands where it belongs."""
    asking = QuestionIndex(context.knowledge)
    for asked in asking.all:
        if asked.text is asked.faq.question:
            yield from _near(asked, asking)
        else:
            yield from _misplaced(asked, asking)


def _near(asked: QuestionText, asking: QuestionIndex) -> Iterator[Problem]:
    """The first earlier question that says nearly the same; the very same is reported elsewhere."""
    for _, other in asking.like(asked, NEARLY):
        earlier = other.text.at < asked.text.at and other.text is other.faq.question
        if earlier and plain(other.text) != plain(asked.text):
            about = {"question": asked.text, "id": asked.faq.id}
            about |= {"other": other.text, "first": other.faq.id}
            yield Problem.of("near-duplicate", asked.text, (other.text.at,), **about)
            return


def _misplaced(asked: QuestionText, asking: QuestionIndex) -> Iterator[Problem]:
    if len(asked.words) < FEWEST or not asking.is_strange(asked):
        return
    found = max(
        (
            (asking.nearness(asked, faq), -place)
            for place, faq in asking.others(asked)
            if publication.meet(faq, asked.faq)
        ),
        default=None,
    )
    own = asking.nearness(asked, asked.faq)
    if found is None or own > AT_HOME or found[0] < max(MISPLACED, own + CLEARLY):
        return
    other = asking.all[-found[1]].faq
    if any(plain(text) == plain(asked.text) for text in (other.question, *other.also_asked)):
        return  # The very same is reported elsewhere.
    about = {"phrasing": asked.text, "id": asked.faq.id}
    about |= {"other": other.question, "first": other.id}
    yield Problem.of("misplaced-phrasing", asked.text, (other.question.at,), **about)
