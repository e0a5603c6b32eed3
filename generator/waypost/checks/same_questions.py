"""Questions and phrasings that are the very same, and words that are like no other."""

import unicodedata
from collections.abc import Iterator

from waypost.checks.check import CheckContext
from waypost.core.nodes import Mark
from waypost.diagnostics import Problem
from waypost.model import publication
from waypost.model.records import Faq


def questions_differ(context: CheckContext) -> Iterator[Problem]:
    """No two FAQs ask the very same, however their letters are encoded."""
    seen: dict[str, list[Faq]] = {}
    for faq in context.knowledge.faqs:
        asked = seen.setdefault(normalised(faq.question), [])
        first = next((each for each in asked if publication.meet(each, faq)), None)
        asked.append(faq)
        if first is not None and faq.question:
            about = {"question": faq.question, "first": first.id}
            yield Problem.of("same-question", faq.question, (first.question.at,), **about)


def normalised(question: str) -> str:
    """A question without what doesn't count: the case, white space, the encoding of letters."""
    composed = question if question.isascii() else unicodedata.normalize("NFC", question)
    return " ".join(composed.casefold().split())


def plain(question: str) -> str:
    """A question as `normalised` gives it, without the signs at its end."""
    return normalised(question).rstrip("?!. ")


def phrasings_are_listed_once(context: CheckContext) -> Iterator[Problem]:
    """No phrasing stands under two questions: the search couldn't tell which is meant."""
    seen: dict[str, tuple[Faq, Mark]] = {}
    for faq in context.knowledge.faqs:
        for text in (faq.question, *faq.also_asked):
            first, at = seen.setdefault(normalised(text), (faq, text.at))
            together = first is not faq and publication.meet(first, faq)
            if together and text is not faq.question:
                about = {"phrasing": text, "first": first.id, "line": f"{at.file}:{at.line}"}
                yield Problem.of("phrasing-listed-twice", text, (at,), **about)


def synonyms_have_company(context: CheckContext) -> Iterator[Problem]:
    """A group of synonyms has two words or more."""
    for group in context.knowledge.synonyms:
        if len(group) == 1:
            yield Problem.of("lone-synonym", group[0], word=group[0])
